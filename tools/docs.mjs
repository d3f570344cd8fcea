// npm run docs: writes docs/events.md, docs/errors.md, docs/guides and the settings from the code.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '@rollcall/contracts';
import { errorCatalogue } from '@rollcall/protocol';
import { runnerImport } from 'vite';
import './settings.mjs';

/**
 * @param {string} type
 * @param {number} version
 * @returns {{ message: import('@rollcall/contracts').EventMessage }}
 */
const golden = (type, version) =>
  JSON.parse(
    fs.readFileSync(
      new URL(`../libs/contracts/golden/${type}.v${version}.json`, import.meta.url),
      'utf8',
    ),
  );

const events = Object.entries(catalogue).map(([type, { version, topic, subject, summary }]) => {
  const { message } = golden(type, version);
  return `### ${type}

${summary} Topic \`rollcall.${topic}.v1\`, subject ${subject === 'any' ? 'as it was' : `\`${subject}/<id>\``}, \`ce_type\` \`rollcall.${type}.v${version}\`, [schema](../libs/contracts/schemas/${type}.v${version}.json).

\`\`\`json
${JSON.stringify(JSON.parse(message.value), null, 2)}
\`\`\`
`;
});

const headers = Object.entries(golden('UserProvisioned', 1).message.headers)
  .map(([name, value]) => `| \`${name}\` | \`${value}\` |`)
  .join('\n');

fs.writeFileSync(
  new URL('../docs/events.md', import.meta.url),
  `# Events

\`npm run docs\` generates this page from the catalogue. A change here is a change of the wire.

The events are CloudEvents 1.0 in Kafka's binary mode: the key is the tenant id, the value is the data, and headers have the rest:

| header | for example |
| --- | --- |
${headers}

${events.join('\n')}`,
);

// The guides are the console's: read through Vite, which knows how the console is put together.
/** @type {{ module: { guideFiles(): Iterable<readonly [string, string]> } }} */
const { module: guideText } = await runnerImport(
  fileURLToPath(new URL('../apps/console/src/guides/markdown.ts', import.meta.url)),
  {
    configFile: fileURLToPath(new URL('../apps/console/vite.config.mjs', import.meta.url)),
    logLevel: 'warn',
  },
);
const guides = new URL('../docs/guides/', import.meta.url);
fs.rmSync(guides, { recursive: true, force: true });
fs.mkdirSync(new URL('images/', guides), { recursive: true });
for (const [name, text] of guideText.guideFiles()) fs.writeFileSync(new URL(name, guides), text);

const errors = [...errorCatalogue]
  .sort((one, other) => one.status - other.status)
  .map(
    ({ status, scimType, when, whatToDo }) =>
      `| ${status} | ${scimType ?? ''} | ${when} | ${whatToDo} |`,
  )
  .join('\n');

fs.writeFileSync(
  new URL('../docs/errors.md', import.meta.url),
  `# Errors

\`npm run docs\` generates this page from the error catalogue of \`libs/protocol\`. For 409 see [below](#409-conflict).

## SCIM

Every error under \`/scim/v2\` has the body of RFC 7644 §3.12. Its \`detail\` names the fault and the remedy.

| status | scimType | when | what to do |
| --- | --- | --- | --- |
${errors}

## Admin API and directory

The admin API and the directory answer with \`application/problem+json\` (RFC 9457):

| status | when |
| --- | --- |
| 400 | the detail names every invalid field |
| 401 | the key is missing or wrong |
| 403 | the session, the key or the role does not have this right |
| 404 | the tenant or token is unknown |
| 409 | a conflict, see [below](#409-conflict) |
| 413 | the body is too large |
| 422 | the \`Idempotency-Key\` was used with another request |
| 429 | a limit of the session, the tenant, the operator key or the source; with \`Retry-After\` |
| 503 | another service or a database does not answer; with \`Retry-After\` |

## 409 Conflict

| where | \`scimType\` or \`code\` | meaning | what to do |
| --- | --- | --- | --- |
| SCIM | \`uniqueness\` | another user has the userName, or another group the displayName | look up the resource by its name and update it |
| SCIM, Bulk | | operations refer to each other in a circle | create the resources first, then add the references by PATCH |
| admin: create a tenant | \`tenant-exists\` | the id is in use, or belonged to an erased tenant | choose another id |
| admin: issue a token | \`tokens-full\` | the tenant has 20 live tokens | revoke one that is not used |
| admin: start a rotation | \`rotation-running\` | another rotation runs | finish or cancel it |
| admin: start a rotation | \`token-over\` | the token has expired or was revoked | issue a new token |
| admin: finish a rotation | the reason | the old token is still used | wait, or send \`{"anyway": true}\` |
| admin: erase a user | \`not-deprovisioned\` | the user exists | delete the user at the identity provider first |
| admin: erase a tenant | \`not-closed\` | the tenant accepts changes | switch its provisioning off first |
| admin: test a connection | \`test-running\` | a test of this tenant runs | wait for its end |
| admin: with \`Idempotency-Key\` | | the first request with this key is still running | send it again in a moment |
| admin: with \`Idempotency-Key\` | \`made-already\` | the key created a token or link, whose secret is not stored | if the response was lost, revoke it and create another |
| admin: webhooks | \`delivery-not-configured\` | the gateway knows no event-delivery | set \`DELIVERY_URL\` of the gateway |
`,
);

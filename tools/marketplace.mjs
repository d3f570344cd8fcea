// npm run marketplace: what a marketplace would test before it lists the app.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { entraAdmits, entraTests } from './marketplace/entra.mjs';
import { startIssuer } from './marketplace/issuer.mjs';
import { existingUser, OKTA_HEADERS } from './marketplace/okta-requests.mjs';
import { oktaAdmits, oktaTests } from './marketplace/okta.mjs';
import { playedAll, Server } from './marketplace/played.mjs';
import { summary, write } from './marketplace/report.mjs';
import { refuse, typed } from './options.mjs';
import { adminOf } from './stack/admin.mjs';

const RUN_FILE = new URL('../.local/run.json', import.meta.url);

const HELP = `npm run marketplace -- entra|okta [options]

Plays the tests that a marketplace demands before it lists an app, against any SCIM server, and writes a
report: entra has the 25 tests of Microsoft's gallery, okta the SPEC and CRUD collections of the Okta
Integration Network. Without --base it takes a new tenant of a running npm start. Of another server entra
deletes what it created; okta needs one user that exists, and leaves two.

  --profile strict|full     of the new tenant; full is what the marketplaces demand
  --base URL --token TOKEN  another server
  --token-endpoint URL --client-id ID --client-secret SECRET   for entra: its OAuth client
  --assertion FILE          for entra: a JWT of the identity provider, to prove it without a secret
  --report FOLDER           where the report goes; .local/marketplace if it is not given`;

const { values, positionals } = typed(
  HELP,
  {
    profile: { type: 'string', default: 'full' },
    base: { type: 'string' },
    token: { type: 'string' },
    'token-endpoint': { type: 'string' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    assertion: { type: 'string' },
    report: { type: 'string' },
  },
  { words: true },
);
const [name, ...more] = positionals;
if (more.length > 0 || (name !== 'entra' && name !== 'okta'))
  refuse('Name one marketplace, entra or okta', HELP);
const marketplace = name === 'okta' ? 'okta' : 'entra';
if (Boolean(values.base) !== Boolean(values.token))
  refuse('Give --base and --token together', HELP);

/**
 * @typedef {{ base: string, token: string } & import('./marketplace/entra-credentials.mjs').Credentials} Where
 */

/** A new tenant of the stack on this machine, with a client that has a secret and a trust. @returns {Promise<Where>} */
const newTenant = async () => {
  if (!fs.existsSync(RUN_FILE))
    refuse('No stack is running here: run npm start, or give --base and --token', HELP);
  /** @type {{ adminBaseUrl: string, scimBaseUrl: string, operatorKey: string }} */
  const run = JSON.parse(fs.readFileSync(RUN_FILE, 'utf8'));
  const admin = adminOf(run.adminBaseUrl, run.operatorKey);
  const tenant = { name: `Marketplace ${marketplace}`, profile: values.profile };
  const { id } = (await admin('POST', '/tenants', tenant)).body;
  const label = 'npm run marketplace';
  const token = String((await admin('POST', `/tenants/${id}/tokens`, { label })).body['token']);
  if (marketplace === 'okta')
    await new Server({ base: run.scimBaseUrl, token }).need(
      [201],
      'POST',
      '/Users',
      existingUser(values.profile),
    );
  const client = (await admin('POST', `/tenants/${id}/clients`, { label })).body;
  const issuer = await startIssuer();
  const clientId = String(client['clientId']);
  await admin('POST', `/tenants/${id}/trusts`, { ...issuer.trust, clientId, label });
  return {
    base: run.scimBaseUrl,
    token,
    tokenEndpoint: new URL('/oauth2/token', run.scimBaseUrl).href,
    clientId,
    clientSecret: String(client['secret']),
    assertion: () => issuer.assertion(),
  };
};

/** @returns {Promise<Where>} */
const where = async () => {
  const { base, token, assertion } = values;
  if (!base || !token) return newTenant();
  return {
    base,
    token,
    ...(values['token-endpoint'] ? { tokenEndpoint: values['token-endpoint'] } : {}),
    ...(values['client-id'] ? { clientId: values['client-id'] } : {}),
    ...(values['client-secret'] ? { clientSecret: values['client-secret'] } : {}),
    ...(assertion ? { assertion: async () => fs.readFileSync(assertion, 'utf8').trim() } : {}),
  };
};

const MARKETPLACES = {
  entra: { tests: entraTests, admits: entraAdmits, headers: {} },
  okta: { tests: oktaTests, admits: oktaAdmits, headers: OKTA_HEADERS },
};
const { tests, admits, headers } = MARKETPLACES[marketplace];
const at = await where();
const results = await playedAll(
  tests(at),
  () => new Server({ base: at.base, token: at.token }, headers),
  ({ name, verdict, why }) =>
    console.log(`${verdict.padEnd(8)}${name}${why ? `\n        ${why}` : ''}`),
);
const admitted = admits(results);
const folder = values.report ?? fileURLToPath(new URL('../.local/marketplace', import.meta.url));
const report = { marketplace, base: at.base, at: new Date().toISOString(), admitted, results };
const files = write(report, folder).map((file) => path.relative(process.cwd(), file));
console.log(`\n${summary(results)}: ${admitted ? 'ready to submit' : 'not ready'}`);
console.log(`The report is in ${files.join(' and ')}.`);
process.exit(admitted ? 0 : 1);

// npm run docs: writes docs/conformance.md from the clauses and from the titles of the tests.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = path.join(root, 'apps/e2e');
/**
 * @typedef {object} Clause
 * @property {string} id
 * @property {string} level
 * @property {string} says
 * @property {string} [not] why no test shows it
 *
 * @typedef {object} Erratum
 * @property {string} rfc
 * @property {string} erratum
 * @property {string} section
 * @property {string} corrects
 * @property {string} here
 * @property {readonly string[]} shown
 */

const read = (/** @type {string} */ file) =>
  JSON.parse(fs.readFileSync(path.join(folder, 'conformance', file), 'utf8'));

const TITLE = /\(\s*(['"`])((?:RFC\d+|INTEROP|IPSIE) §[\w.]+-[a-z]): ((?:\\.|(?!\1).)*)\1/g;

/** `{ id, says, file }` of every test whose title names a clause. */
const titles = () =>
  fs
    .readdirSync(path.join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .sort()
    .filter((file) => /\.(suite|spec)\.ts$/.test(file))
    .flatMap((file) =>
      [...fs.readFileSync(path.join(folder, 'src', file), 'utf8').matchAll(TITLE)].map(
        ([, , id = '', says = '']) => ({ id, says: says.replaceAll(/\\(.)/g, '$1'), file }),
      ),
    );

/** @returns {Clause[]} */
export const clauses = () => read('clauses.json');
/** @returns {Erratum[]} */
const errata = () => read('errata.json');

/** The files of the tests that a clause or the name of a suite stands for. @param {string} shown */
const filesOf = (shown) =>
  shown.endsWith('.ts')
    ? [shown].filter((file) => fs.existsSync(path.join(folder, 'src', file)))
    : titles().flatMap(({ id, file }) => (id === shown ? [file] : []));

/** What does not fit together, as sentences. */
export const faults = () => {
  const tests = titles();
  const known = new Set(clauses().map(({ id }) => id));
  return [
    ...tests.filter(({ id }) => !known.has(id)).map(({ id, file }) => `${file}: no clause ${id}`),
    ...clauses()
      .filter((one) => !one.not && !tests.some(({ id }) => id === one.id))
      .map(({ id }) => `${id} has neither a test nor a reason`),
    ...clauses()
      .filter((one) => one.not && tests.some(({ id }) => id === one.id))
      .map(({ id }) => `${id} has a test and a reason why it has none`),
    ...errata().flatMap(({ erratum, shown }) =>
      shown
        .filter((one) => filesOf(one).length === 0)
        .map((one) => `erratum ${erratum}: no test for ${one}`),
    ),
  ];
};

const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|');
/** `it.each` fills the title of a test from its rows. @param {string} title */
const titleOf = (title) =>
  /^%[sj]$/.test(title) ? 'a table of cases' : title.replaceAll(/%[sij]/g, '…');
const SPECS = {
  RFC7643: 'RFC 7643, the core schema',
  RFC7644: 'RFC 7644, the protocol',
  RFC9865: 'RFC 9865, cursor paging',
  RFC6749: 'RFC 6749, OAuth 2.0: the token endpoint',
  RFC7521: 'RFC 7521, assertions of clients',
  RFC7523: 'RFC 7523, assertions as JWT',
  RFC8414: 'RFC 8414, metadata of the authorization server',
  RFC9728: 'RFC 9728, metadata of the protected resource',
  INTEROP: 'SCIM 2.0 Interoperability Profile (draft-zollner-scim-interop-profile)',
  IPSIE: 'SCIM 2.0 IPSIE Profile (draft-schreiber-scim-ipsie-profile)',
};

export const document = () => {
  const tests = titles();
  const row = (/** @type {Clause} */ { id, level, says, not }) => {
    const shown = tests
      .filter((one) => one.id === id)
      .map((one) => `${cell(titleOf(one.says))} ([${one.file}](../apps/e2e/src/${one.file}))`);
    return `| ${id.split(' ')[1]} | ${level} | ${cell(says)} | ${not ? `_not shown:_ ${cell(not)}` : shown.join('; ')} |`;
  };
  const tables = Object.entries(SPECS).map(
    ([name, title]) => `## ${title}

| clause | level | requirement | shown by |
| --- | --- | --- | --- |
${clauses()
  .filter(({ id }) => id.startsWith(`${name} `))
  .map(row)
  .join('\n')}
`,
  );
  const link = (/** @type {string} */ shown) =>
    [...new Set(filesOf(shown))].map((file) => `[${shown}](../apps/e2e/src/${file})`).join(', ');
  const corrected = errata().map(
    ({ rfc, erratum, section, corrects, here, shown }) =>
      `| [${erratum}](https://www.rfc-editor.org/errata/eid${erratum}) | ${rfc} §${section} | ${cell(corrects)} | ${cell(here)} | ${shown.map(link).join('; ')} |`,
  );
  /** @type {{ suite: string, check: string, says: string, reason: string }[]} */
  const failing = read('exceptions.json');
  const exceptions = failing.map(
    ({ suite, check, says, reason }) =>
      `| ${suite} | \`${check}\` | ${cell(says)} | ${cell(reason)} |`,
  );
  /** @type {{ where: string[], rfc?: string, ours?: string, profile?: string, reason: string }[]} */
  const ofSchemas = read('schema-differences.json');
  const differences = ofSchemas.map(
    ({ where, rfc = '', ours = '', profile, reason }) =>
      `| ${where.map((one) => `\`${one}\``).join(', ')}${profile ? ` (${profile})` : ''} | ${cell(rfc)} | ${cell(ours)} | ${cell(reason)} |`,
  );
  return `# Conformance

\`npm run docs\` generates this page from \`apps/e2e/conformance/clauses.json\` and the titles of the tests. The clauses are paraphrased; a letter distinguishes those of one section. The tests run against tenants of both profiles in a complete system. The two drafts are those of their authors' repositories (the Interoperability Profile after revision 01, the IPSIE profile as of revision 00) and may change; only requirements on a service provider are listed. Where the Interoperability Profile contradicts RFC 7644, a tenant with \`strictness: interop\` follows the draft, and every other tenant the RFC.

${tables.join('\n')}
## Verified errata

Sixteen errata of RFC 7643 and five of RFC 7644 have the status *Verified* (as of September 2026; RFC 9865 has none). The table paraphrases what they correct, and says what this server does. Errata that are only reported, or held for an update, are not binding; where the server follows one, the clause names it.

| erratum | where | what it corrects | here | shown by |
| --- | --- | --- | --- | --- |
${corrected.join('\n')}

## Where our schemas differ from those printed in RFC 7643 §8.7

\`apps/e2e/conformance/schema-facts.json\` has what §8.7.1 and §8.7.2 print, with the verified errata, one line for each attribute. A test compares every tenant's \`/Schemas\` with it and finds exactly the differences below. Characteristics that the RFC leaves to their defaults (\`caseExact\`, \`uniqueness\`) are explicit; complex attributes have neither (§2.3.8). The schemas of the discovery documents can be read by their URN. They are not in the list of \`/Schemas\`, since identity providers offer a mapping for everything that they find there.

| attribute | only in the RFC | only in ours | why |
| --- | --- | --- | --- |
${differences.join('\n')}

## Published suites

\`npm run conformance\` runs scim2-tester and scim-sanity against a full tenant. These suites are in no package registry and were run by hand from their repositories: [scim2/test-suite](https://github.com/scim2/test-suite) (Go, 145 requirements, version 3d80a46), the [SCIM Sandbox validator](https://github.com/scimsandbox/scim-validator) (Java, 111 tests, version 561ce97) and the [SCIM 2.0 Compliance Test Utility](https://github.com/suvera/scim2-compliance-test-utility) (Java, 22 tests, version 1.0.2: all pass). Their failures, with the reason:

| suite | check | it says | reason |
| --- | --- | --- | --- |
${exceptions.join('\n')}
`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = faults();
  if (wrong.length > 0) {
    console.error(wrong.join('\n'));
    process.exit(1);
  }
  fs.writeFileSync(path.join(root, 'docs/conformance.md'), document());
}

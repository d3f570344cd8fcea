// node tools/settings.mjs: writes the settings of the services into docs/running.md and .env.example,
// from the comments and defaults of the configuration classes. --check writes nothing and fails on a
// difference.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import ts from 'typescript';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (/** @type {string} */ path) => fs.readFileSync(at(path), 'utf8');

/**
 * @typedef {object} Setting
 * @property {string} name
 * @property {string} meaning
 * @property {string} [value] the default
 * @property {boolean} [required]
 */

/** Heading of a table, and the configuration classes that it shows. @type {[string, string[]][]} */
const SECTIONS = [
  ['Every service', ['KafkaConfig', 'DrainConfig']],
  ['Gateway', ['GatewayConfig', 'ConsoleConfig', 'TracingConfig']],
  ['Directory', ['DirectoryConfig', 'TracingConfig']],
  ['Token service', ['TokenConfig']],
  ['Feed', ['DeliveryConfig']],
];

const sources = ['libs', 'apps']
  .flatMap((folder) =>
    fs.readdirSync(at(folder)).flatMap((name) =>
      fs
        .readdirSync(at(`${folder}/${name}/src`), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${folder}/${name}/src/${file}`),
    ),
  )
  .map((path) => ({ path, text: read(path) }));

/** @param {ts.PropertyDeclaration} property @returns {Pick<Setting, 'value' | 'required'>} */
const defaultOf = ({ initializer, questionToken, exclamationToken }) => {
  if (initializer === undefined)
    return exclamationToken && !questionToken ? { required: true } : {};
  const text = initializer.getText().replace(/(?<=\d)_(?=\d)/g, '');
  const value = text
    .replace(/^\[([\s\S]*)\]$/, '$1')
    .split(',')
    .map((one) => one.trim().replace(/^'(.*)'$/, '$1'))
    .join(',');
  return value === '' ? {} : { value };
};

const commentOf = (/** @type {ts.Node} */ member) =>
  (ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member)[0]?.comment) ?? '').replaceAll(
    /\s*\n\s*/g,
    ' ',
  );

/** The settings of a configuration class, wherever it is. @param {string} name @returns {Setting[]} */
const settingsOf = (name) => {
  const found = sources.find(({ text }) => text.includes(`export class ${name} `));
  if (!found) throw new Error(`There is no class ${name}`);
  const { path, text } = found;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements
    .filter((one) => ts.isClassDeclaration(one))
    .filter((one) => one.name?.text === name)
    .flatMap(({ members }) => [...members])
    .filter((member) => ts.isPropertyDeclaration(member))
    .filter((member) => /^[A-Z][A-Z_]+$/.test(member.name.getText()))
    .map((member) => {
      const setting = member.name.getText();
      const meaning = commentOf(member);
      if (meaning === '') throw new Error(`${path}: ${setting} has no comment`);
      return { name: setting, meaning, ...defaultOf(member) };
    });
};

const row = (/** @type {Setting} */ { name, meaning, value, required }) =>
  `| \`${name}\` | ${required ? '_required_' : value === undefined ? '' : `\`${value}\``} | ${meaning.replaceAll('|', '\\|')} |`;

const sections = SECTIONS.map(([title, classes]) => ({
  title,
  settings: classes.flatMap(settingsOf),
}));

const tables = sections
  .map(
    ({ title, settings }) =>
      `### ${title}\n\n| variable | default | meaning |\n| --- | --- | --- |\n${settings.map(row).join('\n')}\n`,
  )
  .join('\n');

const BEGIN = '<!-- settings: npm run docs writes this part -->';
const END = '<!-- end of settings -->';
/** @param {string} text @param {string} part */
const within = (text, part) => {
  const [before = '', rest = ''] = text.split(BEGIN);
  return `${before}${BEGIN}\n\n${part}\n${END}${rest.split(END)[1]}`;
};

const environment = sections
  .map(
    ({ title, settings }) =>
      `# ${title}\n${settings.map(({ name, value }) => `# ${name}=${value ?? ''}`).join('\n')}\n`,
  )
  .join('\n');
const HEAD =
  '# What the services read (npm run docs writes this part; docs/running.md explains it)';
const [ownPart] = read('.env.example').split(HEAD);

const page = at('docs/running.md');
const options = await prettier.resolveConfig(page);
/** @type {Readonly<Record<string, string>>} */
const wanted = {
  'docs/running.md': await prettier.format(within(read('docs/running.md'), tables), {
    ...options,
    filepath: page,
  }),
  '.env.example': `${ownPart}${HEAD}\n\n${environment}`,
};

const differing = Object.entries(wanted).filter(([path, text]) => text !== read(path));
if (process.argv.includes('--check')) {
  if (differing.length > 0) {
    process.stderr.write(`${differing.map(([path]) => path).join(', ')}: run npm run docs\n`);
    process.exit(1);
  }
} else for (const [path, text] of differing) fs.writeFileSync(at(path), text);

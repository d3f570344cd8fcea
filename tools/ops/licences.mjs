// node tools/ops/licences.mjs: writes docs/licences.md, what the images bring of others and under which terms.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Terms that allow what we do with them, with a notice at most. Another one is a decision of people. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]);

/**
 * @typedef {{ name: string, version: string, license: string }} Package
 *
 * @typedef {object} Locked a package in the lock file
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [link]
 * @property {string} version
 * @property {string} [license]
 */

/** Packages of a running service, from the lock file: not tools, not our own, not of one platform. */
export const packages = () => {
  /** @type {{ packages: Record<string, Locked> }} */
  const { packages: all } = JSON.parse(fs.readFileSync(at('package-lock.json'), 'utf8'));
  /** @type {Map<string, Package>} */
  const found = new Map();
  for (const [path, { dev, optional, devOptional, link, version, license }] of Object.entries(
    all,
  )) {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (!path.includes('node_modules/') || dev || optional || devOptional || link) continue;
    found.set(`${name}@${version}`, { name, version, license: license ?? 'none named' });
  }
  return [...found.values()].sort((a, b) =>
    a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1,
  );
};

/** `(MIT OR GPL-3.0)` is allowed when one of both is; with AND when each is. @param {string} license */
export const isAllowed = (license) =>
  license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((part) => ALLOWED.has(part.trim())));

export const document = () => `# Licences

Rollcall is under Apache-2.0. These are the packages that the services run with, from the lock file. Each image lists its own in \`/app/sbom.cdx.json\`, with digests; their licence texts are in \`node_modules\`. \`npm run docs\` generates this page. \`npm test -- --ops\` refuses licences that were not decided on.

| package | version | licence |
| --- | --- | --- |
${packages()
  .map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
  .join('\n')}
`;

if (process.argv[1] === fileURLToPath(import.meta.url))
  fs.writeFileSync(at('docs/licences.md'), document());

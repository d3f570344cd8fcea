// npm run release: writes one version everywhere, and closes the changelog's Unreleased section.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, typed } from './options.mjs';

const HELP = `npm run release -- <version> [--dry-run]

Prepares a release: the version in every package.json, in package-lock.json, in the chart and in the
commands of the documents; a dated section in CHANGELOG.md. With --dry-run it changes nothing, and
prints what it would write and what the workflow of the tag publishes.`;

const root = process.env.RELEASE_ROOT ?? fileURLToPath(new URL('../', import.meta.url));
const { values, positionals } = typed(
  HELP,
  { 'dry-run': { type: 'boolean', default: false } },
  { words: true },
);
const [next = '', ...more] = positionals;
const SEMVER = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;
if (!SEMVER.test(next) || more.length > 0) refuse('Give one version, such as 0.2.0', HELP);

const read = (/** @type {string} */ file) => fs.readFileSync(path.join(root, file), 'utf8');
const git = (/** @type {string[]} */ ...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
/** @type {{ version: string }} */
const { version: current } = JSON.parse(read('package.json'));
const partsOf = (/** @type {string} */ version) => version.split('.').map(Number);
const isAbove = () => {
  const [now, then] = [partsOf(current), partsOf(next)];
  const at = then.findIndex((part, i) => part !== now[i]);
  return at >= 0 && (then[at] ?? 0) > (now[at] ?? 0);
};
const fail = (/** @type {string} */ why) => {
  console.error(why);
  process.exit(1);
};
if (!isAbove()) fail(`${next} is not above ${current}, the version that is there.`);
if (!values['dry-run'] && git('status', '--porcelain') !== '')
  fail('The checkout has changes. Commit them first: a release is one commit.');

const escaped = current.replaceAll('.', '\\.');
/** The places of the version in a file: nothing else may contain it by chance. @type {readonly (readonly [RegExp, RegExp])[]} */
const PLACES = [
  [
    /(^|\/)package(-lock)?\.json$/,
    new RegExp(`("version": "|"@rollcall/[a-z-]+": ")${escaped}(?=")`, 'g'),
  ],
  [/^k8s\/rollcall\/Chart\.yaml$/, new RegExp(`(^(?:version|appVersion): )${escaped}$`, 'gm')],
  [/^k8s\/rollcall\/ci\/[a-z]+\.yaml$/, new RegExp(`(^ +tag: )${escaped}$`, 'gm')],
  [/^docs\/operating\.md$/, new RegExp(`(VERSION=|tag: )${escaped}(?![.\\d])`, 'g')],
];
/** A lock file also has packages of others, some with our version by chance. */
const ofLock = (/** @type {string} */ text) => {
  const lock = JSON.parse(text);
  lock.version = next;
  for (const [where, one] of Object.entries(lock.packages)) {
    if (where.includes('node_modules/')) continue;
    if (one.version === current) one.version = next;
    for (const name of Object.keys(one.dependencies ?? {}))
      if (name.startsWith('@rollcall/')) one.dependencies[name] = next;
  }
  return `${JSON.stringify(lock, null, 2)}\n`;
};

/** @type {Map<string, string>} */
const written = new Map();
for (const file of git('ls-files').split('\n')) {
  const place = PLACES.find(([files]) => files.test(file));
  if (!place) continue;
  const text = read(file);
  const changed = file === 'package-lock.json' ? ofLock(text) : text.replace(place[1], `$1${next}`);
  if (changed !== text) written.set(file, changed);
}

const changelog = read('CHANGELOG.md');
const [, notes = ''] = /^## Unreleased\n([^]*?)(?=^## |(?![^]))/m.exec(changelog) ?? [];
if (notes.trim() === '')
  fail('CHANGELOG.md has nothing under Unreleased: a release says what changed.');
const today = new Date().toISOString().slice(0, 10);
written.set(
  'CHANGELOG.md',
  changelog.replace('## Unreleased\n', `## Unreleased\n\n## ${next} - ${today}\n`),
);

/** The images that the workflow makes. */
const [, matrix = ''] = /^ +app: \[(.*)\]$/m.exec(read('.github/workflows/release.yml')) ?? [];
const APPS = matrix.split(',').map((app) => app.trim());
console.log(`${current} → ${next}\n\nFiles:`);
for (const file of [...written.keys()].sort()) console.log(`  ${file}`);
console.log(`
The tag v${next} makes .github/workflows/release.yml publish, below the variable REGISTRY:
${APPS.map((app) => `  ${app}:v${next}`).join('\n')}
    each for amd64 and arm64, with an SBOM and provenance, attested and signed without a stored key
  charts/rollcall:${next}, attested

Release notes:
${notes.trimEnd()}
`);
if (values['dry-run']) {
  console.log('Nothing was written: --dry-run.');
} else {
  for (const [file, text] of written) fs.writeFileSync(path.join(root, file), text);
  console.log(`Written. Look at it, then:
  npm test
  git commit -am 'chore: release ${next}' && git tag -s v${next} -m 'Rollcall ${next}' && git push --follow-tags`);
}

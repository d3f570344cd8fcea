// npm test: every check that CI runs, with fresh engines that are gone at the end.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onEnding } from './engines/ending.mjs';
import { install } from './install.mjs';
import { refuse, typed } from './options.mjs';
import { Parts } from './test/parts.mjs';
import { suiteOf, suitesOf } from './test/suites.mjs';

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '');
const HELP = `npm test [-- options] [pattern…]

Every check that CI runs; fresh engines, gone at the end. Some twenty minutes on two cores, more where
others use the machine too. With options the named parts alone:

  --checks   format, types, lint with boundaries
  --unit     *.spec.ts, without engines: seconds
  --int      *.int.spec.ts, on fresh Kafka, Postgres and Redis; then those of the former release's
             log, on the schema of this one (alone: --int upgrade)
  --e2e      *.e2e.spec.ts, on whole stacks of their own
  --ops      Dockerfile, compose file, chart, alert rules, dashboards; needs Go and Python once

A pattern is a part of the path of specs, as a regular expression:

  npm test -- --unit libs/protocol filtering
  npm test -- --e2e provisioning

  --suite    one suite of apps/e2e alone, on the stack that it needs: --suite rotation
  --pictures the console's specs in every language, theme and width, with a picture of every
             screen and state in .local/pictures

Kafka needs Java 17 and Maven. SPEC_LOG=info shows what services log in unit and int specs.`;
const KINDS = {
  unit: '(?<!\\.(int|e2e))\\.spec\\.ts$',
  int: '\\.int\\.spec\\.ts$',
  e2e: '\\.e2e\\.spec\\.ts$',
};
const off = /** @type {const} */ ({ type: 'boolean', default: false });
const { values, positionals: patterns } = typed(
  HELP,
  {
    checks: off,
    unit: off,
    int: off,
    e2e: off,
    ops: off,
    pictures: off,
    suite: { type: 'string' },
  },
  { words: true },
);
const suite = values.suite === undefined ? undefined : suiteOf(root, values.suite);
if (values.suite !== undefined && !suite)
  refuse(
    `No suite, or more than one, is called ${values.suite}. These are there`,
    suitesOf(root)
      .map((one) => `  ${one.suite}`)
      .join('\n'),
  );
const isWhole =
  !suite &&
  ![values.checks, values.unit, values.int, values.e2e, values.ops, values.pictures].some(Boolean);
/** @param {'checks' | 'unit' | 'int' | 'e2e' | 'ops'} part */
const wanted = (part) => isWhole || values[part] === true;

/** @param {string} who @param {string} text */
const say = (who, text) => console.log(`${who.padEnd(14)} ${text}`);
const parts = new Parts(root, (part, text) => console.log(`\n== ${part}: ${text}`));

/** Ends what killed runs left behind. */
const sweep = async () => {
  const { sweepRuns } = await import('./engines/leftovers.mjs');
  const { wipePostgres } = await import('./engines/postgres.mjs');
  await sweepRuns(say, wipePostgres);
};

/** @type {{ env: NodeJS.ProcessEnv, stop(): Promise<void> } | undefined} */
let engines;
let ending = false;
const end = async (/** @type {number} */ code) => {
  if (ending) return;
  ending = true;
  const ended = parts.end();
  await engines?.stop();
  if (engines) await (await import('./engines/managed.mjs')).stopAll();
  await ended;
  // The stacks of the specs are processes of their own, which a signal to Jest does not reach.
  await sweep();
  process.exit(code);
};
onEnding(() => void end(1));

/** @param {string} kind @param {string} [within] */
const pathsOf = (kind, within = '') =>
  patterns.length > 0 ? `^(?=.*(${patterns.join('|')}))${within}.*${kind}` : `^${within}.*${kind}`;
const reporter = path.join(root, 'tools/test/progress.cjs');
const reported = patterns.length > 0 || suite ? [] : [`--reporters=${reporter}`];

/**
 * @param {string} name
 * @param {number} seconds
 * @param {readonly string[]} args
 */
const program = (name, seconds, args, env = () => ({})) => ({
  name,
  seconds,
  run: () => parts.command(name, args, { env: env() }),
});
/**
 * @param {string} name
 * @param {number} seconds
 * @param {string} pattern
 * @param {{ workers?: number, again?: boolean, env?: () => NodeJS.ProcessEnv }} [options]
 */
const specs = (name, seconds, pattern, { workers = 1, again = false, env = () => ({}) } = {}) => ({
  name,
  seconds,
  run: () => parts.jest(name, pattern, { workers, again, args: reported, env: env() }),
});
const ofEngines = () => engines?.env ?? {};
const engined = {
  name: 'engines',
  seconds: 15,
  run: async () => {
    const { startEngines } = await import('./engines/engines.mjs');
    const dir = path.join(os.tmpdir(), `rollcall-test-${process.pid}`);
    engines = await startEngines({ dir, fresh: true, say, env: process.env });
    return true;
  },
};
const prettier = ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'];
const lint = ['run-many', '-t', 'lint', '--parallel=2', '--output-style=static'];
const nx = 'node_modules/nx/dist/bin/nx.js';
const upgrade = program('upgrade', 15, ['tools/upgrade-test.mjs'], ofEngines);
/** Drills measure: they share the machine with nothing. Jest tries a path from its project's folder, too. */
const DRILLS = 'src/drills/';

/** Pictures of every screen and state, each checked on the way as ever. */
const pictures = {
  name: 'pictures',
  seconds: 900,
  run: async () => {
    const folder = path.join(root, '.local/pictures');
    fs.rmSync(folder, { recursive: true, force: true });
    const env = { CONSOLE_PICTURES: folder, CONSOLE_EYES: 'all' };
    const good = await parts.jest('pictures', 'apps/e2e/src/console/.*\\.e2e\\.spec\\.ts$', {
      workers: 2,
      env,
    });
    console.log(`${fs.readdirSync(folder).length} pictures are in ${folder}`);
    return good;
  },
};
const built = [
  program('types and build', 10, ['node_modules/@typescript/native/bin/tsc', '-b']),
  program('console', 2, ['tools/console-build.mjs']),
];

/** @param {boolean} isWanted @param {import("./test/parts.mjs").Part[]} lane */
const when = (isWanted, ...lane) => (isWanted ? lane : []);
const ofSuite = (
  /** @type {{ suite: string, spec?: string | undefined }} */ { suite: SUITE, spec },
) => specs('suite', 60, `apps/e2e/src/${spec}$`, { env: () => ({ SUITE }) });
/** Stages one after the other; the lanes of a stage at the same time, as two cores bear it. */
const stages = [
  [built, when(wanted('checks'), program('format', 30, prettier))],
  [
    [
      ...when(
        wanted('checks'),
        program('types of specs', 20, ['tools/spec-types.mjs']),
        program('lint', 90, [nx, ...lint], () => ({ NX_DAEMON: 'false' })),
      ),
      ...when(wanted('unit'), specs('unit', 75, pathsOf(KINDS.unit), { workers: 2 })),
      ...when(wanted('ops'), program('ops', 90, ['tools/ops/check.mjs'])),
    ],
    when(
      wanted('int'),
      engined,
      specs('int', 280, pathsOf(KINDS.int), { workers: 2, again: isWhole, env: ofEngines }),
      ...when(patterns.length === 0 || patterns.includes('upgrade'), upgrade),
    ),
  ],
  [
    when(
      wanted('e2e'),
      specs('e2e', 500, pathsOf(KINDS.e2e, `(?!.*${DRILLS})`), { workers: 3, again: isWhole }),
      specs('drills', 340, pathsOf(KINDS.e2e, `(?=.*${DRILLS})`), { again: isWhole }),
    ),
    when(values.pictures === true, pictures),
    suite ? [ofSuite(suite)] : [],
  ],
];

if (!install(root, console.log)) process.exit(1);
await sweep();
await parts.run(stages);
await engines?.stop();
await sweep();

const { failures, totals } = parts;
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}.`);
else if (patterns.some((one) => one !== 'upgrade') && totals.passed === 0) {
  console.log(`\nNo test's path matches ${patterns.join(' or ')}.`);
  failures.push('pattern');
}
if (parts.unstable.length > 0)
  console.log(`\nUnstable, passed at the second run only:\n  ${parts.unstable.join('\n  ')}`);
const failed = Math.max(totals.failed, failures.length > 0 ? 1 : 0);
console.log(`\ntests: ${totals.passed} passed, ${failed} failed`);
process.exit(failures.length === 0 ? 0 : 1);

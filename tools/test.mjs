// npm test: every check that CI runs, in order, with fresh engines that are gone at the end.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onEnding } from './engines/ending.mjs';
import { install } from './install.mjs';
import { typed } from './options.mjs';

const root = fileURLToPath(new URL('../', import.meta.url)).replace(/\/$/, '');
const HELP = `npm test [-- options] [pattern…]

Every check that CI runs, in this order; fresh engines, gone at the end. A quarter of an hour, or
more where others use the machine too. With options the named parts alone:

  --checks   format, types, lint with boundaries
  --unit     *.spec.ts, without engines: seconds
  --int      *.int.spec.ts, on fresh Kafka, Postgres and Redis; then those of the former release's
             log, on the schema of this one (alone: --int former)
  --e2e      *.e2e.spec.ts, on whole stacks of their own

A pattern is a part of the path of specs, as a regular expression:

  npm test -- --unit libs/protocol filtering
  npm test -- --e2e provisioning

Kafka needs Java 17 and Maven. SPEC_LOG=info shows what services log in unit and int specs.`;
const PARTS = ['checks', 'unit', 'int', 'e2e'];
const { values, positionals: patterns } = typed(
  HELP,
  Object.fromEntries(PARTS.map((part) => [part, { type: 'boolean', default: false }])),
  { words: true },
);
const wanted = (part) => PARTS.every((one) => !values[one]) || values[part];

const totals = { passed: 0, failed: 0 };
const failures = [];

/** No check takes this long: one that does hangs, and is ended instead of the machine's patience. */
const LONGEST_MS = 40 * 60_000;
/** From jest's result to its end: longer means that a test left something open. */
const LINGER_MS = 20_000;

/** `done`, asked now and then: true once the work is done and only the end is missing. */
const step = (name, command, args, env = {}, done = () => false) =>
  new Promise((resolve) => {
    const began = performance.now();
    process.stdout.write(`\n== ${name}\n`);
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    current = child;
    let why = '';
    let doneAt;
    const watch = setInterval(() => {
      const now = performance.now();
      if (done()) doneAt ??= now;
      if (doneAt !== undefined && now - doneAt > LINGER_MS)
        why = ': all tests ran, but one left something open, so that the process did not end';
      else if (now - began > LONGEST_MS) why = `: it did not end in ${LONGEST_MS / 60_000} minutes`;
      if (why) child.kill('SIGKILL');
    }, 1_000);
    child.on('exit', (code) => {
      clearInterval(watch);
      current = undefined;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`== ${name}: ${code === 0 ? 'ok' : `FAILED${why}`} (${seconds} s)`);
      if (code !== 0) failures.push(name);
      resolve(code === 0);
    });
  });

const jest = async (name, suffix, env = {}) => {
  const out = path.join(os.tmpdir(), `rollcall-jest-${process.pid}.json`);
  const kind = {
    unit: '(?<!\\.(int|e2e))\\.spec\\.ts$',
    int: '\\.int\\.spec\\.ts$',
    e2e: '\\.e2e\\.spec\\.ts$',
  }[suffix];
  await step(
    name,
    process.execPath,
    [
      '--max-old-space-size=4096',
      'node_modules/jest/bin/jest.js',
      '-c',
      'jest.config.cjs',
      ...(suffix === 'unit' ? [] : ['--runInBand']),
      '--passWithNoTests',
      '--json',
      `--outputFile=${out}`,
      `--testPathPatterns=${patterns.length > 0 ? `^(?=.*(${patterns.join('|')})).*${kind}` : kind}`,
    ],
    { NODE_OPTIONS: '', ...env },
    () => fs.existsSync(out),
  );
  await sweep();
  if (!fs.existsSync(out)) return;
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    fs.readFileSync(out, 'utf8'),
  );
  fs.rmSync(out);
  totals.passed += numPassedTests;
  totals.failed += numFailedTests + numRuntimeErrorTestSuites;
};

let current;
let stopLiving;
let engines;
let ending = false;
const end = async (code) => {
  if (ending) return;
  ending = true;
  const child = current;
  child?.kill('SIGTERM');
  await engines?.stop();
  if (stopLiving) await stopLiving();
  if (child && child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once('exit', resolve));
  // The stacks of the specs are processes of their own, which a signal to Jest does not reach.
  await sweep();
  process.exit(code);
};
onEnding(() => void end(1));

/** Ends what killed runs left behind. */
const sweep = async () => {
  const { sweepRuns } = await import('./engines/leftovers.mjs');
  const { wipePostgres } = await import('./engines/postgres.mjs');
  await sweepRuns((who, text) => console.log(`${who.padEnd(9)} ${text}`), wipePostgres);
};

if (!install(root, console.log)) process.exit(1);
await sweep();
const tsc = 'node_modules/@typescript/native/bin/tsc';
if (wanted('checks')) {
  await step('format', process.execPath, [
    'node_modules/prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '.',
  ]);
}
await step('types and build', process.execPath, [tsc, '-b']);
await step('console', process.execPath, ['tools/console-build.mjs']);
if (wanted('checks')) {
  await step('types of specs', process.execPath, ['tools/spec-types.mjs']);
  await step(
    'lint with boundaries',
    process.execPath,
    [
      'node_modules/nx/dist/bin/nx.js',
      'run-many',
      '-t',
      'lint',
      '--parallel=2',
      '--output-style=static',
    ],
    { NX_DAEMON: 'false' },
  );
}
if (failures.length === 0 && wanted('unit')) await jest('unit', 'unit');
if (failures.length === 0 && wanted('int')) {
  const { startEngines } = await import('./engines/engines.mjs');
  ({ stopLiving } = await import('./engines/part.mjs'));
  const dir = path.join(os.tmpdir(), `rollcall-test-${process.pid}`);
  const say = (who, text) => console.log(`${who.padEnd(9)} ${text}`);
  console.log('\n== engines');
  engines = await startEngines({ dir, fresh: true, say, env: process.env });
  await jest('int', 'int', engines.env);
  if (patterns.length === 0 || patterns.includes('former'))
    await step('former release', process.execPath, ['tools/former.mjs'], engines.env);
  await engines.stop();
  engines = undefined;
}
if (failures.length === 0 && wanted('e2e')) {
  await jest('e2e', 'e2e');
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}.`);
else if (patterns.some((one) => one !== 'former') && totals.passed === 0) {
  console.log(`\nNo test's path matches ${patterns.join(' or ')}.`);
  failures.push('pattern');
}
const failed = Math.max(totals.failed, failures.length > 0 ? 1 : 0);
console.log(`\ntests: ${totals.passed} passed, ${failed} failed`);
process.exit(failures.length === 0 ? 0 : 1);

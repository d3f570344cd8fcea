// npm run conformance: published conformance suites against a full tenant of a fresh stack; with
// `subscribers`, the examples in other languages against recorded topics and a real broker; with
// `logins`, the code of docs/login.md next to a directory.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ownStack } from './conformance/own-stack.mjs';
import { root } from './engines/engines.mjs';
import { onEnding } from './engines/ending.mjs';
import { stopAll } from './engines/managed.mjs';
import { run } from './engines/run.mjs';
import { refuse, typed } from './options.mjs';

const PACKAGES = ['scim2-cli==0.6.0', 'scim2-tester==0.5.2', 'scim-sanity==0.7.4'];

const HELP = `npm run conformance [-- options]
npm run conformance -- subscribers [options]
npm run conformance -- logins [options]

Runs scim2-tester and scim-sanity, from the Python registry in an environment of their own under
.local, against the full tenant of a stack that is brought up for it and gone afterwards.
Needs python3 with venv; without it, it says so and ends well.

  --base URL --token TOKEN   another server, whose users may be made and deleted
  --only NAME                scim2-tester or scim-sanity
  --verbose                  everything that scim2-tester did`;

if (process.argv[2] === 'subscribers') {
  const { subscribers } = await import('./conformance/subscribers.mjs');
  process.exit(await subscribers(process.argv.slice(3)));
}

if (process.argv[2] === 'logins') {
  const { logins } = await import('./conformance/logins.mjs');
  process.exit(await logins(process.argv.slice(3)));
}

const { values: options } = typed(HELP, {
  base: { type: 'string' },
  token: { type: 'string' },
  only: { type: 'string' },
  verbose: { type: 'boolean', default: false },
});

const python = process.env.PYTHON ?? 'python3';
if (spawnSync(python, ['-c', 'import venv, ensurepip']).status !== 0) {
  console.log(`${python} with venv is not here: the published suites were not run.`);
  process.exit(0);
}

/** The environment, made once for each set of packages. */
const environment = async () => {
  const dir = path.join(root, '.local', 'conformance');
  const stamp = path.join(dir, 'packages.json');
  const bin = path.join(dir, process.platform === 'win32' ? 'Scripts' : 'bin');
  const wanted = JSON.stringify(PACKAGES);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return bin;
  console.log(`installing ${PACKAGES.join(', ')}`);
  await run(python, ['-m', 'venv', '--clear', dir]);
  await run(path.join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', ...PACKAGES]);
  fs.writeFileSync(stamp, wanted);
  return bin;
};

/**
 * @typedef {{ base: string, token: string, stop: () => Promise<void> }} Where
 * @typedef {{ check: string, says: string }} Failure
 *
 * @typedef {object} Suite how it is called, and which failures are in what it printed
 * @property {(bin: string, where: Where) => [string, string[], NodeJS.ProcessEnv?]} command
 * @property {(out: string) => Failure[]} failures
 */

/** A stack with one full tenant. @returns {Promise<Where>} */
const fullTenant = async () => {
  const stack = await ownStack();
  try {
    const token = await stack.tenant('conformance', 'full');
    return { base: stack.base, token, stop: stack.stop };
  } catch (error) {
    await stack.stop();
    throw error;
  }
};

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number | null, out: string }>}
 */
const show = (command, args, env = {}) =>
  new Promise((resolve, reject) => {
    let out = '';
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (/** @type {Buffer} */ text) => {
        out += text.toString();
        process.stdout.write(text);
      });
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code, out }));
  });

/**
 * What a suite says of a check that failed.
 * @param {RegExp} pattern
 * @returns {Suite['failures']}
 */
const failing = (pattern) => (out) =>
  [...out.matchAll(pattern)].map(([, check = '', says = '']) => ({ check, says }));

/** @type {Readonly<Record<string, Suite>>} */
const suites = {
  'scim2-tester': {
    command: (bin, { base, token }) => [
      path.join(bin, 'scim2'),
      ['--url', base, 'test', ...(options.verbose ? ['--verbose'] : [])],
      { SCIM_CLI_HEADERS: `Authorization: Bearer ${token}` },
    ],
    failures: failing(/^(?:ERROR|CRITICAL) (\S+)\n\s*(.*)$/gm),
  },
  'scim-sanity': {
    command: (bin, { base, token }) => [
      path.join(bin, 'scim-sanity'),
      ['probe', base, '--token', token, '--i-accept-side-effects', '--user-domain', 'example.com'],
    ],
    failures: failing(/\[FAIL\] (.*)\n\s*(.*)$/gm),
  },
};

/** @type {readonly (Failure & { suite: string, reason: string })[]} */
const exceptions = JSON.parse(
  fs.readFileSync(path.join(root, 'apps/e2e/conformance/exceptions.json'), 'utf8'),
);
/** @param {string} suite @param {Failure} failure */
const reasonFor = (suite, { check, says }) =>
  exceptions.find((one) => one.suite === suite && one.check === check && says.includes(one.says))
    ?.reason;

const { only, base, token } = options;
const chosen = Object.entries(suites).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) refuse(`There is no suite ${only}`, HELP);

onEnding(() => void stopAll().then(() => process.exit(1)));
const bin = await environment();
const where = base && token ? { base, token, stop: async () => {} } : await fullTenant();
let failed = 0;
try {
  for (const [name, suite] of chosen) {
    console.log(`\n== ${name}`);
    const { code, out } = await show(...suite.command(bin, where));
    const failures = suite.failures(out);
    const unexplained = failures.filter((one) => !reasonFor(name, one));
    console.log(`\n== ${name}: ${failures.length} failures, ${unexplained.length} unexplained`);
    for (const one of failures)
      console.log(`  ${one.check}: ${one.says}\n    ${reasonFor(name, one) ?? 'NOT EXPLAINED'}`);
    if (unexplained.length > 0 || (code !== 0 && failures.length === 0)) failed += 1;
  }
} finally {
  await where.stop();
}
process.exit(failed === 0 ? 0 : 1);

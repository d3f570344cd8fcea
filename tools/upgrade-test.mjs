// node tools/upgrade-test.mjs: the former release's tests of the log, on the schema of this one. During an
// upgrade the old pods work with it: a migration that they cannot bear must fail here first.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { databaseUrl, root, startEngines } from './engines/engines.mjs';
import { onEnding } from './engines/ending.mjs';
import { stopAll } from './engines/managed.mjs';
import { messageOf, run } from './engines/run.mjs';

/** The release whose pods may still run when the migrations of this one are done. */
/** @type {{ commit: string }} */
const { commit } = JSON.parse(fs.readFileSync(path.join(root, 'tools/upgrade-test.json'), 'utf8'));

/**
 * @typedef {object} Service one with tables
 * @property {string} name
 * @property {string} migrate how this release migrates them
 * @property {string} schema where the former release has its schema
 * @property {string} tests which of its tests work with them
 */

/** @type {readonly Service[]} */
const SERVICES = [
  { name: 'scim-gateway', migrate: 'commands/migrate.js', schema: 'src/log', tests: 'src/log/' },
  {
    name: 'user-directory',
    migrate: 'commands/migrate.js',
    schema: 'src',
    tests: 'src/(boots|projecting/)',
  },
];

const git = (/** @type {string[]} */ ...args) =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8' });

/** Why the former release cannot be had here; undefined when it can. */
const missing = () => {
  if (git('rev-parse', '--git-dir').status !== 0)
    return 'this folder is no clone of the repository';
  if (git('cat-file', '-e', `${commit}^{commit}`).status === 0) return undefined;
  const isShallow = git('rev-parse', '--is-shallow-repository').stdout.trim() === 'true';
  return `this ${isShallow ? 'shallow clone' : 'clone'} does not hold ${commit.slice(0, 12)} (git fetch origin ${commit} brings it)`;
};

const extract = async (/** @type {string} */ to) => {
  fs.mkdirSync(to, { recursive: true });
  const file = path.join(to, 'former.tar');
  await run('git', ['archive', '-o', file, commit], { cwd: root });
  await run('tar', ['-xf', file, '-C', to]);
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(to, 'node_modules'));
};

/**
 * Every database that is made from now on has the new schema of this service.
 * @param {{ url: string }} server
 * @param {Service} service
 */
const bearing = async (server, { name, migrate }) => {
  const template = databaseUrl(server.url, 'template1');
  const client = new pg.Client({ connectionString: template });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE');
  await client.query('CREATE SCHEMA public');
  await client.end();
  await run(process.execPath, [path.join(root, `apps/${name}/dist/${migrate}`)], {
    env: { ...process.env, DATABASE_URL: template },
  });
};

/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
/**
 * Resolves to Jest's exit code.
 * @param {string} former
 * @param {Service} service
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
const test = (former, { name, schema, tests }, env) => {
  const boots = path.join('apps', name, schema, 'boots.int.spec.ts');
  fs.copyFileSync(
    path.join(root, 'tools/upgrade-test/boots.int.spec.ts'),
    path.join(former, boots),
  );
  const args = [
    'node_modules/jest/bin/jest.js',
    '-c',
    'jest.config.cjs',
    '--runInBand',
    '--selectProjects',
    name,
    `--testPathPatterns=apps/${name}/${tests}.*\\.int\\.spec\\.ts$`,
  ];
  return new Promise((resolve) => {
    child = spawn(process.execPath, args, {
      cwd: former,
      stdio: 'inherit',
      env: { ...process.env, ...env, NODE_OPTIONS: '' },
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
};

const why = missing();
if (why) {
  console.log(
    `THE FORMER RELEASE WAS NOT TESTED ON THE NEW SCHEMA: ${why}. A migration that breaks it would not be noticed.`,
  );
  process.exit(0);
}

const dir = path.join(os.tmpdir(), `rollcall-former-${process.pid}`);
/** @param {string} who @param {string} text */
const say = (who, text) => console.log(`${who.padEnd(9)} ${text}`);
/** @type {import('./engines/engines.mjs').Engines | undefined} */
let engines;
const stop = async () => {
  child?.kill('SIGTERM');
  await stopAll();
  await engines?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
};
onEnding(() => void stop().then(() => process.exit(1)));

const began = performance.now();
/** @type {string[]} */
const failed = [];
try {
  const former = path.join(dir, 'former');
  await extract(former);
  // Of Kafka and Redis those of the environment will do; of Postgres the templates are changed, so
  // it is one of our own.
  engines = await startEngines({
    dir,
    fresh: true,
    say,
    env: { ...process.env, DATABASE_URL: '' },
  });
  for (const service of SERVICES) {
    await bearing(engines.postgres, service);
    if ((await test(former, service, engines.env)) !== 0) failed.push(service.name);
  }
} catch (error) {
  console.error(messageOf(error));
  failed.push('upgrade-test.mjs');
}
await stop();
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  failed.length === 0
    ? `The former release (${commit.slice(0, 12)}) works with the new schema (${seconds} s).`
    : `The former release (${commit.slice(0, 12)}) does not work with the new schema: ${failed.join(', ')}. Expand now, contract in a later release.`,
);
process.exit(failed.length === 0 ? 0 : 1);

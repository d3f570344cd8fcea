// What every bench stands on: engines and a stack of its own, with one tenant.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { databaseUrl, startEngines } from '../engines/engines.mjs';
import { sweepRuns } from '../engines/leftovers.mjs';
import { onEnding } from '../engines/ending.mjs';
import { stopAll } from '../engines/managed.mjs';
import { wipePostgres } from '../engines/postgres.mjs';
import { sleep } from '../engines/run.mjs';
import { build } from '../options.mjs';
import { adminOf } from '../stack/admin.mjs';
import { startStack } from '../stack/stack.mjs';

const TENANT = 'bench';

/**
 * @typedef {object} Bench what a measurement works with
 * @property {string} enginesDir
 * @property {import('../engines/engines.mjs').Engines} engines
 * @property {import('../stack/stack.mjs').Stack} stack
 * @property {import('../stack/admin.mjs').Admin} admin
 * @property {{ base: string, token: string }} target
 * @property {pg.Client} log
 * @property {pg.Client} directory
 * @property {() => ReturnType<typeof settledAt>} settled
 */

/** How far it is, on stderr: the figures go to stdout. @param {string} text */
export const say = (text) => process.stderr.write(`${text}\n`);

/**
 * Resolves when the directory is at the position of the log, to that position and the ms it took.
 * @param {pg.Client} log
 * @param {pg.Client} directory
 */
const settledAt = async (log, directory) => {
  const began = performance.now();
  /** @param {pg.Client} client @param {string} table */
  const position = async (client, table) => {
    /** @type {pg.QueryResult<{ position: string }>} */
    const { rows } = await client.query(`SELECT position FROM ${table} WHERE tenant_id = $1`, [
      TENANT,
    ]);
    return rows[0]?.position;
  };
  for (;;) {
    const [recorded, projected] = [
      await position(log, 'tenants'),
      await position(directory, 'checkpoints'),
    ];
    if (recorded === projected)
      return { position: Number(recorded), ms: performance.now() - began };
    await sleep(20);
  }
};

/**
 * Builds, starts all with the tenant `bench` of this profile, calls `measure` with it, and ends the
 * process: with 1 when the measurement failed, or resolves to false. Whatever happens, nothing is left
 * behind.
 * @param {string} profile
 * @param {(bench: Bench) => Promise<boolean | void>} measure
 * @param {Partial<import('../stack/stack.mjs').StackOptions>} [stackOptions]
 */
export const onBenchStack = async (profile, measure, stackOptions = {}) => {
  const dir = path.join(os.tmpdir(), `rollcall-bench-${process.pid}`);
  /** @type {import('../engines/engines.mjs').Engines | undefined} */
  let engines;
  /** @type {import('../stack/stack.mjs').Stack | undefined} */
  let stack;
  /** @type {pg.Client[]} */
  const clients = [];
  const end = async (/** @type {number} */ code) => {
    // Before the engines: a client whose server stops throws.
    await Promise.allSettled(clients.map((client) => client.end()));
    await stack?.stop();
    await engines?.stop();
    await stopAll();
    fs.rmSync(dir, { recursive: true, force: true });
    process.exit(code);
  };
  onEnding(() => void end(1));
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.once(event, (/** @type {unknown} */ error) => {
      console.error(error);
      void end(1);
    });
  try {
    build();
    await sweepRuns((who, text) => say(`${who} ${text}`), wipePostgres);
    engines = await startEngines({
      dir: path.join(dir, 'engines'),
      fresh: true,
      say: (who) => say(`${who} is up`),
    });
    stack = await startStack({ ...stackOptions, engines, dir: path.join(dir, 'logs') });
    const [{ adminBaseUrl, scimBaseUrl }] = stack.gateways;
    const admin = adminOf(adminBaseUrl, stack.operatorKey);
    await admin('POST', '/tenants', { id: TENANT, name: 'Bench', profile });
    const { token = '' } = (await admin('POST', `/tenants/${TENANT}/tokens`, { label: 'bench' }))
      .body;
    const log = new pg.Client(stack.logDatabaseUrl);
    const directory = new pg.Client(databaseUrl(engines.env.DATABASE_URL, 'rollcall_directory'));
    clients.push(log, directory);
    await Promise.all(clients.map((client) => client.connect()));
    const isGood = await measure({
      enginesDir: path.join(dir, 'engines'),
      engines,
      stack,
      admin,
      target: { base: scimBaseUrl, token },
      log,
      directory,
      settled: () => settledAt(log, directory),
    });
    await end(isGood === false ? 1 : 0);
  } catch (error) {
    console.error(error);
    await end(1);
  }
};

// What every bench stands on: engines and a stack of its own, with one tenant.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { databaseUrl, root, startEngines } from '../engines/engines.mjs';
import { sweepRuns } from '../engines/leftovers.mjs';
import { onEnding } from '../engines/ending.mjs';
import { stopAll } from '../engines/managed.mjs';
import { wipePostgres } from '../engines/postgres.mjs';
import { sleep } from '../engines/run.mjs';
import { build } from '../options.mjs';
import { adminOf } from '../stack/admin.mjs';
import { startStack } from '../stack/stack.mjs';

const { Client } = createRequire(path.join(root, 'package.json'))('pg');
const TENANT = 'bench';

/** How far it is: beside the figures, which go to stdout. */
export const say = (text) => process.stderr.write(`${text}\n`);

/** Resolves when the directory stands where the log does, to that position and the ms it took. */
const settledAt = async (log, directory) => {
  const began = performance.now();
  const position = async (client, table) =>
    (await client.query(`SELECT position FROM ${table} WHERE tenant_id = $1`, [TENANT])).rows[0]
      ?.position;
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
 */
export const onBenchStack = async (profile, measure, stackOptions = {}) => {
  const dir = path.join(os.tmpdir(), `rollcall-bench-${process.pid}`);
  let engines;
  let stack;
  const end = async (code) => {
    await stack?.stop();
    await engines?.stop();
    await stopAll();
    fs.rmSync(dir, { recursive: true, force: true });
    process.exit(code);
  };
  onEnding(() => void end(1));
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.once(event, (error) => {
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
    const { token } = (await admin('POST', `/tenants/${TENANT}/tokens`, { label: 'bench' })).body;
    const log = new Client(stack.logDatabaseUrl);
    const directory = new Client(databaseUrl(engines.env.DATABASE_URL, 'rollcall_directory'));
    await Promise.all([log.connect(), directory.connect()]);
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
    await Promise.all([log.end(), directory.end()]);
    await end(isGood === false ? 1 : 0);
  } catch (error) {
    console.error(error);
    await end(1);
  }
};

// Kafka, Postgres and Redis on loopback without Docker. An address in the environment replaces one.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabases } from './databases.mjs';
import { fetched } from './fetch.mjs';
import { given } from './given.mjs';
import { kafka } from './kafka.mjs';
import { keptPorts } from './ports.mjs';
import { postgres } from './postgres.mjs';
import { placesOf } from './postgres-place.mjs';
import { redis } from './redis.mjs';
import { claim } from './runs.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
/** Everything that is kept on this machine and belongs to no commit. */
export const home = path.join(root, '.local');
/** Where the engines of `npm start` keep their data. */
export const keptDir = path.join(home, 'engines');

const PORTS = ['kafka', 'controller', 'postgres', 'redis'];

const empty = (dir) => {
  for (const place of placesOf(dir)) fs.rmSync(place, { recursive: true, force: true });
  for (const name of ['kafka', 'redis', 'logs'])
    fs.rmSync(path.join(dir, name), { recursive: true, force: true });
};

/**
 * Starts the engines that `env` does not give (KAFKA_BROKERS, DATABASE_URL, REDIS_URL).
 *   dir      where their data is; `anew` throws away what is there
 *   fresh    the data is thrown away at the end; `durable: true` keeps Postgres' fsync on then
 *   say      (who, text): progress
 *   onExit   (name): an engine ended by itself
 * Resolves to each engine (`url`, `pid`, `kill9()`, `start()` on the same port and data), their
 * addresses as `env`, and `stop()`. Throws one sentence when one of them cannot be had.
 */
export const startEngines = async ({
  dir = keptDir,
  fresh = false,
  durable = !fresh,
  anew = false,
  say = () => {},
  env = {},
  onExit = () => {},
} = {}) => {
  const run = await claim({ home, dir, say });
  if (anew) empty(dir);
  if (fresh) for (const folder of [...placesOf(dir), dir]) run.wipeAtEnd(folder);
  const log = path.join(dir, 'logs');
  fs.mkdirSync(log, { recursive: true });
  const ports = await keptPorts(dir, PORTS);
  const leftover = fresh ? 'SIGKILL' : undefined;
  const options = { root, run, log, ports, durable, leftover, onExit };
  const up = async (name, variable, start) => {
    const engine = env[variable] ? await given(name, variable, env[variable]) : await start();
    say(name, `${env[variable] ? 'given' : 'ready'} at ${engine.url}`);
    return engine;
  };
  const packages = () => fetched(home, say);
  try {
    const [broker, database, store] = await Promise.all([
      up('kafka', 'KAFKA_BROKERS', async () => kafka({ ...options, packages: await packages() })),
      up('postgres', 'DATABASE_URL', () => postgres(options)),
      up('redis', 'REDIS_URL', async () => redis({ ...options, packages: await packages() })),
    ]);
    if (env.DATABASE_URL) await createDatabases(root, env.DATABASE_URL);
    return {
      kafka: broker,
      postgres: database,
      redis: store,
      pids: { kafka: broker.pid, postgres: database.pid, redis: store.pid },
      env: { KAFKA_BROKERS: broker.url, DATABASE_URL: database.url, REDIS_URL: store.url },
      stop: () => run.end(),
    };
  } catch (error) {
    await run.end();
    throw error;
  }
};

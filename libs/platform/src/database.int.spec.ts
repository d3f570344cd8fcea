import { eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { assertMigrated, createPool, runMigrations, type Schema } from './database';

class Things1764000000000 implements MigrationInterface {
  readonly name = 'Things1764000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (id integer PRIMARY KEY)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things');
  }
}

class More1764000000001 implements MigrationInterface {
  readonly name = 'More1764000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things ADD COLUMN name text');
    await runner.query('SELECT pg_sleep(0.2)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things DROP COLUMN name');
  }
}

class Index1764000000002 implements MigrationInterface {
  readonly name = 'Index1764000000002';
  readonly transaction = false;
  async up(runner: QueryRunner): Promise<void> {
    // Long enough for the others to wait already.
    await runner.query('SELECT pg_sleep(0.5)');
    await runner.query('CREATE INDEX CONCURRENTLY things_id ON things (id)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX things_id');
  }
}

const older: Schema = { entities: [], migrations: [Things1764000000000] };
const newer: Schema = { entities: [], migrations: [Things1764000000000, More1764000000001] };

describe('a database', () => {
  let database: FreshDatabase;
  const errors: Error[] = [];
  beforeEach(async () => {
    errors.length = 0;
    database = await freshDatabase('platform');
  });
  afterEach(() => database.drop());
  const pool = (searchPath?: string) =>
    createPool({
      url: database.url,
      name: 'spec',
      max: 2,
      onError: (error) => errors.push(error),
      ...(searchPath === undefined ? {} : { searchPath }),
    });

  it('is brought to the newest schema, once', async () => {
    await expect(assertMigrated(database.url, older)).rejects.toThrow(/Run the migrations first/);
    expect(await runMigrations(database.url, older)).toEqual(['Things1764000000000']);
    await assertMigrated(database.url, older);
    await expect(assertMigrated(database.url, newer)).rejects.toThrow(/behind this version/);
    expect(await runMigrations(database.url, newer)).toEqual(['More1764000000001']);
    expect(await runMigrations(database.url, newer)).toEqual([]);
    await assertMigrated(database.url, newer);
  });

  it('is migrated by one of several who start at once; the others find nothing to do', async () => {
    const ran = await Promise.all([1, 2, 3].map(() => runMigrations(database.url, newer)));
    expect(ran.map((one) => one.length).sort()).toEqual([0, 0, 2]);
  });

  it('has an index built concurrently, by one of several that start at once', async () => {
    const indexed: Schema = { entities: [], migrations: [Things1764000000000, Index1764000000002] };
    await runMigrations(database.url, older);
    const ran = await Promise.all([1, 2, 3].map(() => runMigrations(database.url, indexed)));
    expect(ran.map((one) => one.length).sort()).toEqual([0, 0, 1]);
  }, 15_000);

  it('blocks no query behind a migration that waits for a table', async () => {
    await runMigrations(database.url, older);
    const made = pool();
    const reader = await made.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT 1 FROM things');
    await expect(runMigrations(database.url, newer)).rejects.toThrow(/lock timeout/);
    await reader.query('COMMIT');
    reader.release();
    await made.end();
    expect(await runMigrations(database.url, newer)).toEqual(['More1764000000001']);
  });

  it('is spoken to with the settings that the promises need', async () => {
    const made = pool();
    const setting = async (name: string) =>
      (await made.query<{ value: string }>('SELECT current_setting($1) AS value', [name])).rows[0]
        ?.value;
    expect(await setting('synchronous_commit')).toBe('on');
    expect(await setting('lock_timeout')).toBe('5s');
    expect(await setting('idle_in_transaction_session_timeout')).toBe('5s');
    expect(await setting('statement_timeout')).toBe('10s');
    expect(await setting('application_name')).toBe('spec');
    await made.end();
  });

  it('searches the given schema first', async () => {
    const plain = pool();
    await plain.query('CREATE SCHEMA neighbour');
    await plain.end();
    const neighbour = pool('neighbour');
    await neighbour.query('CREATE TABLE things (id integer)');
    const { rows } = await neighbour.query(
      "SELECT schemaname FROM pg_tables WHERE tablename = 'things'",
    );
    expect(rows).toEqual([{ schemaname: 'neighbour' }]);
    await neighbour.end();
  });

  it('reports a lost connection that was in use, and the next query has a new one', async () => {
    const made = pool();
    const client = await made.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await made.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await expect(client.query('SELECT 1')).rejects.toThrow();
    // Reported when the socket ends, which may be after the query was refused.
    await eventually(() => expect(errors.length).toBeGreaterThan(0));
    client.release(true);
    expect((await made.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await made.end();
  });

  it('asks several things on one connection without waiting for each', async () => {
    const made = pool();
    const client = await made.connect();
    const answers = await Promise.all(
      [1, 2, 3].map((n) => client.query('SELECT $1::int AS n', [n])),
    );
    expect(answers.map(({ rows }) => (rows as { n: number }[])[0]?.n)).toEqual([1, 2, 3]);
    client.release();
    await made.end();
  });
});

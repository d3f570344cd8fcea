import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { foundText, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { NEW_SCHEMA, NEW_TABLES, NEXT } from '../rebuilding/rebuild.queries';
import { projections, SAMPLED } from '../projections/projections';
import { schema } from '../projections/schema';
import { Statistics } from './statistics';

/** Columns of text without personal data, of tables that belong to no projection. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  checkpoints: [
    'tenant_id',
    'checksum',
    'profile',
    'held',
    'held_offset',
    'epoch',
    'moved_to',
    'provisioning',
  ],
  kept_lists: ['tenant_id'],
  migrations: ['name'],
};
const IMPERSONAL: Readonly<Record<string, readonly string[]>> = {
  ...OTHERS,
  ...Object.fromEntries(
    projections
      .flatMap(({ tables }) => tables)
      .map(({ name, impersonal = [] }) => [name, ['tenant_id', ...impersonal]]),
  ),
};
/** Whole resources: never sampled. */
const WHOLE = ['users', 'groups'].flatMap((table) =>
  ['attributes', 'folded', 'rendered'].map((column) => `${table}.${column}`),
);
/** No person's, and never sampled either. */
const NAMES = ['checkpoints.name'];
/** Indexed texts: sampled, and sampled again after an erasure. */
const SOUGHT_BY = ['users.login', 'users.external_id', 'groups.external_id'];

const TEXT = `t.typname IN ('text', 'varchar', 'json', 'jsonb', '_text', '_varchar', '_jsonb')`;
const quiet = createLogger('spec', 'silent', { write: () => undefined });

describe('the personal texts of the directory', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeEach(async () => {
    database = await freshDatabase('words');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 2, onError: () => undefined });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const columns = async (condition: string, of = 'public'): Promise<string[]> => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a
       JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
       WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND a.attnum > 0
         AND NOT a.attisdropped AND ${condition}`,
      [of],
    );
    return rows.map(({ name }) => name).sort();
  };
  const added = (id: string, word: string) =>
    pool.query(
      `WITH g AS (
         INSERT INTO groups SELECT 't', $1, $3, 1, w, a, a, w, '', now(), now()
         FROM (SELECT $2 || ' ' || $1 AS w, jsonb_build_object('displayName', $2 || $1) AS a) w)
       INSERT INTO users SELECT 't', $1, $3, 1, true, w, w, a, a, w, '', now(), now()
       FROM (SELECT $2 || ' ' || $1 AS w, jsonb_build_object('userName', $2 || $1) AS a) w`,
      [id, word, Number(id)],
    );

  it('are all known: each column of text is personal or impersonal', async () => {
    const impersonal = Object.entries(IMPERSONAL).flatMap(([table, names]) =>
      names.map((name) => `${table}.${name}`),
    );
    expect(await columns(TEXT)).toEqual([...impersonal, ...WHOLE, ...NAMES, ...SOUGHT_BY].sort());
  });

  it('are not sampled as whole resources, after a rebuild either', async () => {
    expect(await columns('a.attstattarget = 0')).toEqual([...WHOLE, ...NAMES].sort());
    for (const text of NEW_SCHEMA) await pool.query(text);
    const next = createPool({
      url: database.url,
      name: 'next',
      max: 1,
      onError: () => undefined,
      searchPath: NEXT,
    });
    for (const text of NEW_TABLES) await next.query(text);
    expect(await columns('a.attstattarget = 0', NEXT)).toEqual([...WHOLE, ...NAMES].sort());
    await next.end();
  });

  it.each([
    ['others are there', ['4', '5', '6']],
    ['no user is left', []],
  ])('are sampled again after an erasure, without the erased user: %s', async (_, others) => {
    await Promise.all(['1', '2', '3'].map((id) => added(id, 'quux')));
    await pool.query('ANALYZE');
    const sampled = await foundText(database.url, ['quux']);
    expect(sampled.filter((one) => one.startsWith('pg_stats'))).toEqual(
      [...SOUGHT_BY, 'groups_name.expr'].sort().map((name) => `pg_stats public.${name}: quux`),
    );
    await pool.query('DELETE FROM users');
    await pool.query('DELETE FROM groups');
    await Promise.all(others.map((id) => added(id, 'corge')));
    const statistics = new Statistics(pool, SAMPLED, quiet);
    statistics.due(0);
    statistics.due(0);
    for (let found = sampled; found.length > 0; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      found = await foundText(database.url, ['quux']);
    }
    await statistics.stop();
    const samples = await foundText(database.url, ['corge']);
    expect(samples.filter((one) => one.startsWith('pg_stats'))).toHaveLength(
      others.length === 0 ? 0 : SOUGHT_BY.length + 1,
    );
  });
});

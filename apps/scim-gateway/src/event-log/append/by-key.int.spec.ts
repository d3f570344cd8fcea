import { createPool, runMigrations } from '@rollcall/platform';
import { comparedRows, freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { HOLDERS, RELEASE } from '../claims/claims.queries';
import { READ, READ_EXTERNAL_ID, READ_HOLDER } from '../resources/resources.queries';
import { JOIN_GROUPS, LEAVE_GROUPS, NAMED } from '../memberships/memberships.queries';
import { schema } from '../../database/schema';

const MANY = 1_000;
const ids = Array.from({ length: MANY }, (_, i) => `u${i}`);
const each = (value: string): string[] => ids.map(() => value);

describe('a tenant that the statistics do not know', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;

  const filled = (tenant: string) =>
    Promise.all([
      pool.query(
        `INSERT INTO streams (tenant_id, subject, version, status, attributes, rendered, render_tag,
                              created_at, modified_at)
         SELECT $1, 'users/' || id, 1, 'active', '{}', '{}', '', now(), now() FROM unnest($2::text[]) AS id`,
        [tenant, ids],
      ),
      pool.query(
        `INSERT INTO claims (tenant_id, kind, value, subject)
         SELECT $1, 'userName', id, 'users/' || id FROM unnest($2::text[]) AS id`,
        [tenant, ids],
      ),
      pool.query(JOIN_GROUPS, [tenant, each('g'), ids, each('User')]),
    ]);

  beforeAll(async () => {
    database = await freshDatabase('by_key');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    for (const table of ['streams', 'claims', 'memberships'])
      await pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    await filled('known');
    await pool.query('ANALYZE');
    await filled('new');
  });

  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  it.each([
    ['what ids stand for', NAMED, [each('g'), ids]],
    ['who holds names', HOLDERS, [each('userName'), ids]],
    ['names that are given up', RELEASE, [each('userName'), ids]],
    ['memberships that end', LEAVE_GROUPS, [each('g'), ids]],
  ])('costs no comparison of all with all: %s', (_, text, values) =>
    compares(text, ['new', ...values]),
  );

  const tagged = [each('new'), each('a-tag')];
  it.each([
    ['streams', READ, [...tagged, ids.map((id) => `users/${id}`)]],
    ['holders', READ_HOLDER, [...tagged, each('userName'), ids]],
    ['what has an externalId', READ_EXTERNAL_ID, [...tagged, each('users'), ids]],
  ])('costs none to read: %s', (_, text, values) => compares(text, values));

  const compares = async (text: string, values: readonly unknown[]): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      expect(await comparedRows(client, text, values)).toBe(0);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
});

import { createPool, runMigrations } from '@rollcall/platform';
import { parseFilter } from '@rollcall/protocol';
import { comparedRows, freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { GROUP_AND_MEMBERS } from '../access/membership.queries';
import { filterToSql } from '../filtering/filter-to-sql';
import { schema } from '../projections/schema';
import { filteredPage } from './list.queries';
import { GROUPS, USERS, type ResourceTable } from './resource-table';

const MANY = 1_000;

const filtered = (listed: ResourceTable, filter: string): [string, unknown[]] => {
  const profile = listed.profileOf('full');
  if (!profile) throw new Error('no such type');
  const { sql, values } = filterToSql(parseFilter(filter, profile), profile, 5, '');
  return [filteredPage(listed, sql, 'u.ordinal'), [1, 9, '', ...values]];
};

describe('lists of a tenant that the statistics do not know', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;

  const filled = async (tenant: string) => {
    await pool.query(
      `INSERT INTO users (tenant_id, user_id, ordinal, version, active, login, attributes, folded,
                          rendered, row_checksum, created_at, modified_at)
       SELECT $1, 'u' || n, n, 1, true, 'u' || n, '{}', '{}', '{', '', now(), now()
       FROM generate_series(1, $2::int) AS n`,
      [tenant, MANY],
    );
    await pool.query(
      `INSERT INTO groups (tenant_id, group_id, ordinal, version, attributes, folded, rendered,
                           row_checksum, created_at, modified_at)
       VALUES ($1, 'g', 1, 1, '{}', '{}', '{', '', now(), now())`,
      [tenant],
    );
    await pool.query(
      `INSERT INTO memberships (tenant_id, group_id, member_id, type)
       SELECT $1, 'g', 'u' || n, 'User' FROM generate_series(1, $2::int) AS n`,
      [tenant, MANY],
    );
  };

  beforeAll(async () => {
    database = await freshDatabase('lists_by_key');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    for (const table of ['users', 'groups', 'memberships'])
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
    [
      'users with their groups',
      filteredPage(USERS, 'true', 'u.ordinal', USERS.memberships),
      [1, MANY, ''],
    ],
    [
      'groups with their members',
      filteredPage(GROUPS, 'true', 'u.ordinal', GROUPS.memberships),
      [1, 9, ''],
    ],
    ['one group with a page of its members', GROUP_AND_MEMBERS, ['g', '', MANY]],
    ['the users of a group', ...filtered(USERS, 'groups.value eq "g"')],
    ['users by the name of a group', ...filtered(USERS, 'groups[display eq "g"]')],
    ['users of any group', ...filtered(USERS, 'groups pr and active eq true')],
    ['the groups of a user', ...filtered(GROUPS, 'members[value eq "u7"]')],
  ])('cost no comparison of all with all: %s', async (_, text, values) =>
    expect(await comparedRows(pool, text, ['new', ...values])).toBe(0),
  );
});

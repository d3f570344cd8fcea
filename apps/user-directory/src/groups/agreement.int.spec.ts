import type { Attributes, Member } from '@rollcall/contracts';
import { createPool, runMigrations } from '@rollcall/platform';
import {
  closeRendering,
  fullGroups,
  matches,
  parseFilter,
  printFilter,
  profiles,
  type Filter,
  type Profile,
} from '@rollcall/protocol';
import { freshDatabase } from '@rollcall/testing';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { BASE, filtersOf, isAccepted, NO, pathsOf, texts } from '../filtering/any-filter.fixture';
import { folded } from '../filtering/folded';
import { filterToSql } from '../filtering/filter-to-sql';
import { WRITE_USERS } from '../users/user.queries';
import { checksumOf, render, type UserState } from '../users/user-row';
import { schema } from '../projections/schema';
import { checksumOfGroup, renderGroup, type GroupRow } from './group-row';
import { ADD_MEMBERSHIPS, WRITE_GROUPS } from './group.queries';

const { full } = profiles;
const TIME = '2026-01-01T00:00:00.000Z';
const common = { tenantId: 't', createdAt: TIME, modifiedAt: TIME };

// Ids that filters name now and then, some alike but for their case.
const users = ['a', 'A', 'é', '10', 'work', ...Array.from({ length: 25 }, (_, i) => `u${i}`)].map(
  (userId, n): UserState => ({
    ...common,
    userId,
    ordinal: n,
    version: (n % 4) + 1,
    login: `${userId}${n}`,
    attributes: {
      userName: `${userId}${n}`,
      displayName: texts[n % texts.length] as string,
      active: true,
    },
  }),
);
const groups = ['b', 'ab', 'ς', ...Array.from({ length: 27 }, (_, i) => `g${i}`)].map(
  (groupId, n): GroupRow => ({
    ...common,
    groupId,
    ordinal: n,
    version: (n % 4) + 1,
    attributes: {
      displayName: texts[(n * 7) % texts.length] as string,
      ...(n % 3 === 0 ? { externalId: texts[n % texts.length] as string } : {}),
      membership: '0000000000000000',
    },
  }),
);

/** Each group has a few members; every fifth has none, and user 10 is in none. */
const members: readonly (Member & { readonly groupId: string })[] = groups.flatMap(
  ({ groupId }, n) =>
    Array.from({ length: n % 5 }, (_, i) => {
      const inner = groups[(n * 3 + i + 1) % groups.length] as GroupRow;
      const person = users[4 + ((n * 5 + i * 7) % (users.length - 4))] as UserState;
      return i % 3 === 2
        ? { groupId, type: 'Group' as const, id: inner.groupId }
        : { groupId, type: 'User' as const, id: i === 0 && n % 7 === 1 ? 'a' : person.userId };
    }),
);
const distinct = [...new Map(members.map((one) => [`${one.groupId} ${one.id}`, one])).values()];

const nameOf = (id: string, type: Member['type']): unknown =>
  type === 'User'
    ? users.find(({ userId }) => userId === id)?.attributes['displayName']
    : groups.find(({ groupId }) => groupId === id)?.attributes['displayName'];

const memberText = (name: string, list: readonly object[]): string =>
  list.length === 0 ? '' : `"${name}":${JSON.stringify(list)}`;

const groupText = (row: GroupRow): string =>
  closeRendering(
    renderGroup(row),
    `${BASE}/Groups/${row.groupId}`,
    memberText(
      'members',
      distinct
        .filter(({ groupId }) => groupId === row.groupId)
        .map(({ id, type }) => ({
          value: id,
          $ref: `${BASE}/${type}s/${id}`,
          type,
          display: nameOf(id, type),
        })),
    ),
  );

const userText = (row: UserState): string =>
  closeRendering(
    render('full', row),
    `${BASE}/Users/${row.userId}`,
    memberText(
      'groups',
      distinct
        .filter(({ id }) => id === row.userId)
        .map(({ groupId }) => ({
          value: groupId,
          $ref: `${BASE}/Groups/${groupId}`,
          type: 'direct',
          display: nameOf(groupId, 'Group'),
        })),
    ),
  );

interface Side {
  readonly profile: Profile;
  readonly sql: string;
  readonly resources: readonly { readonly id: string; readonly resource: Attributes }[];
}

const read = (id: string, text: string) => ({ id, resource: JSON.parse(text) as Attributes });
const SIDES: readonly Side[] = [
  {
    profile: fullGroups,
    sql: 'SELECT u.group_id AS id FROM groups u',
    resources: groups.map((row) => read(row.groupId, groupText(row))),
  },
  {
    profile: full,
    sql: 'SELECT u.user_id AS id FROM users u',
    resources: users.map((row) => read(row.userId, userText(row))),
  },
];

describe('the two interpreters of a filter, with groups', () => {
  let pool: Pool;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await freshDatabase('groups');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'groups', max: 2, onError: () => undefined });
    for (const tenantId of ['t', 'other']) {
      await pool.query(WRITE_USERS, [
        users.map(() => tenantId),
        users.map((row) => row.userId),
        users.map((row) => row.ordinal),
        users.map((row) => row.version),
        users.map(() => true),
        users.map((row) => row.login),
        users.map(() => null),
        users.map((row) => JSON.stringify(row.attributes)),
        users.map((row) => JSON.stringify(folded(row.attributes))),
        users.map((row) => render('full', row)),
        users.map(checksumOf),
        users.map((row) => row.createdAt),
        users.map((row) => row.modifiedAt),
      ]);
      await pool.query(WRITE_GROUPS, [
        groups.map(() => tenantId),
        groups.map((row) => row.groupId),
        groups.map((row) => row.ordinal),
        groups.map((row) => row.version),
        groups.map((row) => row.attributes['externalId'] ?? null),
        groups.map((row) => JSON.stringify(row.attributes)),
        groups.map((row) => JSON.stringify(folded(row.attributes))),
        groups.map(renderGroup),
        groups.map(checksumOfGroup),
        groups.map((row) => row.createdAt),
        groups.map((row) => row.modifiedAt),
      ]);
      // The other tenant's groups hold whom ours do not: a filter that looks there finds too many.
      const held = tenantId === 't' ? distinct : users.map(({ userId: id }) => everywhere(id));
      await pool.query(ADD_MEMBERSHIPS, [
        held.map(() => tenantId),
        held.map((one) => one.groupId),
        held.map((one) => one.id),
        held.map((one) => one.type),
      ]);
    }
  });
  afterAll(async () => {
    await pool?.end();
    await drop?.();
  });

  const inPostgres = async ({ profile, sql }: Side, filter: Filter): Promise<string[]> => {
    const condition = filterToSql(filter, profile, 2, BASE);
    const { rows } = await pool.query<{ id: string }>(
      `${sql} WHERE u.tenant_id = $1 AND (${condition.sql}) ORDER BY u.ordinal`,
      ['t', ...condition.values],
    );
    return rows.map(({ id }) => id);
  };
  const agree = async (side: Side, filter: Filter): Promise<number> => {
    const { profile, resources } = side;
    const expected = resources
      .filter(({ resource }) => matches(filter, resource, profile))
      .map(({ id }) => id);
    expect([printFilter(filter), await inPostgres(side, filter)]).toEqual([
      printFilter(filter),
      expected,
    ]);
    return expected.length;
  };

  it('agree on every attribute: present, null, equal', async () => {
    for (const side of SIDES)
      for (const present of pathsOf(side.profile.attributes.values())) {
        const path = present.kind === 'present' ? present.path : NO;
        const filters: Filter[] = [
          present,
          { kind: 'compare', path, operator: 'eq', value: null },
          { kind: 'compare', path, operator: 'ne', value: null },
          { kind: 'compare', path, operator: 'eq', value: 'work' },
          { kind: 'compare', path, operator: 'ne', value: 'a' },
        ];
        for (const one of filters) if (isAccepted(one, side.profile)) await agree(side, one);
      }
  });

  it.each([
    'members pr',
    'members eq "a"',
    'members.value eq "a"',
    'members[value eq "work"]',
    'members[value eq "a" and type eq "uSeR"]',
    'members[display eq "STRASSE"]',
    'members.display co "s"',
    `members.$ref eq "${BASE}/Users/a"`,
    `members.$ref sw "${BASE}/Groups/"`,
    'not (members.type eq "group")',
    'members[not (type eq "User")] and displayName pr',
    'members.value ne "a"',
    'meta.resourceType eq "Group"',
    `meta.location eq "${BASE}/Groups/b"`,
  ])('agree on groups where %s, and find some', async (text) =>
    expect(await agree(SIDES[0] as Side, parseFilter(text, fullGroups))).toBeGreaterThan(0),
  );

  it.each([
    'groups pr',
    'not (groups pr)',
    'groups.value eq "g1"',
    'groups.display sw "s"',
    'groups[type eq "direct" and display pr]',
    `groups.$ref sw "${BASE}/Groups/"`,
  ])('agree on users where %s, and find some', async (text) =>
    expect(await agree(SIDES[1] as Side, parseFilter(text, full))).toBeGreaterThan(0),
  );

  it('agree on any filter of groups', () =>
    fc.assert(
      fc.asyncProperty(filtersOf(fullGroups), async (filter) => {
        await agree(SIDES[0] as Side, filter);
      }),
      { numRuns: 400 },
    ));
});

const everywhere = (id: string) => ({ groupId: 'b', type: 'User' as const, id });

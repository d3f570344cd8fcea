import { createPool, runMigrations } from '@rollcall/platform';
import {
  closeRendering,
  foldCase,
  matches,
  parseFilter,
  parseUser,
  printFilter,
  profiles,
  ScimError,
  strict,
  type Attributes,
  type Filter,
  type Profile,
} from '@rollcall/protocol';
import { freshDatabase } from '@rollcall/testing';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { WRITE_USERS } from '../users/user.queries';
import { checksumOf, render, type UserState } from '../users/user-row';
import { schema } from '../projections/schema';
import {
  BASE,
  dates,
  filtersOf,
  isAccepted,
  NO,
  partsOf,
  pathsOf,
  text,
  texts,
} from './any-filter.fixture';
import { folded } from './folded';
import { filterToSql } from './filter-to-sql';

const { full } = profiles;

const [enterprise] = full.extensions;
const body = fc.record({
  core: partsOf(full.core.attributes),
  externalId: fc.option(text, { nil: null }),
  extension: fc.option(partsOf(enterprise?.attributes ?? []), { nil: {} }),
});

const attributesOf = (sent: object, n: number): Attributes | undefined => {
  try {
    return parseUser(full, {
      schemas: [full.core.id],
      ...sent,
      userName: `${texts[n % texts.length]}${n}`,
    });
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
};

describe('the two interpreters of a filter', () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  const rows: UserState[] = [];

  beforeAll(async () => {
    const database = await freshDatabase('agreement');
    drop = () => database.drop();
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'agreement', max: 2, onError: () => undefined });
    for (const [n, { core, externalId, extension }] of fc.sample(body, 400).entries()) {
      const sent = { ...core, externalId, ...(enterprise ? { [enterprise.id]: extension } : {}) };
      const attributes = attributesOf(sent, n);
      if (!attributes) continue;
      rows.push({
        tenantId: 't',
        userId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        ordinal: n,
        version: (n % 4) + 1,
        login: foldCase(String(attributes['userName'])),
        attributes,
        createdAt: new Date(Date.parse('2026-01-01T00:00:00Z') + n * 10).toISOString(),
        modifiedAt: new Date(Date.parse(dates[n % dates.length] as string)).toISOString(),
      });
    }
    const stored = rows.filter(({ modifiedAt }) => !modifiedAt.startsWith('0000'));
    rows.splice(0, rows.length, ...stored);
    const column = (of: (row: UserState) => unknown): unknown[] => rows.map(of);
    await pool.query(WRITE_USERS, [
      column(({ tenantId }) => tenantId),
      column(({ userId }) => userId),
      column(({ ordinal }) => ordinal),
      column(({ version }) => version),
      column(({ attributes }) => attributes['active']),
      column(({ login }) => login),
      column(({ attributes }) => attributes['externalId'] ?? null),
      column(({ attributes }) => JSON.stringify(attributes)),
      column(({ attributes }) => JSON.stringify(folded(attributes))),
      column((row) => render('full', row)),
      column(checksumOf),
      column(({ createdAt }) => createdAt),
      column(({ modifiedAt }) => modifiedAt),
    ]);
  });
  afterAll(async () => {
    await pool?.end();
    await drop?.();
  });

  const inPostgres = async (filter: Filter, profile: Profile): Promise<string[]> => {
    const { sql, values } = filterToSql(filter, profile, 2, BASE);
    const { rows: found } = await pool.query<{ user_id: string }>(
      `SELECT user_id FROM users u WHERE u.tenant_id = $1 AND (${sql}) ORDER BY user_id`,
      ['t', ...values],
    );
    return found.map(({ user_id }) => user_id);
  };
  const inMemory = (filter: Filter, profile: Profile): string[] =>
    rows
      .filter((row) => {
        const resource = JSON.parse(
          closeRendering(render(profile.name, row), `${BASE}/Users/${row.userId}`),
        ) as Attributes;
        return matches(filter, resource, profile);
      })
      .map(({ userId }) => userId);
  const agree = async (filter: Filter, profile: Profile): Promise<void> =>
    expect([printFilter(filter), await inPostgres(filter, profile)]).toEqual([
      printFilter(filter),
      inMemory(filter, profile),
    ]);

  it('agree on every attribute: present, null, equal', async () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const profile of [full, strict]) {
      const all = [
        ...pathsOf(profile.attributes.values()),
        ...profile.extensions.flatMap(({ id, attributes }) => pathsOf(attributes, id)),
      ];
      for (const present of all) {
        const path = present.kind === 'present' ? present.path : NO;
        const filters: Filter[] = [
          present,
          { kind: 'compare', path, operator: 'eq', value: null },
          { kind: 'compare', path, operator: 'ne', value: null },
          { kind: 'compare', path, operator: 'eq', value: 'work' },
          { kind: 'compare', path, operator: 'ne', value: 'a' },
          { kind: 'compare', path, operator: 'eq', value: true },
        ];
        for (const one of filters) if (isAccepted(one, profile)) await agree(one, profile);
      }
    }
  });

  it.each([
    'emails.type pr',
    'emails.type eq null',
    'emails eq null',
    'name[familyName eq "a"]',
    'not (name[not (familyName eq "a")])',
    `${enterprise?.id}:manager eq "a"`,
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'meta pr and meta.location sw "http://scim.test/"',
    'meta.lastModified lt "0000-01-01T00:00:00+23:59"',
    ...['eq', 'ne', 'gt', 'ge', 'lt', 'le'].flatMap((operator) =>
      ['00:00:00.0000004', '00:30:00.5000004', '00:30:00.500', '00:30:00.49999999999'].map(
        (time) => `meta.lastModified ${operator} "2026-01-01T${time}Z"`,
      ),
    ),
    'meta.lastModified le "9999-12-31T23:59:58.9999999Z"',
  ])('agree on %s', (text) => agree(parseFilter(text, full), full));

  it.each([full, strict])('agree on any filter of the $name profile', (profile) =>
    fc.assert(
      fc.asyncProperty(filtersOf(profile), (filter) => agree(filter, profile)),
      { numRuns: 600 },
    ),
  );
});

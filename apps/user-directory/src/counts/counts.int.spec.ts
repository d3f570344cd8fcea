import { tenantId, type ReadEvent, type Subject } from '@rollcall/contracts';
import type { Delivered, EventBatch } from '@rollcall/subscriber';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { Projector } from '../projecting/projector';
import { projections } from '../projections/projections';
import { schema } from '../projections/schema';
import { NEW_SCHEMA, NEW_TABLES, NEXT, SWAP } from '../rebuilding/rebuild.queries';

type Fact = readonly [subject: string, type: string, time: string, data: object];

const at = (day: number, time = '12:00:00Z'): string => `2026-01-0${day}T${time}`;
const registered: Fact = [
  'tenants/t',
  'TenantRegistered',
  at(1),
  { name: 'T', profile: 'full', source: '' },
];
const joined = (id: string, time: string, active = true): Fact => [
  `users/${id}`,
  'UserProvisioned',
  time,
  { userId: id, login: id, attributes: { userName: id, active } },
];
const of =
  (type: string) =>
  (id: string, time: string): Fact => [
    `users/${id}`,
    type,
    time,
    { userId: id, login: id, userName: id },
  ];
const deactivated = of('UserDeactivated');
const reactivated = of('UserReactivated');
const left = of('UserDeprovisioned');
const renamed = (id: string, time: string): Fact => [
  `users/${id}`,
  'UserProfileChanged',
  time,
  { userId: id, login: id, set: { displayName: 'Another' }, unset: [] },
];
const redacted = ([subject, type, time]: Fact): Fact => [
  subject,
  'EventRedacted',
  time,
  { type, version: 1 },
];
const erased: Fact = ['tenants/t', 'TenantErased', at(9), {}];

const batch = (tenant: string, facts: readonly Fact[], from = 1): EventBatch => {
  const versions = new Map<string, number>();
  const events = facts.map(([subject, type, time, data], i): Delivered => {
    const streamVersion = (versions.get(subject) ?? 0) + 1;
    versions.set(subject, streamVersion);
    const event = {
      tenantId: tenantId(tenant),
      position: i + 1,
      subject: subject as Subject,
      streamVersion,
      type,
      version: 1,
      data,
      actor: 'operator',
      correlationId: 'c',
      time,
      epoch: 'e1',
      known: true,
    } as ReadEvent;
    return { offset: `${i}`, event };
  });
  return {
    topic: 'rollcall.provisioning.v1',
    partition: 0,
    events: events.slice(from - 1),
    highWatermark: '100',
    lastOffset: '99',
  };
};

/** Ada is switched off, on and off again and leaves; Bob begins switched off; Eve stays. */
const HISTORY: readonly Fact[] = [
  registered,
  joined('ada', at(1)),
  joined('bob', at(1), false),
  deactivated('ada', at(2)),
  renamed('ada', at(3)),
  reactivated('ada', at(4)),
  joined('eve', at(4)),
  deactivated('ada', at(5)),
  reactivated('bob', at(6)),
  left('ada', at(6)),
];
const COUNTS = [
  ['2026-01-01', 2, 1],
  ['2026-01-02', 2, 0],
  ['2026-01-04', 3, 2],
  ['2026-01-05', 3, 1],
  ['2026-01-06', 2, 2],
];

describe('the counts of people', () => {
  let database: FreshDatabase;
  let pool: Pool;
  const logger = createLogger('spec', 'silent', { write: () => undefined });
  const projectorOn = (on: Pool): Projector =>
    new Projector({
      pool: on,
      projections,
      logger,
      observer: {
        projected: () => undefined,
        held: (tenant, reason) => {
          throw new Error(`${tenant} is held: ${reason}`);
        },
        skipped: () => undefined,
      },
    });
  const counts = async (tenant = 'a'): Promise<unknown[]> => {
    const { rows } = await pool.query<{ day: string; people: number; active: number }>(
      `SELECT day::text, people, active FROM people_counts WHERE tenant_id = $1 ORDER BY day`,
      [tenant],
    );
    return rows.map(({ day, people, active }) => [day, people, active]);
  };

  beforeEach(async () => {
    database = await freshDatabase('counts');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 3, onError: () => undefined });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it.each([
    ['in one batch', HISTORY.length],
    ['one by one', 1],
    ['three by three', 3],
  ])('follow each change of somebody, read %s', async (_, size) => {
    const projector = projectorOn(pool);
    for (let from = 1; from <= HISTORY.length; from += size)
      await projector.project(batch('a', HISTORY.slice(0, from + size - 1), from));
    expect(await counts()).toEqual(COUNTS);
  });

  it('are the same when events come twice', async () => {
    await projectorOn(pool).project(batch('a', HISTORY));
    await projectorOn(pool).project(batch('a', HISTORY));
    expect(await counts()).toEqual(COUNTS);
  });

  it('agree with the users that there are', async () => {
    await projectorOn(pool).project(batch('a', HISTORY));
    const { rows } = await pool.query(
      `SELECT count(*)::int AS people, count(*) FILTER (WHERE active)::int AS active FROM users`,
    );
    const [, people, active] = COUNTS.at(-1) as unknown[];
    expect(rows).toEqual([{ people, active }]);
  });

  it('take the day of an event in UTC, and never go back a day', async () => {
    const facts = [
      registered,
      joined('ada', at(2, '00:30:00+01:00')),
      joined('bob', at(2, '23:30:00-01:00')),
      joined('eve', at(2, '23:59:59.999Z')),
    ];
    await projectorOn(pool).project(batch('a', facts));
    expect(await counts()).toEqual([
      ['2026-01-01', 1, 1],
      ['2026-01-03', 3, 3],
    ]);
  });

  it('begin at zero, and are each tenant’s own', async () => {
    await projectorOn(pool).project(batch('b', [registered]));
    await projectorOn(pool).project(batch('a', HISTORY));
    expect(await counts('b')).toEqual([['2026-01-01', 0, 0]]);
  });

  it('are the same from a topic that tells a person who left redacted', async () => {
    const redactedHistory = HISTORY.map((fact) =>
      fact[0] === 'users/ada' ? redacted(fact) : fact,
    );
    await projectorOn(pool).project(batch('a', redactedHistory));
    expect(await counts()).toEqual(COUNTS);
  });

  it('go with their tenant, and stay with the others', async () => {
    await projectorOn(pool).project(batch('b', HISTORY));
    await projectorOn(pool).project(batch('a', HISTORY));
    await projectorOn(pool).project(batch('a', [...HISTORY, erased], HISTORY.length + 1));
    expect(await counts()).toEqual([]);
    expect(await counts('b')).toEqual(COUNTS);
    const { rows } = await pool.query(`SELECT FROM inactive_people WHERE tenant_id = 'a'`);
    expect(rows).toEqual([]);
  });

  it('come with a rebuild to a tenant that was there before them', async () => {
    const former = HISTORY.slice(0, 5);
    await projectorOn(pool).project(batch('a', former));
    await pool.query('TRUNCATE people_counts, inactive_people');
    await projectorOn(pool).project(batch('a', HISTORY, former.length + 1));
    expect(await counts()).toEqual([]);
    for (const text of NEW_SCHEMA) await pool.query(text);
    const next = createPool({
      url: database.url,
      name: 'next',
      max: 1,
      onError: () => undefined,
      searchPath: NEXT,
    });
    for (const text of NEW_TABLES) await next.query(text);
    await projectorOn(next).project(batch('a', HISTORY));
    await next.end();
    const client = await pool.connect();
    await client.query('BEGIN');
    for (const text of SWAP) await client.query(text);
    await client.query('COMMIT');
    client.release();
    expect(await counts()).toEqual(COUNTS);
  });
});

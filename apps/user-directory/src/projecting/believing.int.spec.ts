import { tenantId, type ReadEvent, type Recorded, type Subject } from '@rollcall/contracts';
import type { Delivered, EventBatch } from '@rollcall/subscriber';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { projections } from '../projections/projections';
import { schema } from '../projections/schema';
import { Projector } from './projector';

const PEOPLE = 41;
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const event = (position: number, more: Partial<Recorded> = {}, tenant = 'a'): Delivered => ({
  offset: String(position),
  event: {
    tenantId: tenantId(tenant),
    position,
    subject: `users/u${position}` as Subject,
    streamVersion: 1,
    type: 'UserProvisioned',
    version: 1,
    actor: 'operator',
    data: {
      userId: `u${position}`,
      login: `${position}@example.com`,
      attributes: { userName: `${position}@example.com`, active: true },
    },
    correlationId: 'c',
    time: '2026-01-01T00:00:00.000Z',
    epoch: '2.e2',
    known: true,
    ...more,
  } as ReadEvent,
});
const erased = (position: number, more: Partial<Recorded> = {}): Delivered =>
  event(position, { type: 'TenantErased', subject: 'tenants/a' as Subject, data: {}, ...more });
const withAttributes = (position: number, attributes: object): Delivered =>
  event(position, {
    data: { userId: `u${position}`, login: 'x', attributes: { userName: 'x', ...attributes } },
  });
const batch = (...events: readonly Delivered[]): EventBatch => ({
  topic: 'rollcall.provisioning.v1',
  partition: 3,
  events,
  highWatermark: '9999',
  lastOffset: '9998',
});
const upTo = (last: number, tenant = 'a'): Delivered[] =>
  Array.from({ length: last }, (_, i) => event(i + 1, {}, tenant));

/** A fact is believed only when it is the next one, and sound. */
describe('the directory', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let held: string[];
  const quiet = createLogger('spec', 'silent', { write: () => undefined });
  const projecting = (on: Pool = pool): Projector =>
    new Projector({
      pool: on,
      projections,
      logger: quiet,
      observer: {
        projected: () => undefined,
        held: (tenant, reason, _partition, offset) => held.push(`${tenant}@${offset}: ${reason}`),
        skipped: () => undefined,
      },
    });

  beforeEach(async () => {
    database = await freshDatabase('believing');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 3, onError: () => undefined });
    held = [];
    await projecting().project(batch(...upTo(PEOPLE)));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const state = async () => {
    const { rows } = await pool.query<Record<string, unknown>>(
      `SELECT c.tenant_id, c.position::int, c.users::int, c.checksum, (to_jsonb(c)->>'erasing')::int AS erasing,
              (SELECT count(*)::int FROM users u WHERE u.tenant_id = c.tenant_id) AS rows
       FROM checkpoints c ORDER BY 1`,
    );
    return rows;
  };

  it.each([
    ['far ahead', erased(999), `a@999: position 999 came after ${PEOPLE}`],
    [
      'of an epoch that has ended',
      erased(PEOPLE + 1, { epoch: 'e1' }),
      `a@42: position 42 is of an epoch that ended before that of 41`,
    ],
    [
      'published again in another epoch',
      erased(7, { epoch: '3.e3' }),
      'a@7: the log went back in time: position 7 was published again; rebuild',
    ],
  ])('holds a tenant whose erasure is %s, and deletes nothing', async (_, forged, reason) => {
    const before = await state();
    await projecting().project(batch(forged));
    expect(await state()).toEqual(before);
    expect(before).toMatchObject([{ position: PEOPLE, rows: PEOPLE }]);
    expect(held).toEqual([reason]);
  });

  it.each([
    ['it is held', async () => projecting().project(batch(event(99))), erased(PEOPLE + 1)],
    ['that position was passed', async () => undefined, erased(PEOPLE)],
  ])('deletes nothing of a tenant when %s', async (_, before, forged) => {
    await before();
    const stood = await state();
    await projecting().project(batch(forged));
    expect(await state()).toEqual(stood);
    expect(stood).toMatchObject([{ rows: PEOPLE }]);
  });

  it('believes the erasure that comes next, after what came before it in one batch', async () => {
    const events = [event(PEOPLE + 1), erased(PEOPLE + 2)];
    await projecting().project(batch(...events, ...upTo(3, 'b')));
    expect(held).toEqual([]);
    expect(await state()).toMatchObject([
      { position: PEOPLE + 2, users: 0, checksum: '0000000000000000', erasing: null, rows: 0 },
      { tenant_id: 'b', position: 3, rows: 3 },
    ]);
  });

  /** Dies when it has deleted from the users, and before it deletes anything else. */
  const dying = (): Pool => {
    const broken = Object.create(pool) as Pool;
    broken.connect = (async () => {
      const client = await pool.connect();
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      return Object.assign(Object.create(client) as object, {
        query: (...args: unknown[]) =>
          typeof args[0] === 'string' && args[0].includes('DELETE FROM user_blocks')
            ? Promise.reject(new Error('the process died'))
            : query(...args),
        release: (error?: Error) => client.release(error),
      });
    }) as unknown as Pool['connect'];
    return broken;
  };

  it('continues after a crash in the middle of it, when the event is read again', async () => {
    const last = erased(PEOPLE + 1);
    await expect(projecting(dying()).project(batch(last))).rejects.toThrow('the process died');
    expect(await state()).toMatchObject([{ position: PEOPLE, erasing: PEOPLE + 1, rows: 0 }]);
    await projecting().project(batch(last));
    expect(await state()).toMatchObject([
      { position: PEOPLE + 1, erasing: null, users: 0, checksum: '0000000000000000' },
    ]);
    const { rows } = await pool.query(`SELECT FROM user_blocks WHERE tenant_id = 'a'`);
    expect([rows, held]).toEqual([[], []]);
  });

  it('holds a tenant that was half erased when its history says something else', async () => {
    await expect(projecting(dying()).project(batch(erased(PEOPLE + 1)))).rejects.toThrow();
    await projecting().project(batch(event(PEOPLE + 1, { epoch: '3.e3' })));
    expect(await state()).toMatchObject([{ position: PEOPLE }]);
    expect(held).toEqual([
      'a@42: position 42 was TenantErased and is now UserProvisioned; rebuild',
    ]);
  });

  it.each([
    ['rendered', { [ENTERPRISE]: null }],
    ['stored', { displayName: 'a\u0000b' }],
  ])('holds a tenant at an event that cannot be %s, and goes on with others', async (_, data) => {
    const bad = PEOPLE + 700;
    const after = Array.from({ length: 1_500 }, (_one, i) => {
      const position = PEOPLE + 1 + i;
      return position === bad ? withAttributes(position, data) : event(position);
    });
    await projecting().project(batch(...upTo(5, 'b'), ...after, event(6, {}, 'b')));
    expect(held).toEqual([
      `a@${bad}: position ${bad} (UserProvisioned) has data that the database rejects`,
    ]);
    expect(await state()).toMatchObject([
      { position: bad - 1, rows: bad - 1 },
      { tenant_id: 'b', position: 6, rows: 6 },
    ]);
  });
});

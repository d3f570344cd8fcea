import { subject, tenantId, type ReadEvent } from '@rollcall/contracts';
import { createLogger, Metrics, runMigrations } from '@rollcall/platform';
import { eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { setMaxListeners } from 'node:events';
import { DeliveryConfig } from '../config/delivery-config';
import { Pools } from '../database/pools';
import { schema } from '../database/schema';
import { Arrivals } from '../feed/arrivals';
import { Feed } from '../feed/feed';
import { Pages } from '../feed/pages';
import { EventWriter } from './event-writer';

const silent = createLogger('spec', 'silent', { write: () => undefined });
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('several writers of one feed', () => {
  let database: FreshDatabase;
  const open: { stop(): Promise<unknown> }[] = [];
  beforeEach(async () => {
    database = await freshDatabase('writers');
    await runMigrations(database.url, schema);
  });
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.stop();
    await database.drop();
  });

  const replica = () => {
    const config = Object.assign(new DeliveryConfig(), { DATABASE_URL: database.url });
    const pools = new Pools(config, silent, new Metrics('spec'));
    const arrivals = new Arrivals(config, silent, new Metrics('spec'));
    const pages = new Pages(pools, arrivals);
    arrivals.start();
    open.push({ stop: () => pools.end() }, arrivals);
    return {
      pools,
      arrivals,
      feed: new Feed(pages, arrivals, config),
      writer: new EventWriter(pools, config, new Metrics('spec')),
    };
  };
  const event = (tenant: string, position: number): ReadEvent => ({
    tenantId: tenantId(tenant),
    position,
    subject: subject('users', 'u1'),
    streamVersion: position,
    type: 'UserDeactivated',
    version: 1,
    data: { userId: 'u1', login: 'a', userName: 'a' },
    actor: 'token:t1',
    correlationId: 'c1',
    time: '2026-01-01T00:00:00.000Z',
    epoch: 'e1',
    known: true,
  });
  const request = {
    allowed: undefined,
    tenant: undefined,
    types: undefined,
    after: undefined,
    count: 7,
    waitMs: 0,
  };
  const stays = new AbortController().signal;
  setMaxListeners(0, stays);
  const positionsOf = (bodies: readonly Buffer[]) =>
    bodies
      .flatMap((body) => JSON.parse(body.toString()) as { tenant: string; position: number }[])
      .map((one) => [one.tenant, one.position] as const);

  it('leave no gap that a reader could pass, and store each event once', async () => {
    const EVENTS = 60;
    const tenants = upTo(8).map((n) => `t${n}`);
    const writers = upTo(4).map(() => replica().writer);
    const reader = replica().feed;
    // Two members may believe that they have one partition: each event is given to two writers.
    const write = async (tenant: string, writer: EventWriter) => {
      for (let position = 1; position <= EVENTS; position += 1)
        await writer.store(event(tenant, position)).catch(() => (position -= 1));
    };
    const bodies: Buffer[] = [];
    let isOver = false;
    const reading = (async () => {
      for (let after: string | undefined; ; ) {
        const last = isOver;
        const { body, cursor } = await reader.read({ ...request, after }, stays);
        bodies.push(body);
        after = cursor;
        if (last && body.length === 2) return;
      }
    })();
    await Promise.all(
      tenants.flatMap((tenant, i) => [
        write(tenant, writers[i % 4] as EventWriter),
        write(tenant, writers[(i + 1) % 4] as EventWriter),
      ]),
    );
    isOver = true;
    await reading;
    const read = positionsOf(bodies);
    for (const tenant of tenants)
      expect(read.flatMap(([one, position]) => (one === tenant ? [position] : []))).toEqual(
        upTo(EVENTS),
      );
  });

  it('refuse an event whose predecessor is not stored, and take it later', async () => {
    const { writer, feed } = replica();
    await writer.store(event('acme', 1));
    await expect(writer.store(event('acme', 3))).rejects.toThrow('lacks an event before');
    await writer.store(event('acme', 2));
    await writer.store(event('acme', 3));
    await writer.store(event('acme', 2));
    const { body } = await feed.read(request, stays);
    expect(positionsOf([body]).map(([, position]) => position)).toEqual([1, 2, 3]);
    expect(await writer.placeOf('acme')).toEqual({ position: 3, epoch: 'e1' });
  });

  it('wake thousands of waiting clients with one query, and those of other tenants with none', async () => {
    const CLIENTS = 2_000;
    const { writer } = replica();
    const { feed, pools, arrivals } = replica();
    await writer.store(event('acme', 1));
    await writer.store(event('globex', 1));
    await eventually(async () =>
      expect(positionsOf([(await feed.read(request, stays)).body])).toHaveLength(2),
    );
    const now = await feed.now();
    // Half of them were here before another tenant's event, and have an older cursor.
    const waitFor = (tenant: string, after: string, signal = stays) =>
      feed.read({ ...request, tenant, after, waitMs: 60_000 }, signal);
    const early = upTo(CLIENTS / 2).map(() => waitFor('acme', now));
    await eventually(() => expect(arrivals.waiting).toBe(CLIENTS / 2));
    await writer.store(event('globex', 2));
    const later = await feed.now();
    const late = upTo(CLIENTS / 2).map(() => waitFor('acme', later));
    const left = new AbortController();
    const others = upTo(10).map(() => waitFor('globex', later, left.signal));
    await eventually(() => expect(arrivals.waiting).toBe(CLIENTS + 10));

    const queries = jest.spyOn(pools.pages, 'query');
    await writer.store(event('acme', 2));
    const woken = await Promise.all([...early, ...late]);
    expect(queries).toHaveBeenCalledTimes(1);
    for (const { body } of woken) expect(positionsOf([body])).toEqual([['acme', 2]]);
    expect(new Set(woken.map(({ cursor }) => cursor)).size).toBe(1);
    expect(arrivals.waiting).toBe(10);
    left.abort();
    for (const { body } of await Promise.all(others)) expect(body.toString()).toBe('[]');
    expect(arrivals.waiting).toBe(0);
  });

  it('ends a page at a megabyte, and never before its first event', async () => {
    const { writer, feed } = replica();
    const long = (position: number, size: number): ReadEvent =>
      ({ ...event('acme', position), data: { userId: 'u1', text: 'x'.repeat(size) } }) as ReadEvent;
    for (const [i, size] of [2_000_000, 400_000, 400_000, 400_000].entries())
      await writer.store(long(i + 1, size));
    const sizes: number[] = [];
    for (let after: string | undefined; sizes.length < 3; ) {
      const { body, cursor } = await feed.read({ ...request, after }, stays);
      sizes.push(positionsOf([body]).length);
      after = cursor;
    }
    expect(sizes).toEqual([1, 2, 1]);
  });

  it('find a rare type step by step, without reading everything at once', async () => {
    const { writer, feed, pools } = replica();
    await writer.store(event('acme', 1));
    await pools.writing.query(`
      INSERT INTO events SELECT tenant_id, n, n, type, subject, recorded_at, bytes, event
      FROM events CROSS JOIN generate_series(2, 12000) AS n`);
    await pools.writing.query('UPDATE tenants SET position = 12000');
    await pools.writing.query('UPDATE feed SET head = 12000');
    await writer.store({ ...event('acme', 12_001), type: 'UserReactivated' } as ReadEvent);
    const counts: number[] = [];
    for (let after: string | undefined; counts.length < 4; ) {
      const { body, cursor } = await feed.read(
        { ...request, types: ['UserReactivated'], after },
        stays,
      );
      counts.push(positionsOf([body]).length);
      after = cursor;
    }
    expect(counts).toEqual([0, 0, 1, 0]);
  });
});

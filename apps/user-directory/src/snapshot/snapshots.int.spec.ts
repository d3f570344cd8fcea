import type { ReadEvent, SnapshotLine, SnapshotStart } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import fc from 'fast-check';
import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { Projector } from '../projecting/projector';
import { projections } from '../projections/projections';
import { schema } from '../projections/schema';
import { History, steps } from './history.fixture';
import { checksumOf, follow, load, nothing } from './snapshot.fixture';
import type { Ending } from './snapshot-ended';
import { Snapshots, type SnapshotsOptions } from './snapshots';

const quiet = createLogger('spec', 'silent', { write: () => undefined });
const ALL = { tenants: null, after: '' };

const linesOf = (text: string): readonly SnapshotLine[] =>
  text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as SnapshotLine);

const textOf = async (stream: Readable, between?: () => Promise<void>): Promise<string> => {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    await between?.();
  }
  return text;
};

describe('a snapshot of the directory', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let own: Pool;
  let projector: Projector;
  let endings: Ending[];
  beforeEach(async () => {
    database = await freshDatabase('snapshot');
    await runMigrations(database.url, schema);
    const open = (name: string) =>
      createPool({ url: database.url, name, max: 2, onError: () => undefined });
    pool = open('spec');
    own = open('spec-snapshots');
    endings = [];
    projector = new Projector({
      pool,
      projections,
      logger: quiet,
      observer: {
        projected: () => undefined,
        held: (tenant, reason) => {
          throw new Error(`${tenant} is held: ${reason}`);
        },
        skipped: () => undefined,
      },
    });
  });
  afterEach(async () => {
    await Promise.all([pool.end(), own.end()]);
    await database.drop();
  });

  const snapshots = (options: Partial<SnapshotsOptions> = {}): Snapshots =>
    new Snapshots({
      pool: own,
      side: pool,
      topic: 'rollcall.provisioning.v1',
      generation: 1,
      offsets: async () => new Map([[0, '17']]),
      most: 2,
      longestMs: 60_000,
      lookMs: 50,
      logger: quiet,
      onEnded: (ending) => endings.push(ending),
      ...options,
    });
  const project = async (events: readonly ReadEvent[]): Promise<void> => {
    if (events.length === 0) return;
    await projector.project({
      topic: 'rollcall.provisioning.v1',
      partition: 0,
      events: events.map((event) => ({ offset: String(event.position), event })),
      highWatermark: '0',
      lastOffset: '0',
    });
  };
  const transactions = async (): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'spec-snapshots' AND state <> 'idle'`,
    );
    return rows[0]?.n ?? -1;
  };
  /** So many people that no socket and no buffer takes them all. */
  const many = async (tenant: string, n: number): Promise<void> => {
    await pool.query(`INSERT INTO checkpoints (tenant_id, position, epoch) VALUES ($1, $2, 'e1')`, [
      tenant,
      n,
    ]);
    await pool.query(
      `INSERT INTO users SELECT $1, 'u' || i, i, 1, true, i || '@example.com', NULL, a, '{}', '', '',
         now(), now()
       FROM generate_series(1, $2::int) i,
       LATERAL (SELECT jsonb_build_object('userName', i || '@example.com', 'title', repeat('x', 900)) AS a) b`,
      [tenant, n],
    );
  };

  it('and the events after it make what a replay from 1 makes, while events arrive', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, steps, async (former, later) => {
        run += 1;
        const tenants = [`a${run}`, `b${run}`];
        const histories = tenants.map((one) => new History(one));
        for (const history of histories) {
          for (const step of former) history.take(step);
          await project(history.events);
        }
        const upcoming = [...later];
        const stream = await snapshots({ rowsOfPage: 2 }).open('spec', { tenants, after: '' });
        const text = await textOf(stream, async () => {
          const step = upcoming.pop();
          if (step) for (const history of histories) await project(history.take(step));
        });
        for (const step of upcoming) for (const history of histories) history.take(step);
        const loaded = load(linesOf(text));
        for (const [i, history] of histories.entries()) {
          const found = loaded.get(tenants[i] as string);
          const { position = 0, checksum } = found?.head ?? {};
          const kept = found?.kept ?? nothing();
          expect(position).toBeGreaterThan(0);
          const replayed = nothing();
          for (const event of history.events.slice(0, position)) follow(replayed, event);
          expect(kept).toEqual(replayed);
          expect(checksumOf(kept)).toBe(checksum);
          for (const event of history.events.slice(position)) follow(kept, event);
          expect(kept).toEqual(history.kept);
        }
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it('counts what it sent, goes on after a tenant, and says where the tail begins', async () => {
    for (const tenant of ['a', 'b', 'c']) await many(tenant, 3);
    await pool.query(
      `UPDATE checkpoints SET held = 'x', held_partition = 5, held_offset = '3' WHERE tenant_id = 'b'`,
    );
    const offsets = async () =>
      new Map([
        [0, '17'],
        [1, '-1'],
        [5, '9'],
      ]);
    const lines = linesOf(
      await textOf(await snapshots({ offsets }).open('spec', { tenants: null, after: 'a' })),
    );
    expect(lines[0]).toMatchObject({ kind: 'snapshot', version: 1, generation: 1 });
    expect((lines[0] as SnapshotStart).offsets).toEqual({ 0: '17' });
    expect(lines.map(({ kind }) => kind).join(' ')).toBe(
      'snapshot tenant user user user tenantEnd tenant user user user tenantEnd end',
    );
    expect(lines.at(-2)).toEqual({
      kind: 'tenantEnd',
      tenantId: 'c',
      users: 3,
      groups: 0,
      memberships: 0,
    });
    expect(lines.at(-1)).toEqual({ kind: 'end', tenants: 2, users: 6, groups: 0, memberships: 0 });
    const one = linesOf(
      await textOf(await snapshots().open('spec', { tenants: ['b'], after: '' })),
    );
    expect([...load(one).keys()]).toEqual(['b']);
    expect(endings).toEqual(['complete', 'complete']);
  });

  it('has a place for an erased tenant, and no rows of one that is being erased', async () => {
    const erased = new History('erased');
    erased.take({ what: 0, one: 0, other: 0, word: 'a', number: 1.5 });
    await project(erased.events);
    await project([erased.ofTenant({ type: 'TenantErased', data: {} })]);
    await many('goes', 3);
    await pool.query(`UPDATE checkpoints SET erasing = 4 WHERE tenant_id = 'goes'`);
    const loaded = load(linesOf(await textOf(await snapshots().open('spec', ALL))));
    expect(loaded.get('erased')?.head.position).toBe(erased.events.length);
    expect(loaded.get('erased')?.kept).toEqual(erased.kept);
    expect(loaded.get('goes')).toMatchObject({ head: { position: 3, erasing: true } });
    expect(loaded.get('goes')?.kept.users.size).toBe(0);
  });

  it('makes no page that nobody has room for', async () => {
    await many('t', 20_000);
    let pages = 0;
    const counting: Pick<Pool, 'connect'> = {
      connect: async () => {
        const client = await own.connect();
        const query = client.query.bind(client) as (...all: unknown[]) => unknown;
        jest.spyOn(client, 'query').mockImplementation((...all: unknown[]) => {
          if ((all[0] as { name?: string }).name === 'snapshot-users') pages += 1;
          return query(...all);
        });
        return client;
      },
    };
    const stream = await snapshots({ pool: counting as Pool }).open('spec', ALL);
    stream.read(0);
    await eventually(() => expect(stream.readableLength).toBeGreaterThan(100_000));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pages).toBeLessThan(4);
    expect(stream.readableLength).toBeLessThan(2_000_000);
    const lines = linesOf(await textOf(stream));
    expect(lines.at(-1)).toMatchObject({ users: 20_000 });
    expect(pages).toBeGreaterThan(20);
  });

  it('has pages of bounded bytes', async () => {
    await pool.query(`INSERT INTO checkpoints (tenant_id, position, epoch) VALUES ('t', 60, 'e1')`);
    await pool.query(
      `INSERT INTO users SELECT 't', 'u' || i, i, 1, true, i::text, NULL,
         jsonb_build_object('title', repeat('x', 250000)), '{}', '', '', now(), now()
       FROM generate_series(1, 60) i`,
    );
    const sizes: number[] = [];
    const stream = await snapshots().open('spec', ALL);
    stream.on('data', (piece: Buffer) => sizes.push(piece.length));
    await new Promise((resolve) => stream.once('end', resolve));
    expect(Math.max(...sizes)).toBeLessThan(1_400_000);
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(15_000_000);
  });

  it('ends its transaction when the client leaves, when its time is over, and at a stop', async () => {
    await many('t', 20_000);
    const all = snapshots({ longestMs: 400 });
    const left = await all.open('spec', ALL);
    left.read(0);
    await eventually(async () => expect(await transactions()).toBe(1));
    left.destroy();
    await eventually(async () => expect(await transactions()).toBe(0));
    expect(endings).toEqual(['left']);
    const late = await all.open('spec', ALL);
    late.on('error', () => undefined);
    await eventually(() => expect(endings).toEqual(['left', 'time']));
    await eventually(async () => expect(await transactions()).toBe(0));
    const stopped = await snapshots().open('spec', ALL);
    stopped.on('error', () => undefined);
    stopped.destroy();
    const other = snapshots();
    (await other.open('spec', ALL)).on('error', () => undefined);
    other.stop();
    await eventually(() => expect(endings).toEqual(['left', 'time', 'left', 'stop']));
    await eventually(async () => expect(await transactions()).toBe(0));
  });

  it('gives way to who changes the tables', async () => {
    await many('t', 20_000);
    const stream = await snapshots().open('spec', ALL);
    stream.on('error', () => undefined);
    stream.read(0);
    // As the swap of a rebuild and every migration: it has five seconds for its lock.
    await pool.query('ALTER TABLE users ADD COLUMN more text');
    expect(endings).toEqual(['tables']);
  });

  it('is refused when there are too many, and of one key there is one', async () => {
    await many('t', 20_000);
    const all = snapshots();
    const one = await all.open('one', ALL);
    await expect(all.open('one', ALL)).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: 10,
    });
    const two = await all.open('two', ALL);
    await expect(all.open('three', ALL)).rejects.toMatchObject({ status: 429 });
    one.destroy();
    two.destroy();
    const again = await eventually(() => all.open('three', ALL));
    again.destroy();
    const absent = { tenants: ['absent'], after: '', mustBe: true };
    await expect(all.open('four', absent)).rejects.toMatchObject({ status: 404 });
    await eventually(async () => expect(await transactions()).toBe(0));
  });
});

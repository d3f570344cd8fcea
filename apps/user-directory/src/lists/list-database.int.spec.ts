import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { Socket } from 'node:net';
import type { Pool } from 'pg';
import { schema } from '../projections/schema';
import { CallerLeft, ListRefused } from './caller';
import { ListDatabase, type CancelReason } from './list-database';
import { ListTurns } from './list-turns';

const SLEEP = { text: 'SELECT pg_sleep(60)' };
const TIMEOUT = { text: `SELECT current_setting('statement_timeout') AS it` };

describe('a list at the database', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let side: Pool;
  let turns: ListTurns;
  let ended: CancelReason[];
  let lists: ListDatabase;

  beforeAll(async () => {
    database = await freshDatabase('list_database');
    await runMigrations(database.url, schema);
    const open = (name: string, max: number) =>
      createPool({ url: database.url, name, max, onError: () => undefined });
    pool = open('lists', 3);
    side = open('side', 2);
  });
  afterAll(async () => {
    await Promise.all([pool?.end(), side?.end()]);
    await database?.drop();
  });
  beforeEach(() => {
    turns = new ListTurns({ all: 3 });
    ended = [];
    lists = new ListDatabase({ pool, side, turns, onEnded: (why) => ended.push(why) });
  });

  const caller = (ms: number, socket = new Socket()) => ({
    endsAt: performance.now() + ms,
    socket,
  });
  const asleep = async (): Promise<number> => {
    const { rows } = await side.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE application_name = 'lists' AND state = 'active' AND datname = current_database()`,
    );
    return rows[0]?.n ?? -1;
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('it did not come to that');
  };

  it.each([
    [8_000, 7_500, 8_000],
    [1_600, 1_250, 1_600],
    [200, 1, 200],
  ])('has a statement_timeout within the %d ms that its caller waits', async (ms, least, most) => {
    const [row] = await lists.query<{ it: string }>('a', caller(ms), TIMEOUT);
    const [, count = '', unit] = /^(\d+)(ms|s)$/.exec(row?.it ?? '') ?? [];
    const given = Number(count) * (unit === 's' ? 1_000 : 1);
    expect(given).toBeGreaterThanOrEqual(least);
    expect(given).toBeLessThanOrEqual(most);
  });

  it.each([
    ['2.b', undefined, false],
    ['2.b', 2, false],
    ['3.c', 2, false],
    ['a', 2, true],
    [null, 2, true],
  ])(
    'of rows of the epoch %p, asked for %p, is of a lost history: %p',
    async (has, least, lost) => {
      await side.query(
        `INSERT INTO checkpoints (tenant_id, epoch) VALUES ('epochs', $1)
       ON CONFLICT (tenant_id) DO UPDATE SET epoch = excluded.epoch`,
        [has],
      );
      expect(await lists.isOfFormerEpoch('epochs', least)).toBe(lost);
    },
  );

  it('is ended by the database when that time is over, and says so', async () => {
    await expect(lists.query('a', caller(300), SLEEP)).rejects.toMatchObject({
      status: 503,
      code: 'list-too-long',
    });
    expect(await asleep()).toBe(0);
    expect(ended).toEqual(['time']);
    await lists.query('a', caller(5_000), TIMEOUT);
  });

  it('is cancelled when its caller hangs up', async () => {
    const socket = new Socket();
    const reading = lists.query('a', caller(60_000, socket), SLEEP);
    reading.catch(() => undefined);
    await until(async () => (await asleep()) === 1);
    socket.destroy();
    await expect(reading).rejects.toBeInstanceOf(CallerLeft);
    expect(await asleep()).toBe(0);
    expect(ended).toEqual(['left']);
  });

  it('that waits for its turn is not begun for a caller who has gone', async () => {
    const sockets = [new Socket(), new Socket(), new Socket()];
    const readings = sockets.map((socket) => lists.query('a', caller(60_000, socket), SLEEP));
    for (const one of readings) one.catch(() => undefined);
    await until(async () => (await asleep()) === 2);
    expect(turns.waiting).toBe(1);
    sockets[2]?.destroy();
    await expect(readings[2]).rejects.toBeInstanceOf(CallerLeft);
    expect(turns.waiting).toBe(0);
    for (const one of sockets) one.destroy();
    await Promise.allSettled(readings);
    expect(await asleep()).toBe(0);
  });

  it('of one tenant waits for two of it, and is 429 in the end, while another tenant reads', async () => {
    const sockets = [new Socket(), new Socket()];
    const readings = sockets.map((socket) => lists.query('a', caller(60_000, socket), SLEEP));
    for (const one of readings) one.catch(() => undefined);
    await until(async () => (await asleep()) === 2);
    const third = lists.query('a', caller(400), TIMEOUT);
    third.catch(() => undefined);
    expect(await lists.query('b', caller(5_000), TIMEOUT)).toHaveLength(1);
    expect(turns.waiting).toBe(1);
    await expect(third).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: 1,
      code: 'list-no-turn',
    });
    await expect(third).rejects.toBeInstanceOf(ListRefused);
    for (const one of sockets) one.destroy();
    await Promise.allSettled(readings);
  });
});

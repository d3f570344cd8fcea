import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import { requestLogSchema } from '../database/request-log-schema';
import type { RequestEntry } from './entry';
import { keepPartitions } from './partitions';
import { RequestLog, type RequestLogOptions } from './request-log';
import { RequestReads } from './request-reads';
import { Uses } from '../tokens/uses';

const DAY = 86_400_000;
const acme = tenantId('acme');
const logger = createLogger('specs', process.env['SPEC_LOG'] ?? 'silent');
let pool: Pool;
let url: string;
let drop: () => Promise<void>;
let counts: { written: number; dropped: number; folded: number; bounded: number };
const NONE = { written: 0, dropped: 0, folded: 0, bounded: 0 };

/** The request log in the events' database, and in a separate one. */
describe.each([
  ['in the database of the log', schema],
  ['in a database of its own', requestLogSchema],
])('the request log %s', (_where, tables) => {
  beforeAll(async () => {
    const database = await freshDatabase('requests');
    ({ url } = database);
    drop = () => database.drop();
    await runMigrations(url, tables);
    pool = createPool({ url, name: 'specs', max: 4, onError: () => undefined });
    await keepPartitions(pool);
  });
  afterAll(async () => {
    await pool.end();
    await drop();
  });
  beforeEach(() => (counts = { ...NONE }));

  const logOn = (on: Pool, options: RequestLogOptions = {}): RequestLog =>
    new RequestLog(
      on,
      logger,
      {
        written: (entries) => (counts.written += entries),
        dropped: (entries) => (counts.dropped += entries),
        folded: () => (counts.folded += 1),
        bounded: () => (counts.bounded += 1),
      },
      options,
    );

  let seq = 0;
  const entry = (more: Partial<RequestEntry> = {}): RequestEntry => ({
    tenantId: acme,
    at: Date.now(),
    seq: (seq += 1),
    method: 'GET',
    path: '/Users',
    status: 200,
    ms: 3,
    tokenId: 'one',
    tokenLabel: 'okta',
    admitted: true,
    resourceId: null,
    test: false,
    attributes: [],
    quirks: [],
    refusal: null,
    correlationId: 'c',
    captured: null,
    count: 1,
    ...more,
  });

  const partitions = async (): Promise<string[]> =>
    (
      await pool.query<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent = 'requests'::regclass ORDER BY 1`,
      )
    ).rows.map(({ name }) => name);

  it('writes what was added, in batches, and counts the uses of each token', async () => {
    const log = logOn(pool);
    for (let i = 0; i < 1_203; i += 1) log.add(entry());
    log.add(entry({ admitted: false, status: 401 }));
    log.add(entry({ test: true }));
    log.add(entry({ tokenId: 'two' }));
    await log.onApplicationShutdown();
    expect(counts).toEqual({ ...NONE, written: 1_206 });
    const uses = await new Uses(pool).of(acme);
    expect([uses.get('one')?.requests, uses.get('two')?.requests]).toEqual([1_203, 1]);
    const { requests, next } = await new RequestReads(pool).page(acme, { count: 50 });
    expect(requests).toHaveLength(50);
    expect(requests[0]).toMatchObject({ tokenId: 'two', tokenLabel: 'okta' });
    expect(next).toEqual(expect.any(String));
  });

  it('drops and counts while the database is down, and delays no request', async () => {
    const dead = createPool({
      url: 'postgres://127.0.0.1:1/none',
      name: 'dead',
      max: 1,
      onError: () => undefined,
    });
    const log = logOn(dead);
    for (let i = 0; i < 25_000; i += 1) log.add(entry());
    expect(counts.dropped).toBeGreaterThanOrEqual(5_000);
    await log.onApplicationShutdown();
    expect(counts).toEqual({ ...NONE, dropped: 25_000 });
    await dead.end();
  }, 30_000);

  it('keeps every character of what it stores', async () => {
    const log = logOn(pool);
    const odd = 'a\\b\tc\nd\re "f" \\N é 😀';
    const captured = { query: odd, body: { odd } };
    const refusal = { code: 'x', attribute: null, scimType: null, detail: odd };
    log.add(entry({ tenantId: tenantId('odd'), correlationId: odd, refusal, captured }));
    await log.onApplicationShutdown();
    const reads = new RequestReads(pool);
    const { requests } = await reads.page(tenantId('odd'), { count: 10 });
    const shown = { correlationId: odd, detail: odd, captured: true };
    expect(requests).toEqual([expect.objectContaining(shown)]);
    // Values are in the one alone that is looked at, not in lists.
    expect(requests[0]).not.toHaveProperty('body');
    const one = await reads.one(tenantId('odd'), requests[0]!.id);
    expect(one).toMatchObject({ ...shown, query: odd, body: { odd } });
  });

  it('resumes after the database was down', async () => {
    const log = logOn(pool);
    await pool.query('ALTER TABLE requests RENAME TO elsewhere');
    log.add(entry({ tenantId: tenantId('later') }));
    const flushed = log.flush();
    await pool.query('ALTER TABLE elsewhere RENAME TO requests');
    await flushed;
    expect(counts).toEqual({ ...NONE, written: 1 });
  });

  it('has a partition for each coming day, and drops those past thirty days', async () => {
    const now = Date.now();
    expect(await partitions()).toHaveLength(5);
    const later = await keepPartitions(pool, now + 2 * DAY);
    expect(later.made).toHaveLength(2);
    expect(later.dropped).toEqual([]);
    const muchLater = await keepPartitions(pool, now + 30 * DAY);
    expect(muchLater.dropped).toHaveLength(1);
    expect(await keepPartitions(pool, now + 30 * DAY)).toEqual({ made: [], dropped: [] });
    const gone = await keepPartitions(pool, now + 31 * DAY);
    expect(gone.dropped).toEqual([
      `requests_${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}`,
    ]);
    await keepPartitions(pool, now);
  });

  it('is looked after by one gateway at a time', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => keepPartitions(pool, Date.now() + 60 * DAY)),
    );
    const made = answers.flatMap((one) => one.made);
    expect(new Set(made).size).toBe(made.length);
  });

  describe('refused requests', () => {
    beforeAll(() => keepPartitions(pool));
    const refusal = (code: string, attribute: string | null = null) => ({
      code,
      attribute,
      scimType: null,
      detail: 'd',
    });
    const rowsOf = async (tenant: string): Promise<readonly [string | null, string, number][]> =>
      (await new RequestReads(pool).page(tenantId(tenant), { count: 200 })).requests.map(
        ({ code, path, count }) => [code, path, count],
      );
    /** Moments of three seconds, each of many requests. */
    const start = Date.now() - 5_000;
    const moments = Array.from({ length: 3_000 }, (_, i) => start + i);

    it('with an expired token are one row a second, however many they are', async () => {
      const completed: RequestEntry[] = [];
      const log = logOn(pool, { completed: (one) => completed.push(one) });
      const kept = moments.map((at, i) =>
        log.add(
          entry({
            tenantId: tenantId('loop'),
            at,
            admitted: false,
            path: `/Users/${i}`,
            status: i % 2 === 0 ? 401 : 429,
            refusal: refusal('token-revoked'),
          }),
        ),
      );
      expect(kept.filter(Boolean)).toHaveLength(3);
      await log.onApplicationShutdown();
      expect(await rowsOf('loop')).toEqual([
        ['token-revoked', '/Users/2000', 1_000],
        ['token-revoked', '/Users/1000', 1_000],
        ['token-revoked', '/Users/0', 1_000],
      ]);
      expect(completed.map(({ count }) => count)).toEqual([1_000, 1_000, 1_000]);
      expect(counts).toEqual({ ...NONE, written: 3, folded: 2_997 });
    });

    it('beyond the limit of the tenant, too, and every one is a use of its token', async () => {
      const log = logOn(pool);
      for (const at of moments)
        log.add(
          entry({
            tenantId: tenantId('busy'),
            at,
            status: 429,
            tokenId: `busy${at % 2}`,
            refusal: refusal('rate-limited'),
          }),
        );
      await log.onApplicationShutdown();
      expect((await rowsOf('busy')).map(([, , count]) => count)).toEqual(Array(6).fill(500));
      expect((await new Uses(pool).of(tenantId('busy'))).get('busy0')?.requests).toBe(1_500);
    });

    it('are one row where they are identical, and whole with their bodies', async () => {
      const log = logOn(pool);
      const of = (tenant: string, more: Partial<RequestEntry>) =>
        log.add(entry({ tenantId: tenantId(tenant), at: start, status: 400, ...more }));
      for (let i = 0; i < 50; i += 1) {
        of('same', { path: '/Users', refusal: refusal('attribute-unknown', `a${i % 2}`) });
        of('same', { path: `/Users/${i % 3}`, status: 404, refusal: refusal('not-found') });
        of('kept', { refusal: refusal('attribute-unknown'), captured: { body: { i } } });
        of('fine', { status: 200 });
      }
      await log.onApplicationShutdown();
      expect((await rowsOf('same')).map(([, , count]) => count).sort()).toEqual([
        16, 17, 17, 25, 25,
      ]);
      expect(await rowsOf('kept')).toHaveLength(50);
      expect(await rowsOf('fine')).toHaveLength(50);
    });

    it('are written when their second is over, without a stop', async () => {
      const log = logOn(pool);
      for (let i = 0; i < 9; i += 1)
        log.add(
          entry({ tenantId: tenantId('soon'), admitted: false, refusal: refusal('token-expired') }),
        );
      for (let i = 0; i < 100 && counts.written === 0; i += 1)
        await new Promise((done) => setTimeout(done, 50));
      expect(await rowsOf('soon')).toEqual([['token-expired', '/Users', 9]]);
      await log.onApplicationShutdown();
    });

    it('and accepted ones have a limited number of rows a day, and a last row that marks the limit', async () => {
      const log = logOn(pool, { dailyRows: 5 });
      const day = Math.floor(Date.now() / DAY) * DAY;
      const full = tenantId('full');
      for (let i = 0; i < 20; i += 1) log.add(entry({ tenantId: full, at: day - 60_000 + i }));
      for (let i = 0; i < 3; i += 1) log.add(entry({ tenantId: full, at: day + i }));
      log.add(entry({ tenantId: tenantId('other'), tokenId: 'others', at: day }));
      await log.onApplicationShutdown();
      const { requests } = await new RequestReads(pool).page(full, { count: 100 });
      expect(requests.map(({ method, code }) => [method, code])).toEqual([
        ...Array<unknown>(3).fill(['GET', null]),
        ['LOG', 'log-full'],
        ...Array<unknown>(5).fill(['GET', null]),
      ]);
      expect(await rowsOf('other')).toHaveLength(1);
      expect(counts).toEqual({ ...NONE, written: 10, bounded: 14 });
      expect((await new Uses(pool).of(full)).get('one')?.requests).toBe(23);
    });
  });
});

import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { schema } from '../log/schema';
import type { RequestEntry } from './entry';
import { keepPartitions } from './partitions';
import { RequestLog } from './request-log';
import { RequestReads } from './request-reads';
import { Uses } from './token-uses';

const DAY = 86_400_000;
const acme = tenantId('acme');
const logger = createLogger('specs', process.env['SPEC_LOG'] ?? 'silent');
let pool: Pool;
let url: string;
let drop: () => Promise<void>;
let counts: { written: number; dropped: number };

beforeAll(async () => {
  const database = await freshDatabase('requests');
  ({ url } = database);
  drop = () => database.drop();
  await runMigrations(url, schema);
  pool = createPool({ url, name: 'specs', max: 4, onError: () => undefined });
  await keepPartitions(pool);
});
afterAll(async () => {
  await pool.end();
  await drop();
});
beforeEach(() => (counts = { written: 0, dropped: 0 }));

const logOn = (on: Pool): RequestLog =>
  new RequestLog(on, logger, {
    written: (entries) => (counts.written += entries),
    dropped: (entries) => (counts.dropped += entries),
  });

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
  await log.stop();
  expect(counts).toEqual({ written: 1_206, dropped: 0 });
  const uses = await new Uses(pool).of(acme);
  expect([uses.get('one')?.requests, uses.get('two')?.requests]).toEqual([1_203, 1]);
  const { requests, next } = await new RequestReads(pool).page(acme, { count: 50 });
  expect(requests).toHaveLength(50);
  expect(requests[0]).toMatchObject({ tokenId: 'two', tokenLabel: 'okta' });
  expect(next).toEqual(expect.any(String));
});

it('drops and counts when the database is away, and holds up nobody', async () => {
  const dead = createPool({
    url: 'postgres://127.0.0.1:1/none',
    name: 'dead',
    max: 1,
    onError: () => undefined,
  });
  const log = logOn(dead);
  for (let i = 0; i < 25_000; i += 1) log.add(entry());
  expect(counts.dropped).toBeGreaterThanOrEqual(5_000);
  await log.stop();
  expect(counts).toEqual({ written: 0, dropped: 25_000 });
  await dead.end();
}, 30_000);

it('keeps every character of what it stores', async () => {
  const log = logOn(pool);
  const odd = 'a\\b\tc\nd\re "f" \\N é 😀';
  const captured = { query: odd, body: { odd } };
  const refusal = { code: 'x', attribute: null, scimType: null, detail: odd };
  log.add(entry({ tenantId: tenantId('odd'), correlationId: odd, refusal, captured }));
  await log.stop();
  const reads = new RequestReads(pool);
  const { requests } = await reads.page(tenantId('odd'), { count: 10 });
  const shown = { correlationId: odd, detail: odd, captured: true };
  expect(requests).toEqual([expect.objectContaining(shown)]);
  // Values are in the one alone that is looked at, not in lists.
  expect(requests[0]).not.toHaveProperty('body');
  const one = await reads.one(tenantId('odd'), requests[0]!.id);
  expect(one).toMatchObject({ ...shown, query: odd, body: { odd } });
});

it('goes on after the database was away', async () => {
  const log = logOn(pool);
  await pool.query('ALTER TABLE requests RENAME TO elsewhere');
  log.add(entry({ tenantId: tenantId('later') }));
  const flushed = log.flush();
  await pool.query('ALTER TABLE elsewhere RENAME TO requests');
  await flushed;
  expect(counts).toEqual({ written: 1, dropped: 0 });
});

it('has a partition for each day to come, and drops those past thirty days', async () => {
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

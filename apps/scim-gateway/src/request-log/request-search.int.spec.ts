import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { keepPartitions } from './partitions';
import { RequestLog } from './request-log';
import { RequestReads } from './request-reads';
import { STRETCH } from './requests.queries';
import { requestLogSchema } from '../database/request-log-schema';

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Plan[];
}

const sought = tenantId('sought');
const start = Date.now() - 3_600_000;
const none = (): undefined => undefined;
const UNSEEN = { written: none, dropped: none, folded: none, bounded: none };
let pool: Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase('request_search');
  drop = () => database.drop();
  await runMigrations(database.url, requestLogSchema);
  pool = createPool({ url: database.url, name: 'specs', max: 4, onError: none });
  await keepPartitions(pool);
  const log = new RequestLog(pool, createLogger('specs', 'silent'), UNSEEN);
  for (let i = 0; i < 1_000; i += 1)
    log.add({
      tenantId: sought,
      at: start + i,
      seq: i,
      method: 'GET',
      path: '/Users',
      ms: 3,
      status: i % 100 === 0 ? 204 : 200,
      resourceId: i < 3 ? 'the oldest' : 'another',
      tokenId: 'one',
      tokenLabel: '',
      admitted: true,
      test: false,
      attributes: [],
      quirks: [],
      refusal: null,
      correlationId: i === 500 ? 'the one' : 'c',
      captured: null,
      count: 1,
    });
  await log.onApplicationShutdown();
});
afterAll(async () => {
  await pool.end();
  await drop();
});

describe('a search for what no index knows', () => {
  /** A clock that advances a second with each look. */
  const slowClock = () => {
    let now = 0;
    return () => (now += 1_000);
  };

  const only = (status: number) => ({ from: status, to: status });

  it('finds a class of statuses, one of some resources, or those of a correlation id', async () => {
    const reads = new RequestReads(pool, 70);
    const places = async (wanted: object) =>
      (await reads.page(sought, { count: 200, ...wanted })).requests.map(
        ({ at }) => Date.parse(at) - start,
      );
    expect(await places({ status: { from: 200, to: 299 } })).toHaveLength(200);
    expect(await places({ status: { from: 201, to: 299 } })).toHaveLength(10);
    expect(await places({ status: { from: 400, to: 499 } })).toEqual([]);
    expect(await places({ outcome: 'refused', status: only(204) })).toEqual([]);
    expect(await places({ resourceIds: ['the oldest', 'nobody'] })).toEqual([2, 1, 0]);
    expect(await places({ correlationId: 'the one' })).toEqual([500]);
  });

  it('finds them in any stretch, page by page', async () => {
    const reads = new RequestReads(pool, 70);
    const all = await reads.page(sought, { count: 50, status: only(204) });
    expect(all.requests.map(({ at }) => Date.parse(at) - start)).toEqual([
      900, 800, 700, 600, 500, 400, 300, 200, 100, 0,
    ]);
    expect([all.next, all.lookedTo]).toEqual([null, null]);
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const page = await reads.page(sought, { count: 3, status: only(204), after });
      seen.push(...page.requests.map(({ at }) => Date.parse(at) - start));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual([900, 800, 700, 600, 500, 400, 300, 200, 100, 0]);
    const accepted = await reads.page(sought, { count: 200, outcome: 'accepted' });
    expect(accepted.requests).toHaveLength(200);
    const none = await reads.page(sought, { count: 5, status: only(404) });
    expect(none).toEqual({ requests: [], next: null, lookedTo: null });
  });

  it('ends after its time, reports how far it read, and continues from that place', async () => {
    let after: string | undefined;
    const looks: (string | null)[] = [];
    const found: unknown[] = [];
    do {
      const reads = new RequestReads(pool, 100, slowClock());
      const page = await reads.page(sought, { count: 5, resourceIds: ['the oldest'], after });
      looks.push(page.lookedTo);
      found.push(...page.requests);
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(found).toHaveLength(3);
    // Two stretches of a hundred each time: no caller waits for the whole day of a busy tenant.
    expect(looks.map((one) => (one === null ? null : Date.parse(one) - start))).toEqual([
      800,
      600,
      400,
      200,
      0,
      null,
    ]);
  });

  it('reads no more entries than its stretch in a statement', async () => {
    const { rows } = await pool.query<{ 'QUERY PLAN': readonly { Plan: object }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${STRETCH}`,
      [sought, 8_640_000_000_000, 0, 0, 8_640_000_000_000, 50, 404, 404, null, 10, null],
    );
    const most = (plan: Plan): number =>
      Math.max(
        plan['Actual Rows'] * plan['Actual Loops'],
        ...(plan.Plans ?? []).map((one) => most(one)),
      );
    expect(most(rows[0]?.['QUERY PLAN'][0]?.Plan as Plan)).toBeLessThanOrEqual(60);
  });
});

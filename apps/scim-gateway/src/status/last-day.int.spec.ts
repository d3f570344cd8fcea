import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import type { RequestEntry } from '../request-log/entry';
import { keepPartitions } from '../request-log/partitions';
import { RequestLog } from '../request-log/request-log';
import { requestLogSchema } from '../database/request-log-schema';
import { readLastDay } from './last-day';

const [acme, other] = [tenantId('acme'), tenantId('other')];
const none = (): undefined => undefined;
const UNSEEN = { written: none, dropped: none, folded: none, bounded: none };
const HOUR = 3_600_000;
const now = Date.now();
let pool: Pool;
let drop: () => Promise<void>;
let seq = 0;

const entry = (more: Partial<RequestEntry>): RequestEntry => ({
  tenantId: acme,
  at: now - HOUR,
  seq: (seq += 1),
  method: 'GET',
  path: '/Users',
  ms: 3,
  status: 200,
  resourceId: null,
  tokenId: 'one',
  tokenLabel: '',
  admitted: true,
  test: false,
  attributes: [],
  quirks: [],
  refusal: null,
  correlationId: 'c',
  captured: null,
  count: 1,
  ...more,
});
const refusal = (code: string, attribute: string | null = null) => ({
  refusal: { code, attribute, scimType: null, detail: '' },
});
const REFUSED = [
  { code: 'attribute-unknown', attribute: 'nickName' },
  { code: 'attribute-value', attribute: 'active' },
];

beforeAll(async () => {
  const database = await freshDatabase('last_day');
  drop = () => database.drop();
  await runMigrations(database.url, requestLogSchema);
  pool = createPool({ url: database.url, name: 'specs', max: 2, onError: none });
  // The oldest entry is two days back in the first hour of a day.
  await keepPartitions(pool, now - 24 * HOUR);
  await keepPartitions(pool);
  const log = new RequestLog(pool, createLogger('specs', 'silent'), UNSEEN);
  const named = { ...refusal('attribute-unknown', 'nickName').refusal, refused: REFUSED };
  const unknown = { method: 'POST', status: 400, refusal: named };
  for (const one of [
    entry({ at: now - 2 * HOUR }),
    entry({ method: 'POST', status: 201 }),
    entry({ method: 'POST', path: '/Users/.search' }),
    // Seconds apart: within one they would be counted as one entry.
    entry({ at: now - 50_000, ...unknown }),
    entry({ at: now - 40_000, ...unknown }),
    entry({ at: now - 30_000, status: 404, path: '/Users/x', ...refusal('not-found') }),
    entry({ method: 'POST', status: 201, test: true }),
    entry({ at: now - 25 * HOUR, method: 'POST', status: 403, ...refusal('provisioning-off') }),
    entry({ tenantId: other, method: 'POST', status: 403, ...refusal('provisioning-off') }),
  ])
    log.add(one);
  await log.onApplicationShutdown();
});
afterAll(async () => {
  await pool.end();
  await drop();
});

describe('the last day of requests', () => {
  it('counts by cause, without tests, older ones and other tenants', async () => {
    const { lastDay, lastAt } = await readLastDay(pool, acme);
    expect(lastDay).toMatchObject({
      accepted: { requests: 3, changes: 1 },
      refused: { requests: 3, changes: 2 },
    });
    expect(lastDay.refusals).toEqual([
      {
        code: 'attribute-unknown',
        attribute: 'nickName',
        status: 400,
        refused: REFUSED,
        requests: 2,
        changes: 2,
        lastAt: new Date(now - 40_000).toISOString(),
      },
      {
        code: 'not-found',
        attribute: null,
        refused: [],
        status: 404,
        requests: 1,
        changes: 0,
        lastAt: new Date(now - 30_000).toISOString(),
      },
    ]);
    expect(lastAt).toBe(new Date(now - 30_000).toISOString());
    expect(Math.abs(Date.parse(lastDay.from) - (Date.now() - 24 * HOUR))).toBeLessThan(60_000);
  });

  it('covers only the newest entries when they are many, and reports since when', async () => {
    const { lastDay } = await readLastDay(pool, acme, 3);
    expect(lastDay.refused.requests).toBe(3);
    expect(lastDay.accepted.requests).toBe(0);
    expect(lastDay.from).toBe(new Date(now - 50_000).toISOString());
  });

  it('is empty for an unknown tenant', async () => {
    const { lastDay, lastAt } = await readLastDay(pool, tenantId('nobody'));
    expect(lastDay).toMatchObject({
      accepted: { requests: 0, changes: 0 },
      refused: { requests: 0, changes: 0 },
      refusals: [],
    });
    expect(lastAt).toBeNull();
  });
});

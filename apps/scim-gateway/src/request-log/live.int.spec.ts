import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { eventually, freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import type { RequestEntry } from './entry';
import { Live } from './live';
import { keepPartitions } from './partitions';
import { RequestLog } from './request-log';
import { RequestReads } from './request-reads';
import { requestLogSchema } from '../database/request-log-schema';

const [acme, other] = [tenantId('acme'), tenantId('other')];
const logger = createLogger('specs', 'silent');
const none = (): undefined => undefined;
const UNSEEN = { written: none, dropped: none, folded: none, bounded: none };
let seq = 0;
const entry = (path: string, more: Partial<RequestEntry> = {}): RequestEntry => ({
  tenantId: acme,
  at: Date.now(),
  seq: (seq += 1),
  method: 'GET',
  path,
  status: 200,
  ms: 3,
  resourceId: null,
  tokenId: 'one',
  tokenLabel: '',
  admitted: true,
  test: false,
  count: 1,
  attributes: [],
  quirks: [],
  refusal: null,
  correlationId: 'c',
  captured: null,
  ...more,
});

let pool: Pool;
let drop: () => Promise<void>;
let log: RequestLog;
let live: Live;
beforeAll(async () => {
  const database = await freshDatabase('live');
  drop = () => database.drop();
  await runMigrations(database.url, requestLogSchema);
  pool = createPool({ url: database.url, name: 'specs', max: 2, onError: none });
  await keepPartitions(pool);
  log = new RequestLog(pool, logger, UNSEEN);
  live = new Live(new RequestReads(pool), logger);
  live.onApplicationBootstrap();
});
afterAll(async () => {
  await live.onApplicationShutdown();
  await log.onApplicationShutdown();
  await pool.end();
  await drop();
});

const listening = () => {
  const paths: string[] = [];
  live.listen(acme, ({ path }) => paths.push(path));
  return paths;
};
const hear = (one: RequestEntry): void => {
  log.add(one);
  live.add(one);
};

describe('the live view of a tenant', () => {
  it('begins with the last moments for each listener, and sends each entry once', async () => {
    log.add(entry('/old', { at: Date.now() - 11_000 }));
    log.add(entry('/theirs', { tenantId: other }));
    log.add(entry('/before'));
    await log.flush();
    const first = listening();
    await eventually(() => expect(first).toEqual(['/before']));
    // Answered before the second one listens, and written after it.
    hear(entry('/between'));
    const second = listening();
    await log.flush();
    hear(entry('/after'));
    await eventually(() => expect(second).toHaveLength(3));
    await log.flush();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([...second].sort()).toEqual(['/after', '/before', '/between']);
    expect(first).toEqual(['/before', '/between', '/after']);
  });
});

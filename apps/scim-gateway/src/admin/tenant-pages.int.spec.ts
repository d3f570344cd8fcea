import { tenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import type { RequestEntry } from '../request-log/entry';
import { keepPartitions } from '../request-log/partitions';
import { RequestLog } from '../request-log/request-log';
import { cursorOf } from '../admin-kit/cursor';
import { TenantPages } from './tenant-pages';

const [acme, quiet] = [tenantId('acme'), tenantId('quiet')];
const logger = createLogger('specs', process.env['SPEC_LOG'] ?? 'silent');
let pool: Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase('tenant_pages');
  drop = () => database.drop();
  await runMigrations(database.url, schema);
  pool = createPool({ url: database.url, name: 'specs', max: 4, onError: () => undefined });
  await keepPartitions(pool);
  for (const id of [acme, quiet])
    await pool.query(
      `INSERT INTO tenants (tenant_id, name, profile, provisioning, created_at, position, checksum)
       VALUES ($1, $1, 'strict', 'enabled', now(), 1, '')`,
      [id],
    );
});
afterAll(async () => {
  await pool.end();
  await drop();
});

const ENDS = '2027-01-01T00:00:00.000Z';
const overview = async (logged = true, isAway = false, end: string | null = null) => {
  const lastEnds = (ids: readonly string[]) =>
    Promise.resolve(isAway ? undefined : ids.map((id) => (id === 'acme' ? ENDS : end)));
  const config = { TOPIC_GENERATION: 1, REQUEST_LOG: logged };
  const pages = new TenantPages(pool, pool, config, { lastEnds });
  return (await pages.overview({ count: 50 })).tenants;
};

const lastMinutes = async (logged: boolean): Promise<Record<string, number | null>> => {
  const tenants = await overview(logged);
  return Object.fromEntries(tenants.map(({ id, requestsLastMinute }) => [id, requestsLastMinute]));
};

/** A gateway that answered so many requests of acme so long ago, and wrote them. */
const gateway = async (
  requests: number,
  agoMs = 0,
  more: Partial<RequestEntry> = {},
): Promise<void> => {
  const none = (): undefined => undefined;
  const unseen = { written: none, dropped: none, folded: none, bounded: none };
  const log = new RequestLog(pool, logger, unseen);
  const entry = (seq: number): RequestEntry => ({
    tenantId: acme,
    at: Date.now() - agoMs,
    seq,
    method: 'GET',
    path: '/Users',
    status: 200,
    ms: 3,
    tokenId: 'one',
    tokenLabel: '',
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
  for (let seq = 0; seq < requests; seq += 1) log.add(entry(seq));
  await log.onApplicationShutdown();
};

it('counts what every gateway answered of each tenant within the last minute', async () => {
  await Promise.all([gateway(2), gateway(3), gateway(7, 61_000), gateway(1, 50_000)]);
  expect(await lastMinutes(true)).toEqual({ acme: 6, quiet: 0 });
});

it('says null where requests are not logged', async () => {
  expect(await lastMinutes(false)).toEqual({ acme: null, quiet: null });
  for (const tenant of await overview(false))
    expect(tenant).toMatchObject({ refusedLastHour: null, lastRequestAt: null });
});

it('counts what was refused within the hour, up to a hundred, and no connection test', async () => {
  await gateway(2, 0, { status: 403 });
  await gateway(3, 3_601_000, { status: 403 });
  await gateway(4, 0, { status: 400, test: true });
  const refused = async () => (await overview()).map((one) => one.refusedLastHour);
  expect(await refused()).toEqual([2, 0]);
  await gateway(120, 1_000, { status: 400 });
  expect(await refused()).toEqual([100, 0]);
});

it('says when a token was last used, and when the last one ends', async () => {
  const before = Date.now();
  await gateway(1);
  const [acme, quiet] = await overview();
  expect(Date.parse(acme?.lastRequestAt ?? '')).toBeGreaterThanOrEqual(before);
  expect(acme?.tokensEndAt).toBe(ENDS);
  expect(quiet).toMatchObject({ lastRequestAt: null, tokensEndAt: null });
  expect(Object.keys((await overview(true, true))[0] ?? {})).not.toContain('tokensEndAt');
  const [, endless] = await overview(true, false, 'never');
  expect(endless).toMatchObject({ id: 'quiet', lastRequestAt: null });
  expect(Object.keys(endless ?? {})).not.toContain('tokensEndAt');
});

it('counts people who could not be switched off, as long as they are on', async () => {
  await pool.query(
    `INSERT INTO streams (tenant_id, subject, version, status, attributes, rendered, render_tag,
                          created_at, modified_at)
     SELECT 'acme', 'users/' || id, 1, status, '{}', '', '', now(), now()
     FROM (VALUES ('on', 'active'), ('off', 'inactive')) AS u (id, status)`,
  );
  await pool.query(
    `INSERT INTO refused_switch_offs (tenant_id, user_id, at, code)
     VALUES ('acme', 'on', now(), 'x'), ('acme', 'off', now(), 'x'),
            ('acme', 'gone', now(), 'x'), ('acme', 'old', now() - interval '2 days', 'x')`,
  );
  expect((await overview()).map(({ stillOn }) => stillOn)).toEqual([1, 0]);
});

it.each(['1', '2009-01-01 (x)', 'soon', '2009-02-30T00:00:00.000Z', '+123456-01-01T00:00:00.000Z'])(
  'refuses a cursor that is none of its own: %s',
  async (moment) => {
    const config = { TOPIC_GENERATION: 1, REQUEST_LOG: true };
    const pages = new TenantPages(pool, pool, config, { lastEnds: () => Promise.resolve([]) });
    const page = pages.page({ after: cursorOf(moment, 'x'), count: 1 });
    await expect(page).rejects.toThrow('after must be the next of the page before');
  },
);

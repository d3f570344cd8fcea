import { createPool, Metrics, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { addRelayLag } from './relay-lag';
import { UNPUBLISHED } from './relay.queries';
import { schema } from '../database/schema';

const GENERATION = 1;
const NEXT = 2;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe('what Kafka does not have yet', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let metrics: Metrics;
  beforeEach(async () => {
    database = await freshDatabase('lag');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    metrics = new Metrics('spec');
    addRelayLag(metrics, pool, [GENERATION, NEXT]);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const figure = async (name: string, generation = GENERATION): Promise<number> => {
    const text = await metrics.registry.getSingleMetricAsString(name);
    return Number(new RegExp(`generation="${generation}".* ([\\d.]+)$`, 'm').exec(text)?.[1]);
  };

  /** A tenant whose events are this many seconds old; `relayed` of them are published. */
  const tenant = async (
    id: string,
    events: readonly (readonly [type: string, secondsAgo: number])[],
    relayed: number,
    held: string | null = null,
  ): Promise<void> => {
    await pool.query(
      `INSERT INTO tenants (tenant_id, name, profile, provisioning, created_at, position, checksum)
       VALUES ($1, $1, 'strict', 'enabled', now(), $2, '0')`,
      [id, events.length],
    );
    for (const [i, [type, secondsAgo]] of events.entries())
      await pool.query(
        `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                             correlation_id, command_id, recorded_at)
         VALUES ($1, $2::bigint, 'users/u', $2::bigint::int, $3, 1, '{}', 'operator', 'c', gen_random_uuid(),
                 now() - $4 * interval '1 second')`,
        [id, i + 1, type, secondsAgo],
      );
    if (relayed > 0 || held !== null)
      await pool.query(
        `INSERT INTO relayed (generation, tenant_id, position, held) VALUES ($1, $2, $3, $4)`,
        [GENERATION, id, relayed, held],
      );
  };

  it('is nothing when all is published', async () => {
    await tenant('a', [['UserDeactivated', 900]], 1);
    for (const name of [
      'relay_behind_events',
      'relay_oldest_unpublished_seconds',
      'relay_held_tenants',
    ])
      expect(await figure(`rollcall_${name}`)).toBe(0);
    expect(await figure('rollcall_deactivation_oldest_unpublished_seconds')).toBe(0);
  });

  it('is counted over all tenants, with the age of the oldest event and the oldest deactivation', async () => {
    await tenant(
      'a',
      [
        ['UserProvisioned', 900],
        ['UserProfileChanged', 500],
        ['UserDeactivated', 400],
      ],
      1,
    );
    await tenant('b', [['UserProvisioned', 100]], 0);
    expect(await figure('rollcall_relay_behind_events')).toBe(3);
    const oldest = await figure('rollcall_relay_oldest_unpublished_seconds');
    expect(oldest).toBeGreaterThanOrEqual(500);
    expect(oldest).toBeLessThan(600);
    const deactivation = await figure('rollcall_deactivation_oldest_unpublished_seconds');
    expect(deactivation).toBeGreaterThanOrEqual(400);
    expect(deactivation).toBeLessThan(500);
  });

  it('counts each generation: consumers may move to a complete one', async () => {
    await tenant(
      'a',
      [
        ['UserProvisioned', 900],
        ['UserDeactivated', 800],
      ],
      2,
    );
    expect(await figure('rollcall_relay_behind_events')).toBe(0);
    expect(await figure('rollcall_relay_behind_events', NEXT)).toBe(2);
    expect(
      await figure('rollcall_deactivation_oldest_unpublished_seconds', NEXT),
    ).toBeGreaterThanOrEqual(800);
  });

  it('has no figure while the database does not answer', async () => {
    await tenant('a', [['UserProvisioned', 900]], 0);
    expect(await figure('rollcall_relay_behind_events')).toBe(1);
    await pool.query(`ALTER TABLE relayed RENAME TO elsewhere`);
    await pause(1_100);
    expect(await figure('rollcall_relay_behind_events')).toBeNaN();
  });

  it('costs a look-up for each tenant, however many events wait', async () => {
    const TENANTS = 200;
    const EVENTS = 300;
    await pool.query(
      `INSERT INTO tenants (tenant_id, name, profile, provisioning, created_at, position, checksum)
       SELECT 't' || n, 'n', 'strict', 'enabled', now(), $2::bigint, '0' FROM generate_series(1, $1::int) n`,
      [TENANTS, EVENTS],
    );
    await pool.query(
      `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                           correlation_id, command_id, recorded_at)
       SELECT 't' || n, p, 'users/u', p, CASE WHEN p % 100 = 99 THEN 'UserDeactivated' ELSE 'UserProfileChanged' END,
              1, '{}', 'operator', 'c', gen_random_uuid(), now()
       FROM generate_series(1, $1::int) n, generate_series(1, $2::int) p`,
      [TENANTS, EVENTS],
    );
    const explained = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${UNPUBLISHED.replaceAll('$1', `'{1}'`)}`,
    );
    const nodes = nodesOf((explained.rows[0]?.['QUERY PLAN'] as [{ Plan: Plan }])[0].Plan);
    const read = nodes
      .filter((node) => node['Relation Name'] === 'events')
      .map(
        (node) =>
          node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)),
      );
    expect(read).toHaveLength(2);
    for (const rows of read) expect(rows).toBeLessThanOrEqual(TENANTS);
  });

  it('names held tenants by number', async () => {
    await tenant('a', [['UserProvisioned', 10]], 0, 'too large');
    expect(await figure('rollcall_relay_held_tenants')).toBe(1);
  });
});

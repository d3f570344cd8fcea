import { createPool, Metrics, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { addRelayLag } from './relay-lag';
import { schema } from '../database/schema';

const GENERATION = 1;

describe('what Kafka does not have yet', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let metrics: Metrics;
  beforeEach(async () => {
    database = await freshDatabase('lag');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    metrics = new Metrics('spec');
    addRelayLag(metrics, pool, GENERATION);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const figure = async (name: string): Promise<number> => {
    const text = await metrics.registry.getSingleMetricAsString(name);
    return Number(/ ([\d.]+)$/m.exec(text)?.[1]);
  };

  /** A tenant whose events are so many seconds old; `relayed` of them are published. */
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

  it('names held tenants by number', async () => {
    await tenant('a', [['UserProvisioned', 10]], 0, 'too large');
    expect(await figure('rollcall_relay_held_tenants')).toBe(1);
  });
});

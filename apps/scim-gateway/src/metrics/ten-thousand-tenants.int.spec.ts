import { createPool, Metrics, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import { addRelayLag } from '../relay/relay-lag';
import { GatewayMetrics } from './gateway-metrics';

jest.setTimeout(120_000);

const TENANTS = 10_000;
const EVENTS = 10;
const SCRAPES = 15;

/** A scrape of a gateway that has met every tenant, with a log of which Kafka has nothing. */
describe('/metrics with ten thousand tenants', () => {
  let database: FreshDatabase;
  let pool: Pool;
  const metrics = new Metrics('spec');
  beforeAll(async () => {
    database = await freshDatabase('scrape');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    await pool.query(
      `INSERT INTO tenants (tenant_id, name, profile, provisioning, created_at, position, checksum)
       SELECT 'tenant-' || n, 'n', 'strict', 'enabled', now(), $2::bigint, '0' FROM generate_series(1, $1::int) n`,
      [TENANTS, EVENTS],
    );
    await pool.query(
      `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                           correlation_id, command_id, recorded_at)
       SELECT 'tenant-' || n, p, 'users/u', p,
              CASE WHEN p = $2 THEN 'UserDeactivated' ELSE 'UserProfileChanged' END,
              1, '{}', 'operator', 'c', gen_random_uuid(), now()
       FROM generate_series(1, $1::int) n, generate_series(1, $2::int) p`,
      [TENANTS, EVENTS],
    );
    addRelayLag(metrics, pool, [1, 2]);
    const gateway = new GatewayMetrics(metrics);
    for (let i = 0; i < TENANTS * 4; i += 1) {
      const tenant = `tenant-${i % TENANTS}`;
      const status = i % 1_000 === 0 ? 503 : ([200, 201, 404, 429][(i / TENANTS) | 0] as number);
      gateway.answered('GET', '/scim/v2/Users', status, 0.01, tenant);
      gateway.quirk('entra');
      if (i % 50 === 0) gateway.switchOffs.waiting(tenant, 1);
      if (i % 50 === 0) gateway.switchOffs.refused(tenant, 1);
    }
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('takes the event loop less than 20 ms, and is smaller than 500 kB', async () => {
    const taken: number[] = [];
    let text = '';
    for (let i = 0; i < SCRAPES; i += 1) {
      const before = process.cpuUsage();
      text = await metrics.registry.metrics();
      const { user, system } = process.cpuUsage(before);
      taken.push((user + system) / 1_000);
    }
    // Others who use the machine make it longer, and nothing makes it shorter.
    const least = Math.min(...taken);
    expect(text).toMatch(/rollcall_relay_behind_events\{generation="1".*\} 100000/);
    expect(Buffer.byteLength(text)).toBeLessThan(500_000);
    expect(least).toBeLessThan(20);
  });
});

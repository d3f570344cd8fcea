import { subject, tenantId } from '@rollcall/contracts';
import { createPool, Metrics, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { schema } from '../database/schema';
import { Erasures } from './erasures';
import { addErasuresWaiting } from './erasures-waiting';

const TENANT = tenantId('acme');

describe('erasures that wait', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let metrics: Metrics;
  beforeEach(async () => {
    database = await freshDatabase('erasures_waiting');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    metrics = new Metrics('spec');
    addErasuresWaiting(metrics, pool);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  const figure = async (name: string): Promise<number> => {
    const text = await metrics.registry.getSingleMetricAsString(name);
    return Number(/ ([\d.]+)$/m.exec(text)?.[1]);
  };
  const waiting = (id: string, secondsAgo: number) =>
    pool.query(
      `INSERT INTO erasures (tenant_id, subject, position, asked_at, asked_by, due_at)
       VALUES ($1, $2, 1, now() - $3 * interval '1 second', 'operator', now() + interval '5 seconds')`,
      [TENANT, subject('users', id), secondsAgo],
    );

  it('are none without a request', async () => {
    expect(await figure('rollcall_erasures_waiting')).toBe(0);
    expect(await figure('rollcall_erasure_oldest_waiting_seconds')).toBe(0);
  });

  it('are counted until they are done, with the age of the oldest', async () => {
    await waiting('u1', 7_200);
    await waiting('u2', 600);
    await waiting('u3', 90_000);
    await new Erasures(pool).finish({ tenantId: TENANT, subject: subject('users', 'u3') });
    expect(await figure('rollcall_erasures_waiting')).toBe(2);
    const oldest = await figure('rollcall_erasure_oldest_waiting_seconds');
    expect(oldest).toBeGreaterThanOrEqual(7_200);
    expect(oldest).toBeLessThan(7_260);
  });
});

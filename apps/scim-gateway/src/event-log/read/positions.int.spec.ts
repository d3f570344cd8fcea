import { tenantId } from '@rollcall/contracts';
import { createPool, runMigrations } from '@rollcall/platform';
import { comparedRows, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { logPositions } from './positions';
import { PostgresEventLog } from '../postgres-event-log';
import { READER_POSITIONS } from './positions.queries';
import { render } from '../resources/render';
import { schema } from '../../database/schema';

describe('the log’s positions for a reader', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let first: string;
  beforeAll(async () => {
    database = await freshDatabase('positions');
    await runMigrations(database.url, schema);
    pool = createPool({ url: database.url, name: 'spec', max: 1, onError: () => undefined });
    const { rows } = await pool.query<{ epoch: string }>('SELECT epoch FROM epochs');
    first = rows[0]?.epoch as string;
    for (const tenant of ['a', 'forked']) {
      await pool.query(
        `INSERT INTO tenants (tenant_id, name, profile, provisioning, created_at, position, checksum)
         VALUES ($1, $1, 'strict', 'enabled', now(), 5, '0')`,
        [tenant],
      );
      await pool.query(
        `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                             correlation_id, command_id, recorded_at)
         SELECT $1, n, 'users/u', n, 'UserProfileChanged', 1, '{}', 'operator', 'c', gen_random_uuid(),
                now() - (10 - n) * interval '1 minute' FROM generate_series(1, 5) AS n`,
        [tenant],
      );
    }
    await pool.query(`INSERT INTO epochs (number, epoch) VALUES (2, '2.second')`);
    await pool.query(`INSERT INTO forks (tenant_id, number, position) VALUES ('forked', 2, 3)`);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const of = async (tenantId: string, position: number, epoch = first) =>
    (await logPositions(pool, [{ tenantId, position, epoch }]))[0];

  it('report no lag for a reader that has all events', async () => {
    const place = { tenantId: 'a', position: 5, behindSeconds: 0, parted: false };
    expect(await of('a', 5)).toEqual(place);
  });

  it('report the lag of a reader since the first event that it lacks', async () => {
    const answer = await of('a', 2);
    expect(answer).toMatchObject({ position: 5, parted: false });
    expect(answer?.behindSeconds).toBeGreaterThanOrEqual(7 * 60);
    expect(answer?.behindSeconds).toBeLessThan(8 * 60);
  });

  it('report nothing for an unknown tenant, and answer for each requested one', async () => {
    const places = ['nobody', 'a'].map((tenantId) => ({ tenantId, position: 0, epoch: '' }));
    const answers = await logPositions(pool, places);
    expect(answers).toMatchObject([
      { tenantId: 'nobody', position: 0, behindSeconds: 0, parted: false },
      { tenantId: 'a', position: 5 },
    ]);
  });

  it.each([
    ['beyond its end', 'a', 6, true],
    ['of an epoch that ended earlier', 'forked', 5, true],
    ['of the epoch that continues from this position', 'forked', 3, false],
  ])('recognise a history %s', async (_, tenantId, position, parted) => {
    expect(await of(tenantId, position)).toMatchObject({ parted });
  });

  it('recognise a history of the newest epoch', async () => {
    expect(await of('forked', 5, '2.second')).toMatchObject({ parted: false, behindSeconds: 0 });
  });

  it('are read on the connections of the other reads', async () => {
    const log = new PostgresEventLog({ appends: pool, reads: pool, render });
    expect(await log.position(tenantId('a'))).toBe(5);
    expect(await of('a', 5)).toMatchObject({ position: 5 });
    expect(await log.position(tenantId('forked'))).toBe(5);
  });

  it('cost no comparison of all with all', async () => {
    const client = await pool.connect();
    const ids = Array.from({ length: 100 }, (_, i) => `t${i}`);
    const values = [ids, ids.map(() => 1), ids.map(() => first)];
    try {
      expect(await comparedRows(client, READER_POSITIONS, values)).toBe(0);
    } finally {
      client.release();
    }
  });
});

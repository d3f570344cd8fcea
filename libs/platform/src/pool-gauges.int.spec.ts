import { freshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { createPool } from './database';
import { Metrics } from './metrics';
import { poolGauges } from './pool-gauges';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pools: readonly Pool[];
beforeAll(async () => {
  database = await freshDatabase('pools');
  const { url } = database;
  pools = ['rollcall-one', 'rollcall-one', 'rollcall-other'].map((name) =>
    createPool({ url, name, max: 2, onError: () => undefined }),
  );
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

it('show what is used, what waits and how many there may be, by name', async () => {
  const metrics = new Metrics('spec');
  poolGauges(metrics, pools);
  const shown = async (what: string, pool: string) => {
    const text = await metrics.registry.getSingleMetricAsString(`rollcall_pool_${what}`);
    return Number(new RegExp(`pool="rollcall-${pool}"[^}]*} (\\d+)`).exec(text)?.[1]);
  };
  const all = async (pool: string) =>
    Promise.all(['connections_used', 'waiting', 'connections_max'].map((one) => shown(one, pool)));
  expect([await all('one'), await all('other')]).toEqual([
    [0, 0, 4],
    [0, 0, 2],
  ]);
  const [first, second, other] = pools as [Pool, Pool, Pool];
  const held = [await first.connect(), await first.connect(), await second.connect()];
  const waiting = first.connect();
  expect([await all('one'), await all('other')]).toEqual([
    [3, 1, 4],
    [0, 0, 2],
  ]);
  for (const one of held) one.release();
  (await waiting).release();
  await other.query('SELECT 1');
  expect([await all('one'), await all('other')]).toEqual([
    [0, 0, 4],
    [0, 0, 2],
  ]);
});

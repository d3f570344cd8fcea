import { engines } from '@rollcall/testing';
import type { Pool } from 'pg';
import { createPool } from './database';
import { isDatabaseUnavailable } from './database-unavailable';

/** What a pool of ours rejects with, from an engine that is really away in each of the ways. */
describe('a database that is away', () => {
  const { databaseUrl } = engines();
  const pools: Pool[] = [];
  const poolOf = (url = databaseUrl, connectMs = 3_000): Pool => {
    const pool = createPool({ url, name: 'spec', max: 1, onError: () => undefined, connectMs });
    pools.push(pool);
    return pool;
  };
  const refusal = (asking: Promise<unknown>): Promise<unknown> =>
    asking.then(
      () => 'an answer',
      (reason: unknown) => reason,
    );
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.end())));

  it('is known when no server listens', async () => {
    const url = new URL(databaseUrl);
    url.port = '1';
    for (const host of ['127.0.0.1', 'localhost', 'nowhere.invalid']) {
      url.hostname = host;
      const reason = await refusal(poolOf(url.href).query('SELECT 1'));
      expect(isDatabaseUnavailable(reason)).toBe(true);
    }
  });

  it('is known when the connection breaks, or the server ends it', async () => {
    const pool = poolOf();
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = refusal(client.query('SELECT pg_sleep(5)'));
    await poolOf().query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isDatabaseUnavailable(await ended)).toBe(true);
    expect(isDatabaseUnavailable(await refusal(client.query('SELECT 1')))).toBe(true);
    client.release(true);
  });

  it('is known when every connection is taken, or a statement takes too long', async () => {
    const pool = poolOf(databaseUrl, 50);
    const client = await pool.connect();
    const late = await refusal(pool.query('SELECT 1'));
    await client.query('SET statement_timeout = 20');
    const slow = await refusal(client.query('SELECT pg_sleep(1)'));
    const frozen = await refusal(
      client.query({ text: 'SELECT pg_sleep(1)', query_timeout: 5 } as never),
    );
    client.release(true);
    expect([late, slow, frozen].map(isDatabaseUnavailable)).toEqual([true, true, true]);
  });

  it('is not what a wrong statement, or another fault, says', async () => {
    for (const text of ['SELECT 1/0', 'SELECT nothing', "SELECT 'x'::int"])
      expect(isDatabaseUnavailable(await refusal(poolOf().query(text)))).toBe(false);
    for (const other of [new Error('a fault'), new TypeError('x is undefined'), null, 'text'])
      expect(isDatabaseUnavailable(other)).toBe(false);
  });
});

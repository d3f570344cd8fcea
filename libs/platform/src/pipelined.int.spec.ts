import { engines } from '@rollcall/testing';
import type { Pool, PoolClient } from 'pg';
import { version } from 'pg/package.json';
import { createPool } from './database';
import { pipelined } from './pipelined';

describe('statements that are sent together', () => {
  let pool: Pool;
  let client: PoolClient;

  beforeAll(async () => {
    pool = createPool({
      url: engines().databaseUrl,
      name: 'spec',
      max: 1,
      onError: () => undefined,
    });
    client = await pool.connect();
  });
  afterAll(async () => {
    client.release();
    await pool.end();
  });

  /** What they answer, and how many packets the socket had sent before `ask` was over. */
  const sendThree = async (
    driver: string,
  ): Promise<readonly [answers: unknown, writes: number]> => {
    const { stream } = (client as unknown as { connection: { stream: { writableLength: number } } })
      .connection;
    let waiting = 0;
    const answers = await pipelined(
      client,
      () => {
        const all = Promise.all(
          [1, 2, 3].map((n) => client.query<{ n: number }>('SELECT $1::int AS n', [n])),
        );
        waiting = stream.writableLength;
        return all;
      },
      driver,
    );
    return [answers.map(({ rows }) => rows[0]?.n), waiting];
  };

  it('wait for each other and leave in one packet', async () => {
    const [answers, waiting] = await sendThree(version);
    expect(answers).toEqual([1, 2, 3]);
    expect(waiting).toBeGreaterThan(0);
  });

  it.each(['9.0.0', '7.18.2'])('are sent at once with a driver of version %s', async (driver) => {
    const [answers, waiting] = await sendThree(driver);
    expect(answers).toEqual([1, 2, 3]);
    expect(waiting).toBe(0);
  });
});

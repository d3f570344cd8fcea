import type { EventMessage } from '@rollcall/contracts';
import { runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { Client } from 'pg';
import { Epochs } from '../epochs/epochs';
import { RelayRound, TooLarge } from './relay-round';
import { HELD, RELEASE_HOLD } from './relay.queries';
import { schema } from '../database/schema';

const GENERATION = 1;

/** Takes what is small, and no megabyte at once, as a broker does. */
const broker = {
  sends: 0,
  partitionOf: () => 0,
  publish: (_: number, messages: readonly EventMessage[]) => {
    broker.sends += 1;
    const sizes = messages.map(({ value }) => value.length);
    return Math.max(...sizes) > 2_000 || sizes.reduce((sum, one) => sum + one, 0) > 1_000_000
      ? Promise.reject(new TooLarge('larger than 2,000 bytes, or than a megabyte'))
      : Promise.resolve(undefined);
  },
};

describe('a round of the relay', () => {
  let database: FreshDatabase;
  let sql: Client;
  let round: RelayRound;
  let published: [string, number][];
  let counted: number;
  let held: string[];

  beforeEach(async () => {
    database = await freshDatabase('round');
    await runMigrations(database.url, schema);
    sql = new Client({ connectionString: database.url });
    await sql.connect();
    published = [];
    counted = 0;
    held = [];
    const observer = {
      published: (tenant: string, position: number, events: number) => {
        published.push([tenant, position]);
        counted += events;
      },
      held: (tenant: string) => void held.push(tenant),
    };
    round = new RelayRound(sql, broker, observer, GENERATION, await Epochs.read(sql), new Map());
  });
  afterEach(async () => {
    await sql.end();
    await database.drop();
  });

  /**
   * The events `from` to `to` of each tenant; `large`: the position of one that no broker accepts.
   */
  const record = async (
    tenants: readonly string[],
    from: number,
    to: number,
    large = 0,
    size = 1,
  ) => {
    await sql.query(
      `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data,
         actor, correlation_id, command_id, recorded_at)
       SELECT t, n, 'users/u', n, 'UserDeactivated', 1,
         jsonb_build_object('login', repeat('l', CASE n WHEN $4::int THEN 3000 ELSE $5::int END)),
         'a', 'c', gen_random_uuid(), now()
       FROM unnest($1::text[]) AS t, generate_series($2::int, $3::int) AS n`,
      [tenants, from, to, large, size],
    );
    await sql.query(
      `INSERT INTO tenants SELECT t, 'T', 'strict', 'enabled', NULL, now(), $2, '0'
       FROM unnest($1::text[]) AS t
       ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position`,
      [tenants, to],
    );
  };

  it('holds a tenant until it is released, whatever is recorded meanwhile', async () => {
    await record(['a', 'b'], 1, 3, 2);
    await round.run(undefined);
    expect([held, published]).toEqual([['a', 'b'], expect.arrayContaining([['a', 1]])]);
    await record(['a'], 4, 4);
    await round.run(['a']);
    expect(held).toEqual(['a', 'b']);
    expect(published.filter(([tenant]) => tenant === 'a')).toEqual([['a', 1]]);
    await sql.query(`UPDATE events SET data = '{}' WHERE position = 2`);
    await sql.query(RELEASE_HOLD, [[GENERATION], 'a']);
    await round.run(['a']);
    expect(published.at(-1)).toEqual(['a', 4]);
    const { rows } = await sql.query<{ tenant_id: string }>(HELD, [[GENERATION]]);
    expect(rows.map((row) => row.tenant_id)).toEqual(['b']);
  });

  it('sends no more at once than a broker takes, and less than one by one', async () => {
    await record(['a', 'b'], 1, 500, 0, 1_200);
    broker.sends = 0;
    await round.run(undefined);
    expect(published).toEqual(
      expect.arrayContaining([
        ['a', 500],
        ['b', 500],
      ]),
    );
    expect(counted).toBe(1_000);
    expect(broker.sends).toBeLessThan(5);
    expect(round.sends).toBe(broker.sends);
    // Held at its second event: no later send takes the tenant up again.
    await record(['c'], 1, 500, 2, 1_200);
    await round.run(['c']);
    expect([published.at(-1), held]).toEqual([['c', 1], ['c']]);
  });

  it('serves every tenant in turn, however many have more to publish than a round takes', async () => {
    const many = Array.from({ length: 201 }, (_, index) => `t${index}`);
    await record(many, 1, 501);
    const more = await round.run(undefined);
    expect(new Set(more)).toEqual(new Set(many));
    expect(new Set(published.map(([, position]) => position))).toEqual(new Set([50]));
    await round.run(undefined);
    expect(new Set(published.map(([tenant]) => tenant)).size).toBe(201);
  }, 30_000);
});

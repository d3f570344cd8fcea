import { runMigrations, type Schema } from '@rollcall/platform';
import { eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { Client } from 'pg';
import { Nesting1764710000000 } from '../../database/migrations/1764710000000-nesting';
import { schema } from '../../database/schema';

const all = schema.migrations as readonly unknown[];
const before: Schema = {
  ...schema,
  migrations: all.slice(0, all.indexOf(Nesting1764710000000)) as NonNullable<Schema['migrations']>,
};
const INDEX = `ON memberships (tenant_id, group_id, member_id) WHERE type = 'Group'`;

describe('the index of groups inside groups', () => {
  let database: FreshDatabase;
  const open: Client[] = [];
  const connected = async (): Promise<Client> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    open.push(client);
    return client;
  };
  beforeEach(async () => {
    database = await freshDatabase('nesting');
    await runMigrations(database.url, before);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.end()));
    await database.drop();
  });

  const join = (client: Client, memberId: string) =>
    client.query(`INSERT INTO memberships VALUES ('acme', 'g', $1, 'Group')`, [memberId]);
  const valid = async (client: Client) =>
    (
      await client.query<{ valid: boolean }>(
        `SELECT indisvalid AS valid FROM pg_index
         WHERE indexrelid = to_regclass('memberships_inner')`,
      )
    ).rows.map((row) => row.valid);

  it('is built while groups change, and waits for older transactions', async () => {
    const [early, late, asking] = [await connected(), await connected(), await connected()];
    await early.query('BEGIN');
    await join(early, 'a');
    const migrating = runMigrations(database.url, schema);
    await eventually(async () => {
      const { rows } = await asking.query(`SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ~ 'memberships_inner'`);
      expect(rows).toHaveLength(1);
    });
    // Longer than the time limit of a step that would block others.
    await asking.query('SELECT pg_sleep(3.5)');
    await late.query('SET lock_timeout = 500');
    await join(late, 'b');
    await early.query('COMMIT');
    expect(await migrating).toContain('Nesting1764710000000');
    expect(await valid(asking)).toEqual([true]);
  }, 30_000);

  it('is built again after an interrupted build', async () => {
    const [early, other] = [await connected(), await connected()];
    await early.query('BEGIN');
    await join(early, 'a');
    await other.query('SET lock_timeout = 100');
    const half = other.query(`CREATE INDEX CONCURRENTLY memberships_inner ${INDEX}`);
    await expect(half).rejects.toThrow(/lock timeout/);
    await early.query('COMMIT');
    expect(await valid(other)).toEqual([false]);
    expect(await runMigrations(database.url, schema)).toContain('Nesting1764710000000');
    expect(await valid(other)).toEqual([true]);
  });

  it('stays unchanged when it was built and not noted', async () => {
    const client = await connected();
    await client.query(`CREATE INDEX memberships_inner ${INDEX}`);
    const oid = () => client.query(`SELECT 'memberships_inner'::regclass::oid AS oid`);
    const { rows } = await oid();
    expect(await runMigrations(database.url, schema)).toContain('Nesting1764710000000');
    expect((await oid()).rows).toEqual(rows);
  });
});

import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { Client, type Pool } from 'pg';
import { schema } from '../database/schema';
import { keepPartitions } from '../request-log/partitions';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { ACME, WORD, SOURCE, INITIATOR, Ground } from './acting.fixture';
import { changes } from './delivery-doings.fixture';
import { DOINGS, file, type Doing } from './doings.fixture';

describe('what people do', () => {
  let ground: Ground;
  let close: () => Promise<void>;

  beforeEach(async () => {
    const database = await freshDatabase('facts_first');
    await runMigrations(database.url, schema);
    const { url } = database;
    const pool = createPool({ url, name: 'spec', max: 6, onError: () => undefined });
    const client = new Client({ connectionString: url });
    await client.connect();
    ground = new Ground(pool, client);
    await keepPartitions(pool);
    await ground.tenants.register(
      ACME,
      { name: 'Acme', profile: 'full', provisioning: 'enabled' },
      INITIATOR,
    );
    close = async () => {
      ground.away.close();
      await Promise.all([pool.end(), client.end()]);
      await database.drop();
    };
  });
  afterEach(() => close());

  /** Every row of every table. */
  const all = async (): Promise<unknown> => {
    const { rows: tables } = await ground.pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const contents: [string, unknown][] = [];
    for (const { name } of tables) {
      const { rows } = await ground.pool.query(`SELECT t::text FROM ${name} t ORDER BY 1`);
      contents.push([name, rows]);
    }
    return Object.fromEntries(contents);
  };
  const refuse = async (): Promise<void> => {
    await ground.pool.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'not now'; END $$`);
    for (const table of ['events', 'operator_acts'])
      await ground.pool.query(`
        CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse()`);
  };

  it.each(Object.keys(DOINGS))('does not happen when it cannot be recorded: %s', async (name) => {
    const { given, does } = DOINGS[name] as Doing;
    await given?.(ground);
    await refuse();
    changes.length = 0;
    const before = await all();
    await expect(does(ground)).rejects.toThrow();
    expect(await all()).toEqual(before);
    if (name === 'a history that leaves') expect(file.written).toBe('');
    expect(changes).toEqual([]);
  });

  it.each(Object.keys(DOINGS))('says who, from where and in which request: %s', async (name) => {
    const { given, does, leaves, by = 'operator:ada' } = DOINGS[name] as Doing;
    await given?.(ground);
    await does(ground);
    const { rows } = await ground.pool.query<{ actor: string; source: string; word: string }>(
      `SELECT actor, data->>'source' AS source, correlation_id AS word FROM events WHERE type = $1
       UNION ALL SELECT actor, source, correlation_id FROM operator_acts WHERE type = $1`,
      [leaves],
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatchObject({ source: SOURCE, word: WORD });
      expect(row.actor).toMatch(by);
    }
  });

  it('is listed for operators, page by page, newest first', async () => {
    for (const epoch of ['a', 'b', 'c'])
      await ground.operatorAudit.record({ type: 'EpochRenewed', data: { epoch } }, INITIATOR);
    const first = await ground.operatorAudit.page({ count: 2 });
    expect(first.acts.map(({ data }) => data)).toEqual([{ epoch: 'c' }, { epoch: 'b' }]);
    const second = await ground.operatorAudit.page({ count: 2, after: first.next as string });
    expect(second).toMatchObject({ acts: [{ data: { epoch: 'a' } }], next: null });
    await expect(ground.operatorAudit.page({ count: 2, after: 'x' })).rejects.toThrow(/next of/);
  });

  it('is added to by a role that can change and delete none of it', async () => {
    const { client } = ground;
    const role = `auditor_${Date.now()}`;
    await client.query(`CREATE ROLE ${role}`);
    try {
      await client.query(`GRANT SELECT, INSERT ON operator_acts TO ${role}`);
      await client.query(`SET ROLE ${role}`);
      await new OperatorAuditLog(client as unknown as Pool).record(
        { type: 'EpochRenewed', data: {} },
        INITIATOR,
      );
      for (const statement of [
        'UPDATE operator_acts SET actor = $1',
        'DELETE FROM operator_acts WHERE actor = $1',
      ])
        await expect(client.query(statement, ['x'])).rejects.toThrow(/permission denied/);
    } finally {
      await client.query('RESET ROLE');
      await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});

import { userSubject } from '@rollcall/domain';
import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import type { Pool } from 'pg';
import { PostgresEventLog } from '../postgres-event-log';
import { render } from '../resources/render';
import { BASE, group, Scene } from '../scene.fixture';
import { schema } from '../../database/schema';

const MANY = 50_000;

/** Groups have no limit of members: a caller that waits for very many does not block the others. */
describe('while the members of a very large group are read', () => {
  let database: FreshDatabase;
  let pools: Pool[];
  let log: PostgresEventLog;

  beforeAll(async () => {
    database = await freshDatabase('members_apart');
    await runMigrations(database.url, schema);
    const pool = (name: string, max: number) =>
      createPool({ url: database.url, name, max, onError: () => undefined });
    pools = [pool('appends', 2), pool('reads', 1), pool('members', 3)];
    const [appends, reads, members] = pools as [Pool, Pool, Pool];
    log = new PostgresEventLog({ appends, reads, members, render });
  });
  afterAll(async () => {
    await Promise.all((pools ?? []).map((pool) => pool.end()));
    await database?.drop();
  });

  it('another tenant’s group, a user and the settings of a tenant are read', async () => {
    const large = await Scene.on(log);
    const other = await Scene.on(log);
    await pools[0]?.query(
      `INSERT INTO memberships (tenant_id, group_id, member_id, type)
       SELECT $1, 'g', 'u' || n, 'User' FROM generate_series(1, $2::int) AS n`,
      [large.id, MANY],
    );
    const ada = await other.joins('Ada');
    const came: string[] = [];
    const as = (name: string, reading: Promise<unknown>) => reading.then(() => came.push(name));
    await Promise.all([
      as('large', log.resources.memberships(large.id, group('g'), BASE)),
      as('groups of a user', log.resources.memberships(other.id, userSubject(ada.id), BASE)),
      as('another group', log.resources.memberships(other.id, group('g'), BASE)),
      as('user', log.resources.read(other.id, 'full', userSubject(ada.id))),
      as('settings', log.tenant(other.id)),
    ]);
    expect(came.at(-1)).toBe('large');
    expect(came).toHaveLength(5);
  });
});

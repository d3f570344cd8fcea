import { tenantId, TEST_USER_DOMAIN, type Attributes } from '@rollcall/contracts';
import { createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { Client, type Pool } from 'pg';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { TenantCommands } from '../tenancy/tenant-commands';
import { PUT as PUT_DIALECT } from '../idp-compat/dialects.queries';
import { GroupCommands } from '../scim/groups/group-commands';
import { PostgresEventLog } from '../event-log/postgres-event-log';
import { render } from '../event-log/resources/render';
import { schema } from '../database/schema';
import type { Caller } from '../scim/pipeline/caller';
import { UserCommands } from '../scim/users/user-commands';
import { exportTenant } from './export';
import { Import, type Imported } from './import';

export const OPERATOR: Initiator = { actor: 'operator', correlationId: 'c' };
export const ACME = tenantId('acme');

/** Everything of a tenant that moves with it. */
export const TABLES = ['tenants', 'events', 'streams', 'claims', 'memberships', 'dialects'];

const always = (): boolean => true;

/** One log in a separate database, with or without the tenant `acme`. */
export class Installation {
  readonly tenants: TenantCommands;

  private constructor(
    readonly database: FreshDatabase,
    readonly sql: Client,
    private readonly pools: readonly [Pool, Pool],
    readonly log: PostgresEventLog,
  ) {
    this.tenants = new TenantCommands(log);
  }

  static async open(): Promise<Installation> {
    const database = await freshDatabase('moving');
    await runMigrations(database.url, schema);
    const pool = (name: string) =>
      createPool({ url: database.url, name, max: 2, onError: () => undefined });
    const [appends, reads] = [pool('appends'), pool('reads')];
    const log = new PostgresEventLog({ appends, reads, render });
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    return new Installation(database, sql, [appends, reads], log);
  }

  async close(): Promise<void> {
    await Promise.all([this.sql.end(), ...this.pools.map((one) => one.end())]);
    await this.database.drop();
  }

  async export(): Promise<string> {
    let file = '';
    await exportTenant(this.sql, ACME, OPERATOR, async (text) => void (file += text));
    return file;
  }

  /** In pieces that are also cut in the middle of a character; on a separate connection. */
  async import(file: string): Promise<Imported> {
    async function* chunks() {
      const bytes = Buffer.from(file);
      for (let at = 0; at < bytes.length; at += 1_001) yield bytes.subarray(at, at + 1_001);
    }
    const client = await this.connected();
    try {
      return await new Import(client, chunks(), render, OPERATOR).run();
    } finally {
      await client.end();
    }
  }

  /** As the command line connects, but for how long it waits for a lock. */
  async connected(): Promise<Client> {
    const options = '-c lock_timeout=1000';
    const client = new Client({ connectionString: this.database.url, options });
    await client.connect();
    return client;
  }

  /** Every row that the tenant has in a table. */
  async rows(table: string): Promise<readonly string[]> {
    const { rows } = await this.sql.query<{ row: string }>(
      `SELECT to_json(t)::text AS row FROM ${table} t WHERE tenant_id = $1 ORDER BY 1`,
      [ACME],
    );
    return rows.map(({ row }) => row);
  }

  /**
   * People and groups are created, changed, joined, left and deleted; then provisioning is
   * disabled.
   */
  async live(people: number): Promise<void> {
    const { tenants, log } = this;
    const settings = { name: 'Acme', profile: 'full', provisioning: 'enabled' } as const;
    const tenant = await tenants.register(ACME, settings, OPERATOR);
    if (!tenant) throw new Error('acme was there');
    const endless = { tokenLabel: 'T', tokenEndsAt: Infinity };
    const caller: Caller = { tenantId: ACME, tokenId: 't1', ...endless, tenant };
    const [users, groups] = [new UserCommands(log), new GroupCommands(log)];
    const idOf = ({ subject }: { subject: string }): string => subject.split('/')[1] as string;
    const person = async (userName: string, more: Attributes = {}): Promise<string> => {
      const attributes = { userName, displayName: userName, active: true, ...more };
      return idOf(await users.provision(caller, attributes, 'c'));
    };
    const group = async (displayName: string, ...ids: string[]): Promise<string> => {
      const members = ids.map((id) => ({ id }));
      return idOf(await groups.create(caller, { attributes: { displayName }, members }, 'c'));
    };
    const ada = await person('Ada@example.com', { externalId: '00u1', title: 'Née\t"\\\u2028' });
    const [bob, eve] = [await person('bob@example.com'), await person('eve@example.com')];
    await person('Ｚoe@example.com');
    const crowd = await Promise.all(
      Array.from({ length: people }, (_, i) => person(`u${i}@example.com`)),
    );
    await person(`probe@${TEST_USER_DOMAIN}`);
    const team = await group('Team', ada, bob, eve, ...crowd);
    const [inner, over] = [await group('Inner', ada), await group('Over', eve)];
    const named = (displayName: string) => (now: Attributes) => ({ ...now, displayName });
    const add = { kind: 'add', members: [{ id: inner }] } as const;
    const remove = { kind: 'remove', ids: [ada] } as const;
    const change = { desired: named('The Team'), steps: [add, remove] };
    await groups.change(caller, team, change, always, 'c');
    const off = (now: Attributes) => ({ ...now, userName: 'Robert@example.com', active: false });
    await users.change(caller, bob, off, always, 'c');
    await users.remove(caller, eve, always, 'c');
    await groups.remove(caller, over, always, 'c');
    const dialect = { strictness: 'interop', quirksOff: ['a', 'b'] } as const;
    await new AuditLog(log).record(ACME, { type: 'DialectChosen', data: dialect }, OPERATOR);
    await this.sql.query(PUT_DIALECT, [ACME, dialect.strictness, dialect.quirksOff]);
    await tenants.change(ACME, { rateLimit: 77, name: 'Acme & Co' }, OPERATOR);
    await tenants.change(ACME, { provisioning: 'disabled' }, OPERATOR);
  }
}

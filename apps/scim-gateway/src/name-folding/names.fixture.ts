import {
  subject,
  tenantId,
  type Attributes,
  type NameView,
  type ProfileName,
  type Subject,
} from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { foldCase, parseListQuery, profiles } from '@rollcall/protocol';
import { freshDatabase } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { TenantCommands } from '../tenancy/tenant-commands';
import { GroupCommands } from '../scim/groups/group-commands';
import { GroupQuestions } from '../scim/groups/group-questions';
import { GroupResources } from '../scim/groups/group-resources';
import type { Change, TenantState } from '../event-log/port/event-log';
import type { Reading } from '../event-log/resources/resources';
import { PostgresEventLog } from '../event-log/postgres-event-log';
import { render } from '../event-log/resources/render';
import { schema } from '../database/schema';
import type { Caller } from '../scim/pipeline/caller';
import type { ChangeContext, ResourceType } from '../scim/pipeline/resource-type';
import type { Directory } from '../scim/listing/directory';
import { UserCommands } from '../scim/users/user-commands';
import { UserQuestions } from '../scim/users/user-questions';
import { UserResources } from '../scim/users/user-resources';
import { NameCollisions } from './name-collisions';
import { Refolding } from './refolding';

const ANY = (): boolean => true;
const quiet = createLogger('spec', 'silent', { write: () => undefined });
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** One database that several gateways write, a tenant at a time. */
export class Ground {
  private constructor(
    readonly pool: Pool,
    private readonly pools: readonly Pool[],
    private readonly drop: () => Promise<void>,
  ) {}

  static async on(name: string): Promise<Ground> {
    const database = await freshDatabase(name);
    await runMigrations(database.url, schema);
    const pools = ['a', 'b', 'c'].map((one) =>
      createPool({ url: database.url, name: one, max: 3, onError: () => undefined }),
    );
    return new Ground(pools[0] as Pool, pools, () => database.drop());
  }

  async end(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
    await this.drop();
  }

  /** The logs of two gateways: each batches by itself. */
  gateways(): readonly [PostgresEventLog, PostgresEventLog] {
    const [a, b] = this.pools
      .slice(1)
      .map((pool) => new PostgresEventLog({ appends: pool, reads: pool, render }));
    return [a as PostgresEventLog, b as PostgresEventLog];
  }

  async tenant(profile: ProfileName): Promise<Tenant> {
    const [here, there] = this.gateways();
    const fields = { name: 'T', profile, provisioning: 'enabled' } as const;
    const initiator = { actor: 'operator', correlationId: 'c' };
    const id = tenantId(`t-${randomUUID()}`);
    const state = await new TenantCommands(here).register(id, fields, initiator);
    return new Tenant(this.pool, state as TenantState, here, there);
  }
}

/** A tenant of two gateways, and of one of the release before. */
export class Tenant {
  readonly users: readonly [ResourceType, ResourceType];
  readonly groups: readonly [ResourceType, ResourceType];

  constructor(
    private readonly pool: Pool,
    readonly state: TenantState,
    readonly log: PostgresEventLog,
    there: PostgresEventLog,
  ) {
    const nowhere = undefined as unknown as Directory;
    const usersOf = (one: PostgresEventLog) =>
      new UserResources(new UserCommands(one), new UserQuestions(one, one.resources, nowhere));
    const groupsOf = (one: PostgresEventLog) =>
      new GroupResources(new GroupCommands(one), new GroupQuestions(one, one.resources, nowhere));
    this.users = [usersOf(log), usersOf(there)];
    this.groups = [groupsOf(log), groupsOf(there)];
  }

  get context(): ChangeContext {
    const { tenantId: id } = this.state;
    const tenant = this.state;
    const caller: Caller = { tenantId: id, tokenId: '1', tokenLabel: '', tokenEndsAt: 0, tenant };
    return { caller, condition: ANY, correlationId: 'c' };
  }

  person(userName: string, more: Attributes = {}): object {
    return { schemas: [USER], userName, displayName: 'P', ...more };
  }

  async joins(userName: string, gateway = 0): Promise<Subject> {
    const users = this.users[gateway] as ResourceType;
    return (await users.create(this.context, this.person(userName))).subject;
  }

  async group(displayName: string): Promise<Subject> {
    const body = { schemas: [GROUP], displayName };
    return (await this.groups[0].create(this.context, body)).subject;
  }

  patch(of: Subject, path: string, value: unknown): Promise<Reading> {
    const Operations = [{ op: 'replace', path, value }];
    const [kind = '', id = ''] = of.split('/');
    const [type] = kind === 'groups' ? this.groups : this.users;
    return type.patch(this.context, id, { schemas: [PATCH], Operations });
  }

  leaves(of: Subject): Promise<number> {
    const [kind = '', id = ''] = of.split('/');
    return (kind === 'groups' ? this.groups : this.users)[0].remove(this.context, id);
  }

  /** Finds a user by an equality, through the log. */
  async found(name: string, attribute = 'userName'): Promise<readonly Subject[]> {
    const type = attribute === 'userName' ? this.users[0] : this.groups[0];
    const filter = `${attribute} eq ${JSON.stringify(name)}`;
    const query = parseListQuery({ filter }, profiles.full);
    const found = await type.find(this.context.caller, query, {
      mark: undefined,
      withMemberships: false,
    });
    if (found.from !== 'log') throw new Error('the list came from the directory');
    return found.readings.map((one) => one.subject);
  }

  /** What the release before did when it made somebody, or a group. */
  async formerly(kind: 'userName' | 'groupName', name: string): Promise<Subject> {
    const id = randomUUID();
    const of = subject(kind === 'userName' ? 'users' : 'groups', id);
    const login = foldCase(name);
    const person = { userName: name, displayName: 'P', active: true };
    const membership = '0000000000000000';
    const made: Pick<Change, 'facts' | 'attributes'> =
      kind === 'userName'
        ? {
            facts: [{ type: 'UserProvisioned', data: { userId: id, login, attributes: person } }],
            attributes: person,
          }
        : {
            facts: [{ type: 'GroupCreated', data: { groupId: id, displayName: name } }],
            attributes: { displayName: name, membership },
          };
    const claimsAfter = [{ kind, value: login, folding: 1 }];
    await this.append({ subject: of, status: 'active', claimsBefore: [], claimsAfter, ...made });
    return of;
  }

  /** As the release before took leave of somebody: it knows of its own claim alone. */
  async leftFormerly(of: Subject, name: string): Promise<void> {
    const [, userId] = of.split('/');
    const login = foldCase(name);
    const facts = [{ type: 'UserDeprovisioned', data: { userId, login, userName: name } }];
    const claimsBefore = [{ kind: 'userName' as const, value: login, folding: 1 }];
    await this.append({
      subject: of,
      status: 'gone',
      attributes: {},
      claimsBefore,
      claimsAfter: [],
      facts,
    });
  }

  async refolded(atOnce?: number): Promise<void> {
    const users = new UserCommands(this.log);
    const groups = new GroupCommands(this.log);
    const refold = {
      userName: users.refold.bind(users),
      groupName: groups.refold.bind(groups),
    };
    await new Refolding(this.pool, refold, quiet, atOnce).run();
  }

  async report(): Promise<readonly NameView[]> {
    return (await new NameCollisions(this.pool).page(this.state.tenantId, undefined)).names;
  }

  /** `value folding` of the claims of a user. */
  async claims(of: Subject): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ claim: string }>(
      `SELECT value || ' ' || folding AS claim FROM claims
       WHERE tenant_id = $1 AND subject = $2 ORDER BY folding, value`,
      [this.state.tenantId, of],
    );
    return rows.map(({ claim }) => claim);
  }

  /** What a directory logs somebody in by. */
  async login(of: Subject): Promise<string> {
    const { rows } = await this.pool.query<{ login: string }>(
      `SELECT data->>'login' AS login FROM events
       WHERE tenant_id = $1 AND subject = $2 ORDER BY position DESC LIMIT 1`,
      [this.state.tenantId, of],
    );
    return String(rows[0]?.login);
  }

  private async append(change: Change): Promise<void> {
    await this.log.append(this.state.tenantId, {
      id: randomUUID(),
      actor: 'token:1',
      correlationId: 'c',
      reads: { subjects: [change.subject], claims: change.claimsAfter },
      decide: () => ({ change }),
    });
  }
}

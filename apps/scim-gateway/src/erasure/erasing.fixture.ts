import { tenantId, type Attributes, type TenantId } from '@rollcall/contracts';
import { createLogger, createPool, runMigrations } from '@rollcall/platform';
import { freshDatabase } from '@rollcall/testing';
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { TenantCommands } from '../tenancy/tenant-commands';
import { GroupCommands } from '../scim/groups/group-commands';
import type { TenantState } from '../event-log/port/event-log';
import { PostgresEventLog } from '../event-log/postgres-event-log';
import { schema } from '../database/schema';
import type { RequestEntry } from '../request-log/entry';
import { keepPartitions } from '../request-log/partitions';
import { RequestLog } from '../request-log/request-log';
import { requestLogSchema } from '../database/request-log-schema';
import type { Caller } from '../scim/pipeline/caller';
import { UserCommands } from '../scim/users/user-commands';
import { render } from '../event-log/resources/render';
import { Erasing, type Step } from './erasing';
import { ErasureCommands } from './erasure-commands';
import { Erasures } from './erasures';
import { tenantSteps } from './tenant-steps';
import { userSteps } from './user-steps';

const quiet = createLogger('spec', 'silent', { write: () => undefined });
export const INITIATOR = { actor: 'operator', correlationId: 'asked-to-erase' } as const;
export const PERSON = {
  userName: 'Zelda.Quux@example.com',
  displayName: 'Zelda Quux',
  externalId: '00uZELDA',
  name: { familyName: 'Quux', givenName: 'Zelda', formatted: 'Zelda Quux' },
  emails: [{ value: 'zq@private.example', type: 'work' }],
  active: true,
};
export const TEXTS = ['zelda', 'quux', '00uzelda', 'zq@private.example'];
export const OTHER = { userName: 'bob@example.com', displayName: 'Bob', active: true };

const UNSEEN = {
  written: () => undefined,
  dropped: () => undefined,
  folded: () => undefined,
  bounded: () => undefined,
};
const ANY = (): boolean => true;

/** A separate event log, with the tools to fill it and to erase from it. */
export class Ground {
  readonly forgotten: TenantId[] = [];
  readonly log: PostgresEventLog;
  readonly commands: ErasureCommands;
  readonly erasures: Erasures;
  private seq = 0;

  private constructor(
    readonly url: string,
    readonly pool: Pool,
    /** The same, unless the request log has a separate database. */
    readonly requestLog: Pool,
    readonly requestLogUrl: string,
    private readonly drop: () => Promise<void>,
  ) {
    this.log = new PostgresEventLog({ appends: pool, reads: pool, render });
    this.commands = new ErasureCommands(this.log);
    this.erasures = new Erasures(pool);
  }

  static async on(name: string): Promise<Ground> {
    const database = await freshDatabase(name);
    await runMigrations(database.url, schema);
    const { url } = database;
    const pool = createPool({ url, name: 'spec', max: 6, onError: () => undefined });
    await keepPartitions(pool);
    return new Ground(url, pool, pool, url, () => database.drop());
  }

  /** The same, with the request log in a separate database. */
  static async apart(name: string): Promise<Ground> {
    const { url, pool, drop } = await Ground.on(name);
    const own = await freshDatabase(`${name}_requests`);
    await runMigrations(own.url, requestLogSchema);
    const requestLog = createPool({ url: own.url, name: 'spec', max: 2, onError: () => undefined });
    await keepPartitions(requestLog);
    return new Ground(url, pool, requestLog, own.url, async () => {
      await requestLog.end();
      await Promise.all([drop(), own.drop()]);
    });
  }

  async end(): Promise<void> {
    await this.pool.end();
    await this.drop();
  }

  async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, values)).rows;
  }

  async tenant(name = 'Acme'): Promise<Scenery> {
    const id = tenantId(`t${randomBytes(6).toString('hex')}`);
    const settings = { name, profile: 'full', provisioning: 'enabled' } as const;
    const state = await new TenantCommands(this.log).register(id, settings, INITIATOR);
    await this.published(id, 1_000_000);
    return new Scenery(this, state as TenantState);
  }

  /** Notes, as the relay does, that the topic has the tenant's events up to this position. */
  async published(id: TenantId, position: number): Promise<void> {
    await this.sql(
      `INSERT INTO relayed VALUES (1, $1, $2, NULL)
       ON CONFLICT (generation, tenant_id) DO UPDATE SET position = excluded.position`,
      [id, position],
    );
  }

  /** Undefined when the id is already taken. */
  registers(id: TenantId): Promise<TenantState | undefined> {
    const settings = { name: 'Again', profile: 'full', provisioning: 'enabled' } as const;
    return new TenantCommands(this.log).register(id, settings, INITIATOR);
  }

  /** Ends all leases, as if their gateways had died. */
  async leaseIsOver(): Promise<void> {
    await this.sql(
      `UPDATE erasures SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL`,
    );
  }

  /** `steps` replaces the real ones, to fail in the middle of them. */
  erasing(steps: (real: readonly Step[]) => readonly Step[] = (real) => real): Erasing {
    const forget = (id: TenantId) => Promise.resolve(void this.forgotten.push(id));
    const real = {
      user: steps(userSteps(this.pool, this.requestLog, this.erasures)),
      tenant: steps(tenantSteps(this.pool, this.requestLog, this.erasures, forget)),
    };
    return new Erasing(this.erasures, real, quiet, 0);
  }

  async requests(entries: readonly Partial<RequestEntry>[], of: TenantId): Promise<void> {
    const log = new RequestLog(this.requestLog, quiet, UNSEEN);
    for (const more of entries)
      log.add({
        tenantId: of,
        at: Date.now(),
        seq: (this.seq += 1),
        method: 'GET',
        path: '/Users',
        status: 200,
        ms: 3,
        tokenId: 'one',
        tokenLabel: 'label of Acme',
        admitted: true,
        resourceId: null,
        test: false,
        attributes: [],
        quirks: [],
        refusal: null,
        correlationId: 'c',
        captured: null,
        count: 1,
        ...more,
      });
    await log.onApplicationShutdown();
  }
}

/** One tenant's people and groups. */
export class Scenery {
  readonly id: TenantId;
  private readonly caller: Caller;
  private readonly users: UserCommands;
  private readonly groups: GroupCommands;

  constructor(
    readonly ground: Ground,
    readonly tenant: TenantState,
  ) {
    this.id = tenant.tenantId;
    const token = { tokenId: 'one', tokenLabel: 'okta', tokenEndsAt: Number.MAX_VALUE };
    this.caller = { tenantId: this.id, tenant, ...token };
    this.users = new UserCommands(ground.log);
    this.groups = new GroupCommands(ground.log);
  }

  async joins(attributes: Attributes, correlationId = 'c'): Promise<string> {
    const { subject } = await this.users.provision(this.caller, attributes, correlationId);
    return subject.slice('users/'.length);
  }

  isCalled(id: string, displayName: string): Promise<void> {
    return this.becomes(id, { displayName });
  }

  /** Other values than before. */
  async becomes(id: string, attributes: Attributes, correlationId = 'c'): Promise<void> {
    const desired = (now: Attributes): Attributes => ({ ...now, ...attributes });
    await this.users.change(this.caller, id, desired, ANY, correlationId);
  }

  async leaves(id: string): Promise<void> {
    await this.users.remove(this.caller, id, ANY, 'c');
  }

  async group(attributes: Attributes, members: readonly string[]): Promise<string> {
    const body = { attributes, members: members.map((id) => ({ id })) };
    const { subject } = await this.groups.create(this.caller, body, 'c');
    return subject.slice('groups/'.length);
  }

  async renames(id: string, displayName: string): Promise<void> {
    const desired = (now: Attributes): Attributes => ({ ...now, displayName });
    await this.groups.change(this.caller, id, { desired, steps: [] }, ANY, 'c');
  }

  async removesGroup(id: string): Promise<void> {
    await this.groups.remove(this.caller, id, ANY, 'c');
  }

  async closes(): Promise<void> {
    const settings = { provisioning: 'disabled' } as const;
    await new TenantCommands(this.ground.log).change(this.id, settings, INITIATOR);
  }
}

/** Attributes of another person that mention this one. */
const aboutHer = (name: string): Attributes => ({
  title: `Assistant of ${name}`,
  emails: [{ value: 'bob@example.com' }, { value: `${name.split(' ').join('.')}@example.com` }],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
    division: `Friends of "${name}"\nand others`,
    manager: { value: 'somebody', displayName: name },
  },
});

/**
 * Entries of the request log with words that a sender invented, some written by a former release.
 */
const WORDS: readonly Partial<RequestEntry>[] = [
  { attributes: ['userName', 'zeldaQuux', 'x_quux', 'Zelda', 'title'] },
  { path: '/Users/Quux?sortBy=Zelda&attributes=name' },
  { path: '/zelda' },
  {
    status: 400,
    correlationId: 'zelda-quux-was-here',
    refusal: {
      code: 'attribute-unknown',
      scimType: 'invalidSyntax',
      attribute: 'urn:zelda:quux',
      detail: 'The attribute "urn:zelda:quux" is not accepted.',
      refused: ['urn:zelda:quux', 'emails[type eq "work"].value', 'name.givenName'].map(
        (attribute) => ({ code: 'attribute-unknown', attribute }),
      ),
    },
  },
];

/** A user with a history: joined, was in groups, occurred in requests, and was deleted. */
export const departed = async (scenery: Scenery): Promise<string> => {
  const zelda = await scenery.joins(PERSON, 'made-zelda');
  const bob = await scenery.joins({ ...OTHER, ...aboutHer('Zelda Quux') }, 'boss-is-zelda-quux');
  await scenery.becomes(bob, aboutHer('Eve'), 'zeldaquux-left');
  const kept = await scenery.group({ displayName: 'Team' }, [zelda, bob]);
  const former = await scenery.group({ displayName: 'Desk of Zelda Quux', externalId: 'g1' }, [
    bob,
  ]);
  const gone = await scenery.group({ displayName: 'zelda.quux@example.com' }, [zelda]);
  await scenery.renames(former, 'Desk 7');
  await scenery.removesGroup(gone);
  await scenery.leaves(zelda);
  const about = { tenantId: scenery.id, correlationId: 'made-zelda', resourceId: zelda };
  const patch = { Operations: [{ op: 'add', value: [{ value: zelda, display: 'Zelda Quux' }] }] };
  await scenery.ground.requests(
    [
      { ...about, method: 'POST', status: 201, captured: { body: PERSON } },
      { resourceId: kept, method: 'PATCH', captured: { body: patch } },
      { captured: { query: 'filter=userName eq "zelda.quux@example.com"' } },
      ...WORDS,
    ],
    scenery.id,
  );
  return zelda;
};
/** Fails before a step: the step hangs, as other gateways see it, and its lease expires. */
export const dyingBefore =
  (name: string) =>
  (real: readonly Step[]): readonly Step[] =>
    real.map((step) =>
      step.name === name ? { ...step, run: () => new Promise<never>(() => undefined) } : step,
    );
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

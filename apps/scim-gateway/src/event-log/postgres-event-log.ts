import { EMPTY_CHECKSUM, type Subject, type TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { Append, NothingWritten, OutcomeUnknown } from './append/append';
import type { Outcome } from './append/append-batch';
import {
  EventLog,
  LogUnavailable,
  TenantUnknown,
  type Appended,
  type Command,
  type TenantState,
} from './port/event-log';
import * as sql from './tables/event-log.queries';
import { EventReads } from './read/event-reads';
import { TenantReads } from './read/tenant-reads';
import { PostgresResources } from './resources/postgres-resources';
import type { Render, Resources } from './resources/resources';
import { BATCHING, type Batching } from './batching/batching';
import { TenantLoad } from './batching/tenant-load';
import { TenantQueues } from './batching/tenant-queues';
import type { Traces } from '../tracing/traces';

interface Waiting {
  readonly command: Command;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
}
const TRIES = 3;

export interface PostgresEventLogOptions {
  /** Pools of pipelining clients. */
  readonly appends: Pool;
  readonly reads: Pool;
  /** For members of groups and groups of users: lists without a bound; `reads` unless given. */
  readonly members?: Pool;
  /** For events that people look at; `reads` unless given. */
  readonly history?: Pool;
  readonly render: Render;
  readonly traces?: Traces | undefined;
  /** NO_BATCHING turns batches, pauses and keyed reads off. */
  readonly batching?: Batching;
}

/** The event log on Postgres. */
export class PostgresEventLog extends EventLog {
  private readonly queues: TenantQueues<Waiting>;
  private readonly events: EventReads;
  private readonly tenantRows: TenantReads;
  private readonly load = new TenantLoad();

  /** The users and groups of its appends. */
  readonly resources: Resources;
  private readonly appends: Pool;
  private readonly render: Render;
  private readonly traces: Traces | undefined;

  constructor({
    appends,
    reads,
    members = reads,
    history = reads,
    render,
    traces,
    batching = BATCHING,
  }: PostgresEventLogOptions) {
    super();
    this.appends = appends;
    this.render = render;
    this.traces = traces;
    this.events = new EventReads(history);
    this.tenantRows = new TenantReads(reads, batching.keys);
    this.resources = new PostgresResources({ reads, members }, render, this.load, batching.keys);
    this.queues = new TenantQueues(batching, this.load, (tenantId, items) =>
      this.answer(tenantId, items),
    );
  }

  override append(tenantId: TenantId, command: Command): Promise<Appended> {
    this.load.count(tenantId);
    return new Promise((resolve, reject) => {
      if (!this.queues.add(tenantId, { command, resolve, reject }))
        reject(new LogUnavailable('too many changes wait for this tenant'));
    });
  }

  override async register(tenant: Omit<TenantState, 'position' | 'checksum'>): Promise<boolean> {
    const { tenantId, name, profile, provisioning, rateLimit, createdAt } = tenant;
    const values = [tenantId, name, profile, provisioning, rateLimit, createdAt, EMPTY_CHECKSUM];
    return (await this.appends.query(sql.REGISTER, values)).rowCount === 1;
  }

  override tenant(tenantId: TenantId) {
    return this.tenantRows.tenant(tenantId);
  }

  override tenants() {
    return this.tenantRows.tenants();
  }

  override place(tenantId: TenantId) {
    this.load.count(tenantId);
    return this.tenantRows.place(tenantId);
  }

  override readStream(tenantId: TenantId, subject: Subject, most: number) {
    return this.events.stream(tenantId, subject, most);
  }

  override readEvents(tenantId: TenantId, position: number, most: number) {
    return this.events.tenant(tenantId, position, most);
  }

  private async answer(tenantId: TenantId, items: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.record(
        tenantId,
        items.map(({ command }) => command),
      );
      outcomes.forEach((outcome, i) => {
        if ('appended' in outcome) items[i]?.resolve(outcome.appended);
        else items[i]?.reject(outcome.refused);
      });
    } catch (reason) {
      for (const { reject } of items) reject(reason);
    }
  }

  /** Decides again when the database refused; looks the commands up when it did not answer. */
  private async record(
    tenantId: TenantId,
    commands: readonly Command[],
  ): Promise<readonly Outcome[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        const outcomes = await this.once(tenantId, commands);
        this.observe(tenantId, outcomes);
        return outcomes;
      } catch (reason) {
        if (reason instanceof TenantUnknown || reason instanceof LogUnavailable) throw reason;
        if (reason instanceof OutcomeUnknown && (await this.stands(tenantId, reason))) {
          this.observe(tenantId, reason.outcomes);
          return reason.outcomes;
        }
        if (tries === TRIES) throw new LogUnavailable('the log did not record', { cause: reason });
      }
    }
  }

  private async once(
    tenantId: TenantId,
    commands: readonly Command[],
  ): Promise<readonly Outcome[]> {
    const client = await this.appends.connect().catch((cause: unknown) => {
      throw new NothingWritten('no connection', { cause });
    });
    let broken: Error | undefined;
    try {
      return await new Append(client, tenantId, this.render, this.traces).run(commands);
    } catch (reason) {
      // A refused statement leaves a usable connection only when the database itself reported it.
      if (!(reason instanceof TenantUnknown)) broken = reason as Error;
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  /**
   * Whether an append without an answer to its COMMIT was written. Locks the tenant's row first: a
   * server process that still works on the append keeps the lock until it has ended.
   */
  private async stands(tenantId: TenantId, { write }: OutcomeUnknown): Promise<boolean> {
    const client = await this.appends.connect().catch((cause: unknown) => {
      throw new LogUnavailable('the log cannot say whether it recorded', { cause });
    });
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      await client.query(sql.LOCK_TENANT, [tenantId]);
      const ids = [...new Set(write.events.map((event) => event.commandId))];
      const values = [tenantId, write.before.position, write.after.position, ids];
      const { rows } = await client.query<{ recorded: number }>(sql.RECORDED, values);
      await client.query('ROLLBACK');
      return write.events.length > 0 && rows[0]?.recorded === write.events.length;
    } catch (cause) {
      broken = cause as Error;
      throw new LogUnavailable('the log cannot say whether it recorded', { cause });
    } finally {
      client.release(broken);
    }
  }

  private observe(tenantId: TenantId, outcomes: readonly Outcome[]): void {
    let events = 0;
    for (const outcome of outcomes) if ('appended' in outcome) events += outcome.appended.events;
    this.notify({ tenantId, events, commands: outcomes.length });
  }
}

import { EMPTY_CHECKSUM, type ProfileName, type Subject, type TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import type { Pool } from 'pg';
import { Append, NothingWritten, OutcomeUnknown } from './append/append';
import type { Outcome } from './append/append-batch';
import {
  EventLog,
  LogUnavailable,
  TenantUnknown,
  type Appended,
  type Command,
  type Render,
  type ResourceKind,
  type TenantState,
} from './port/event-log';
import * as sql from './tables/event-log.queries';
import { NaturalBatch } from './append/batching/natural-batch';
import { PostgresReads } from './read/postgres-reads';
import { Shares } from './append/batching/tenant-load';
import type { Traces } from '../tracing/traces';

interface Waiting {
  readonly command: Command;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
}
const MOST_IN_A_BATCH = 256;
const MOST_WAITING = 4_096;
/** An append costs as much as ten changes in it: a third less CPU with four callers, a twelfth with 32. */
const GATHER_MS = 3;
/** A tenant that prevails rests so many times as long as its append took (docs/adr/0012). */
const REST = 4;
const MOST_REST_MS = 25;
const TRIES = 3;

export interface PostgresEventLogOptions {
  /** Pools of pipelining clients. */
  readonly appends: Pool;
  readonly reads: Pool;
  /** For members of groups and groups of users: lists without a bound; `reads` unless given. */
  readonly members?: Pool;
  readonly render: Render;
  readonly traces?: Traces | undefined;
}

/** The event log on Postgres. */
export class PostgresEventLog extends EventLog {
  private readonly queues = new Map<TenantId, NaturalBatch<Waiting>>();
  private readonly asked: PostgresReads;
  private readonly shares = new Shares();

  private readonly appends: Pool;
  private readonly render: Render;
  private readonly traces: Traces | undefined;

  constructor({ appends, reads, members = reads, render, traces }: PostgresEventLogOptions) {
    super();
    this.appends = appends;
    this.render = render;
    this.traces = traces;
    this.asked = new PostgresReads({ reads, members }, render);
  }

  override append(tenantId: TenantId, command: Command): Promise<Appended> {
    this.shares.count(tenantId);
    return new Promise((resolve, reject) => {
      const queue = this.queue(tenantId);
      if (queue.length >= MOST_WAITING)
        return reject(new LogUnavailable('too many changes wait for this tenant'));
      queue.add({ command, resolve, reject });
    });
  }

  override async register(tenant: Omit<TenantState, 'position' | 'checksum'>): Promise<boolean> {
    const { tenantId, name, profile, provisioning, rateLimit, createdAt } = tenant;
    const values = [tenantId, name, profile, provisioning, rateLimit, createdAt, EMPTY_CHECKSUM];
    return (await this.appends.query(sql.REGISTER, values)).rowCount === 1;
  }

  override tenant(tenantId: TenantId) {
    return this.asked.tenant(tenantId);
  }

  override tenants() {
    return this.asked.tenants();
  }

  override position(tenantId: TenantId) {
    this.shares.count(tenantId);
    return this.asked.position(tenantId);
  }

  override read(tenantId: TenantId, profile: ProfileName, subject: Subject) {
    this.shares.count(tenantId);
    return this.asked.read(tenantId, profile, subject);
  }

  override holder(tenantId: TenantId, profile: ProfileName, claim: Claim) {
    this.shares.count(tenantId);
    return this.asked.holder(tenantId, profile, claim);
  }

  override byExternalId(
    tenantId: TenantId,
    profile: ProfileName,
    kind: ResourceKind,
    externalId: string,
  ) {
    this.shares.count(tenantId);
    return this.asked.byExternalId(tenantId, profile, kind, externalId);
  }

  override membership(tenantId: TenantId, subject: Subject, baseUrl: string) {
    return this.asked.membership(tenantId, subject, baseUrl);
  }

  private queue(tenantId: TenantId): NaturalBatch<Waiting> {
    const known = this.queues.get(tenantId);
    if (known) return known;
    const queue = new NaturalBatch<Waiting>(
      MOST_IN_A_BATCH,
      (items) => this.turn(tenantId, items),
      {
        gatherMs: GATHER_MS,
        restMs: (tookMs) =>
          this.shares.prevails(tenantId) ? Math.min(MOST_REST_MS, REST * tookMs) : 0,
        idle: () => this.queues.delete(tenantId),
      },
    );
    this.queues.set(tenantId, queue);
    return queue;
  }

  private async turn(tenantId: TenantId, items: readonly Waiting[]): Promise<void> {
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
      // A refused statement leaves a sound connection only when the database itself said so.
      if (!(reason instanceof TenantUnknown)) broken = reason as Error;
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  /**
   * Whether an append whose COMMIT was not answered stands. The tenant's row is locked first:
   * a server process that still works on the append holds it until it has ended.
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

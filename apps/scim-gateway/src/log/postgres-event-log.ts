import type { ProfileName, Subject, TenantId } from '@rollcall/contracts';
import { EMPTY_CHECKSUM } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import type { Pool } from 'pg';
import { Append, NothingWritten, OutcomeUnknown } from './append';
import type { Outcome } from './batch';
import {
  EventLog,
  LogUnavailable,
  TenantUnknown,
  type Appended,
  type Command,
  type Reading,
  type Render,
  type TenantState,
} from './event-log';
import * as sql from './event-log.queries';
import { KeyedReads } from './keyed-reads';
import { NaturalBatch } from './natural-batch';
import { readingOf, tenantOf, type ReadingRow, type TenantRow } from './rows';

interface Waiting {
  readonly command: Command;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
}
type Asked = { readonly tenantId: TenantId; readonly profile: ProfileName };

const MOST_IN_A_BATCH = 256;
const MOST_WAITING = 4_096;
const TRIES = 3;

export interface LogObserver {
  appended(tenantId: TenantId, position: number, events: number, commands: number): void;
}

/** The event log on Postgres. `appends` and `reads` are pools of pipelining clients. */
export class PostgresEventLog extends EventLog {
  private readonly queues = new Map<TenantId, NaturalBatch<Waiting>>();
  private readonly readings: KeyedReads<Asked & { subject: Subject }, Reading | undefined>;
  private readonly holders: KeyedReads<Asked & { claim: Claim }, Reading | undefined>;
  private readonly externals: KeyedReads<Asked & { externalId: string }, readonly Reading[]>;
  private readonly positions: KeyedReads<TenantId, number>;
  private readonly rows: KeyedReads<TenantId, TenantState | undefined>;

  constructor(
    private readonly appends: Pool,
    private readonly reads: Pool,
    private readonly render: Render,
    private readonly observer: LogObserver,
  ) {
    super();
    const first = ([row]: readonly Reading[]): Reading | undefined => row;
    this.readings = new KeyedReads(async (keys) =>
      (await this.readMany('read', sql.READ, keys, [keys.map((k) => k.subject)])).map(first),
    );
    this.holders = new KeyedReads(async (keys) =>
      (
        await this.readMany('read-holder', sql.READ_HOLDER, keys, [
          keys.map((k) => k.claim.kind),
          keys.map((k) => k.claim.value),
        ])
      ).map(first),
    );
    this.externals = new KeyedReads<Asked & { externalId: string }, readonly Reading[]>((keys) =>
      this.readMany('read-external-id', sql.READ_EXTERNAL_ID, keys, [
        keys.map((k) => k.externalId),
      ]),
    );
    this.positions = new KeyedReads((ids) => this.positionsOf(ids));
    this.rows = new KeyedReads((ids) => this.tenantsOf(ids));
  }

  override append(tenantId: TenantId, command: Command): Promise<Appended> {
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

  override tenant(tenantId: TenantId): Promise<TenantState | undefined> {
    return this.rows.get(tenantId);
  }

  override async tenants(): Promise<readonly TenantState[]> {
    const { rows } = await this.reads.query<TenantRow>(sql.TENANTS);
    return rows.map((row) => tenantOf(row.tenant_id as TenantId, row));
  }

  override position(tenantId: TenantId): Promise<number> {
    return this.positions.get(tenantId);
  }

  override read(tenantId: TenantId, profile: ProfileName, subject: Subject) {
    return this.readings.get({ tenantId, profile, subject });
  }

  override holder(tenantId: TenantId, profile: ProfileName, claim: Claim) {
    return this.holders.get({ tenantId, profile, claim });
  }

  override byExternalId(tenantId: TenantId, profile: ProfileName, externalId: string) {
    return this.externals.get({ tenantId, profile, externalId });
  }

  private queue(tenantId: TenantId): NaturalBatch<Waiting> {
    const known = this.queues.get(tenantId);
    if (known) return known;
    const queue = new NaturalBatch<Waiting>(MOST_IN_A_BATCH, async (items) => {
      await this.turn(tenantId, items);
      if (queue.length === 0) this.queues.delete(tenantId);
    });
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
      return await new Append(client, tenantId, this.render).run(commands);
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
    let position = 0;
    for (const outcome of outcomes) {
      if (!('appended' in outcome)) continue;
      events += outcome.appended.events;
      position = Math.max(position, outcome.appended.tenant.position);
    }
    this.observer.appended(tenantId, position, events, outcomes.length);
  }

  private async readMany(
    name: string,
    text: string,
    keys: readonly Asked[],
    columns: readonly (readonly string[])[],
  ): Promise<Reading[][]> {
    const answers: Reading[][] = keys.map(() => []);
    const values = [keys.map((key) => key.tenantId), ...columns];
    const { rows } = await this.ask<ReadingRow>({ name, text, values });
    for (const row of rows) {
      const at = Number(row.i) - 1;
      const profile = keys[at]?.profile as ProfileName;
      answers[at]?.push(readingOf(row, profile, this.render));
    }
    return answers;
  }

  private async positionsOf(ids: readonly TenantId[]): Promise<number[]> {
    const query = { name: 'positions', text: sql.POSITIONS, values: [[...new Set(ids)]] };
    const { rows } = await this.ask<Pick<TenantRow, 'tenant_id' | 'position'>>(query);
    const found = new Map(rows.map((row) => [row.tenant_id, Number(row.position)]));
    return ids.map((id) => found.get(id) ?? 0);
  }

  private async tenantsOf(ids: readonly TenantId[]): Promise<(TenantState | undefined)[]> {
    const query = { name: 'tenants', text: sql.TENANTS_BY_ID, values: [[...new Set(ids)]] };
    const { rows } = await this.ask<TenantRow>(query);
    const found = new Map(
      rows.map((row) => [row.tenant_id, tenantOf(row.tenant_id as TenantId, row)]),
    );
    return ids.map((id) => found.get(id));
  }

  private async ask<Row extends object>(query: {
    name: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: Row[] }> {
    try {
      return await this.reads.query<Row>(query);
    } catch (cause) {
      throw new LogUnavailable('the log did not answer', { cause });
    }
  }
}

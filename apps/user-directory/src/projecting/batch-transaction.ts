import type { EventBatch } from '@rollcall/subscriber';
import { pipelined } from '@rollcall/platform';
import type { PoolClient } from 'pg';
import { lockCheckpoints, moveCheckpoints, stateOf, type TenantState } from './checkpoint';
import type { Erasing } from './erasing';
import { tenantOf } from './isolating';
import type { ProjectorOptions, Redriving } from './projector';
import type { Run } from './projection';
import { takeEvent, type Taken } from './take-event';

/** Another projector moved a checkpoint, or there is none: the batch is read again. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  constructor(
    message: string,
    readonly isMissing = false,
  ) {
    super(message);
  }
}

interface TransactionOptions extends Omit<ProjectorOptions, 'pool'> {
  readonly client: PoolClient;
  readonly batch: EventBatch;
  readonly redriving: Redriving | undefined;
  readonly erasing: Erasing;
}

type Settled = readonly PromiseSettledResult<unknown>[];

/** Rows of so many events are on their way to the database while the next are worked on. */
const AT_ONCE = 1_000;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A batch in one transaction: `begin` locks and reads in one packet, `run` applies and writes. */
export class BatchTransaction {
  private readonly runs: readonly Run[];
  private readonly tenants = new Map<string, TenantState>();
  /** Tenants that were held before this batch. */
  private readonly held = new Set<string>();
  private readonly ahead: Promise<Settled>[] = [];

  constructor(private readonly options: TransactionOptions) {
    this.runs = options.projections.map((one) => one.begin());
  }

  async begin(ids: readonly string[]): Promise<void> {
    const { client, batch, redriving } = this.options;
    const wanted = new Set(ids);
    const events = batch.events.flatMap((one) =>
      'event' in one && wanted.has(one.event.tenantId) ? [one.event] : [],
    );
    const [, { rows }] = await pipelined(client, () =>
      Promise.all([
        client.query('BEGIN'),
        lockCheckpoints(client, ids),
        ...this.runs.map((one) => one.rows.read(client, events)),
      ]),
    );
    if (rows.length < ids.length) {
      await client.query('ROLLBACK');
      throw new CheckpointMoved('a tenant has no checkpoint yet', true);
    }
    for (const row of rows) {
      this.tenants.set(row.tenant_id, stateOf(row));
      if (row.held !== null && !redriving) this.held.add(row.tenant_id);
    }
  }

  /** Answers the tenants that have to be emptied before they go on. */
  async run(alreadyEmpty: ReadonlySet<string>): Promise<readonly string[]> {
    const { client, observer, batch } = this.options;
    const emptying = new Set<string>();
    let events = 0;
    for (const [i, delivered] of batch.events.entries()) {
      if (i > 0 && i % AT_ONCE === 0) await this.writeAhead();
      const tenant = this.tenantOf(delivered);
      if (!tenant || emptying.has(tenant.tenantId)) continue;
      const taken = this.take(tenant, delivered, alreadyEmpty);
      if (taken?.as === 'emptying') emptying.add(tenant.tenantId);
      if (taken?.as !== 'applied') continue;
      events += 1;
      if ('event' in delivered && !delivered.event.known) observer.skipped(delivered.event.type);
    }
    const moved = [...this.tenants.values()].filter(
      (one) => one.position !== one.before || one.held || emptying.has(one.tenantId),
    );
    if (moved.length === 0) {
      await client.query('ROLLBACK');
      return [];
    }
    await this.write(moved);
    for (const { tenantId, held } of moved)
      if (held) observer.held(tenantId, held.reason, held.partition, held.offset);
    observer.projected(events, moved);
    return [...emptying];
  }

  private tenantOf(delivered: EventBatch['events'][number]): TenantState | undefined {
    const id = tenantOf(delivered);
    const tenant = id === undefined || this.held.has(id) ? undefined : this.tenants.get(id);
    return tenant?.held ? undefined : tenant;
  }

  /** Undefined for a message that a re-drive passes over. */
  private take(
    tenant: TenantState,
    delivered: EventBatch['events'][number],
    alreadyEmpty: ReadonlySet<string>,
  ): Taken | undefined {
    const { batch, redriving, logger } = this.options;
    const isUnreadable = 'unreadable' in delivered;
    if (isUnreadable && redriving?.passOver) return undefined;
    const taken: Taken = isUnreadable
      ? { as: 'held', reason: delivered.unreadable }
      : takeEvent(tenant, this.runs, delivered.event, alreadyEmpty, logger);
    if (taken.as === 'held')
      tenant.held = {
        reason: taken.reason,
        partition: batch.partition,
        offset: delivered.offset,
      };
    return taken;
  }

  private async writeAhead(): Promise<void> {
    const { client } = this.options;
    const statements = (): readonly Promise<unknown>[] =>
      this.runs.flatMap(({ rows }) => rows.writeAhead?.(client, this.tenants) ?? []);
    this.ahead.push(pipelined(client, () => Promise.allSettled(statements())));
    await turn();
  }

  private async write(moved: readonly TenantState[]): Promise<void> {
    const { client, erasing } = this.options;
    for (const { rows } of this.runs) await rows.complete?.(client, moved);
    const settled = await pipelined(client, () => {
      // First: what cannot be written must throw before COMMIT is on its way.
      const writing = this.runs.flatMap(({ rows }) => rows.write(client, this.tenants));
      return Promise.allSettled([
        moveCheckpoints(client, moved),
        ...writing,
        ...erasing.within(client, moved),
        // Under the checkpoints' locks no other member can be ahead: the count is checked after it.
        client.query('COMMIT'),
      ]);
    });
    const failed = [...(await Promise.all(this.ahead)).flat(), ...settled].flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    // What comes after the first failure fails for it.
    if (failed.length > 0) throw failed.find((reason) => !isAborted(reason)) ?? failed[0];
    const [checkpoints] = settled;
    const count = checkpoints.status === 'fulfilled' ? checkpoints.value : 0;
    if (count !== moved.length) throw new CheckpointMoved('another projector was ahead');
  }
}

/** SQLSTATE in_failed_sql_transaction. */
const isAborted = (reason: unknown): boolean => (reason as { code?: unknown }).code === '25P02';

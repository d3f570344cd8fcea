import type { EventBatch } from '@rollcall/messaging';
import { pipelined, type Logger } from '@rollcall/platform';
import type { Pool, PoolClient } from 'pg';
import { emptied, emptyTenant } from './erasing';
import { groupsOf, groupsWith, writeGroups } from '../groups/group.statements';
import { isOfEvents, isolate, tenantOf } from './isolating';
import * as sql from './projector.queries';
import { stateOf, type CheckpointRow } from './checkpoint';
import { rowOf, usersOf } from './seeding';
import { takeEvent } from './take-event';
import { Rows, type TenantState } from './tenant-state';
import {
  deleteUsers,
  moveBlocks,
  moveCheckpoints,
  usersWith,
  writeUsers,
} from './projector.statements';

export interface ProjectorObserver {
  projected(
    events: number,
    tenants: readonly { tenantId: string; position: number; checksum: string }[],
  ): void;
  held(tenantId: string, reason: string, partition: number, offset: string): void;
  skipped(type: string): void;
}

/** One tenant is read again; an unreadable message may be passed over, since a gap would show. */
export interface Redriving {
  readonly tenantId: string;
  readonly passOver: boolean;
}

/** Another projector moved a checkpoint: the batch is read again. */
class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

/** Events → rows: a batch is one transaction of rows and checkpoints together. */
export class Projector {
  private readonly known = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly observer: ProjectorObserver,
    private readonly logger: Logger,
  ) {}

  /**
   * Rejects when the database failed or another projector was ahead; nothing is half done. An event
   * that cannot be believed, is not the next one, or cannot be written holds its tenant.
   */
  async project(batch: EventBatch, redriving?: Redriving): Promise<void> {
    const tenants = new Set<string>();
    for (const one of batch.events) {
      const id = tenantOf(one);
      if (id !== undefined && (redriving === undefined || id === redriving.tenantId))
        tenants.add(id);
    }
    if (tenants.size === 0) return;
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await this.carefully(client, batch, [...tenants], redriving);
    } catch (reason) {
      broken = reason as Error;
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  /** Where a batch cannot be written for what is in it, the tenants go on one by one. */
  private async carefully(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
  ): Promise<void> {
    try {
      await this.through(client, batch, ids, redriving);
    } catch (reason) {
      if (!isOfEvents(reason)) throw reason;
      this.logger.error(
        { err: reason },
        'batch rejected by the database, projecting its tenants one by one',
      );
      for (const id of ids)
        await isolate(batch, id, (part) => this.through(client, part, [id], redriving));
    }
  }

  /** Tenants whose next event is their erasure are emptied between two transactions. */
  private async through(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
  ): Promise<void> {
    const emptied = new Set<string>();
    for (;;) {
      const emptying = await this.within(client, batch, ids, redriving, emptied).catch(
        async (reason: unknown) => {
          // What was never sent left the transaction open.
          if (isOfEvents(reason)) await client.query('ROLLBACK');
          throw reason;
        },
      );
      if (emptying.length === 0) return;
      for (const id of emptying) {
        await emptyTenant(client, id);
        emptied.add(id);
      }
    }
  }

  /** One transaction. Answers the tenants that have to be emptied before they go on. */
  private async within(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
    alreadyEmpty: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length > 0) {
      await client.query(sql.ADD_CHECKPOINTS, [unknown]);
      for (const id of unknown) this.known.add(id);
    }
    const users = usersOf(batch, ids);
    const groups = groupsOf(batch, ids);
    const [, checkpoints, found, foundGroups] = await pipelined(client, () =>
      Promise.all([
        client.query('BEGIN'),
        client.query<CheckpointRow>({
          name: 'lock-checkpoints',
          text: sql.LOCK_CHECKPOINTS,
          values: [ids],
        }),
        users.length > 0 ? usersWith(client, users) : NONE,
        groups.length > 0 ? groupsWith(client, groups) : [],
      ]),
    );
    if (checkpoints.rows.length < ids.length) {
      // The tables were swapped by a rebuild that had not seen a new tenant.
      this.known.clear();
      await client.query('ROLLBACK');
      throw new CheckpointMoved('a tenant has no checkpoint yet');
    }
    const rows = new Rows();
    for (const row of found.rows) rows.seed(rowOf(row));
    for (const row of foundGroups) rows.groups.seed(row);
    const tenants = new Map(checkpoints.rows.map((row) => [row.tenant_id, stateOf(row)]));
    const held = new Set(
      checkpoints.rows.filter((row) => row.held !== null && !redriving).map((row) => row.tenant_id),
    );
    const emptying = new Set<string>();
    let events = 0;
    const written: Promise<readonly PromiseSettledResult<unknown>[]>[] = [];
    for (const [i, delivered] of batch.events.entries()) {
      if (i > 0 && i % AT_ONCE === 0) {
        written.push(pipelined(client, () => Promise.allSettled(writeRows(client, rows, tenants))));
        await turn();
      }
      const id = tenantOf(delivered);
      const tenant = id === undefined || held.has(id) ? undefined : tenants.get(id);
      if (!tenant || tenant.held || emptying.has(tenant.tenantId)) continue;
      if ('unreadable' in delivered && redriving?.passOver) continue;
      const taken =
        'unreadable' in delivered
          ? ({ as: 'held', reason: delivered.unreadable } as const)
          : takeEvent(tenant, rows, delivered.event, alreadyEmpty, this.logger);
      if (taken.as === 'held')
        tenant.held = {
          reason: taken.reason,
          partition: batch.partition,
          offset: delivered.offset,
        };
      if (taken.as === 'emptying') emptying.add(tenant.tenantId);
      if (taken.as !== 'applied') continue;
      events += 1;
      if ('event' in delivered && !delivered.event.known)
        this.observer.skipped(delivered.event.type);
    }
    const moved = [...tenants.values()].filter(
      (one) => one.position !== one.before || one.held || emptying.has(one.tenantId),
    );
    if (moved.length === 0) {
      await client.query('ROLLBACK');
      return [];
    }
    await this.write(client, rows, tenants, moved, written);
    for (const { tenantId, held: hold } of moved)
      if (hold) this.observer.held(tenantId, hold.reason, hold.partition, hold.offset);
    this.observer.projected(events, moved);
    return [...emptying];
  }

  private async write(
    client: PoolClient,
    rows: Rows,
    tenants: ReadonlyMap<string, TenantState>,
    moved: readonly TenantState[],
    written: readonly Promise<readonly PromiseSettledResult<unknown>[]>[],
  ): Promise<void> {
    for (const tenant of moved) if (tenant.rerender) await rerender(client, tenant, rows);
    const blocks = [...rows.blocks.values()].filter((one) => one.live !== 0);
    const settled = await pipelined(client, () => {
      // First: what cannot be written must throw before COMMIT is on its way.
      const writing = [...writeRows(client, rows, tenants), ...writeGroups(client, rows.groups)];
      return Promise.allSettled([
        moveCheckpoints(client, moved),
        blocks.length > 0 ? moveBlocks(client, blocks) : undefined,
        ...writing,
        ...emptied(client, moved),
        // Under the checkpoints' locks nobody can be ahead: the count is looked at after it.
        client.query('COMMIT'),
      ]);
    });
    const all = [...(await Promise.all(written)).flat(), ...settled];
    const failed = all
      .filter((one) => one.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    // What comes after the first failure fails for it.
    if (failed.length > 0) throw failed.find((reason) => !isAborted(reason)) ?? failed[0];
    const [checkpoints] = settled;
    const count = checkpoints.status === 'fulfilled' ? checkpoints.value : 0;
    if (count !== moved.length) throw new CheckpointMoved('another projector was ahead');
  }
}

/** SQLSTATE in_failed_sql_transaction. */
const isAborted = (reason: unknown): boolean => (reason as { code?: unknown }).code === '25P02';

/** Rows of so many events are on their way to the database while the next are worked on. */
const AT_ONCE = 1_000;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const writeRows = (
  client: PoolClient,
  rows: Rows,
  tenants: ReadonlyMap<string, TenantState>,
): readonly Promise<unknown>[] => {
  const { live, gone } = rows.take();
  return [
    ...(live.length > 0 ? [writeUsers(client, live, tenants)] : []),
    ...(gone.length > 0 ? [deleteUsers(client, gone)] : []),
  ];
};

const NONE: { readonly rows: readonly Record<string, unknown>[] } = { rows: [] };

/** Another profile shows other attributes: every row of the tenant is rendered again. */
const rerender = async (client: PoolClient, tenant: TenantState, rows: Rows): Promise<void> => {
  const { rows: found } = await client.query<Record<string, unknown>>(sql.USERS_OF_TENANT, [
    tenant.tenantId,
  ]);
  for (const raw of found) {
    const row = rowOf(raw);
    const key = Rows.key(row.tenantId, row.userId);
    if (rows.touched.has(key)) continue;
    rows.seed(row);
    rows.touched.add(key);
  }
};

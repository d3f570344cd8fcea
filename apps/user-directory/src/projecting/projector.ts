import { isRewritten, type ProfileName } from '@rollcall/contracts';
import type { Delivered, EventBatch } from '@rollcall/messaging';
import { pipelined, type Logger } from '@rollcall/platform';
import type { Pool, PoolClient } from 'pg';
import { emptied, emptyTenant, erasedIn } from './erasing';
import { groupsOf, groupsWith, writeGroups } from '../groups/group.statements';
import * as sql from './projector.queries';
import { apply, Rows, userIdOf, type TenantState } from './tenant-state';
import type { UserRow } from './user-row';
import {
  deleteUsers,
  moveBlocks,
  moveCheckpoints,
  usersWith,
  writeUsers,
} from './projector.statements';

interface CheckpointRow {
  tenant_id: string;
  position: string;
  checksum: string;
  users: string;
  next_ordinal: string;
  profile: ProfileName;
  held: string | null;
  epoch: string | null;
}

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

const rowOf = (row: Record<string, unknown>): UserRow => ({
  tenantId: row['tenant_id'] as string,
  userId: row['user_id'] as string,
  ordinal: Number(row['ordinal']),
  version: row['version'] as number,
  login: row['login'] as string,
  attributes: row['attributes'] as UserRow['attributes'],
  createdAt: (row['created_at'] as Date).toISOString(),
  modifiedAt: (row['modified_at'] as Date).toISOString(),
  checksum: row['row_checksum'] as string,
});

/** Events → rows: a batch is one transaction of rows and checkpoints together. */
export class Projector {
  private readonly known = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly observer: ProjectorObserver,
    private readonly logger: Logger,
  ) {}

  /** Rejects when the database failed or another projector was ahead; nothing is half done. */
  async project(batch: EventBatch, redriving?: Redriving): Promise<void> {
    const tenants = new Set<string>();
    for (const one of batch.events) {
      const id = 'event' in one ? one.event.tenantId : one.tenantId;
      if (id !== undefined && (redriving === undefined || id === redriving.tenantId))
        tenants.add(id);
    }
    if (tenants.size === 0) return;
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await this.within(client, batch, [...tenants], redriving);
    } catch (reason) {
      broken = reason as Error;
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  private async within(
    client: PoolClient,
    batch: EventBatch,
    ids: readonly string[],
    redriving: Redriving | undefined,
  ): Promise<void> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length > 0) {
      await client.query(sql.ADD_CHECKPOINTS, [unknown]);
      for (const id of unknown) this.known.add(id);
    }
    for (const id of erasedIn(batch, ids)) await emptyTenant(client, id);
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
    let events = 0;
    const written: Promise<readonly PromiseSettledResult<unknown>[]>[] = [];
    for (const [i, delivered] of batch.events.entries()) {
      if (i > 0 && i % AT_ONCE === 0) {
        written.push(pipelined(client, () => Promise.allSettled(writeRows(client, rows, tenants))));
        await turn();
      }
      const id = 'event' in delivered ? delivered.event.tenantId : delivered.tenantId;
      const tenant = id === undefined || held.has(id) ? undefined : tenants.get(id);
      if (!tenant || tenant.held) continue;
      if ('unreadable' in delivered && redriving?.passOver) continue;
      events += this.take(tenant, rows, delivered, batch.partition);
    }
    const moved = [...tenants.values()].filter((one) => one.position !== one.before || one.held);
    if (moved.length === 0) {
      await client.query('ROLLBACK');
      return;
    }
    await this.write(client, rows, tenants, moved, written);
    for (const { tenantId, held: hold } of moved)
      if (hold) this.observer.held(tenantId, hold.reason, hold.partition, hold.offset);
    this.observer.projected(events, moved);
  }

  private take(tenant: TenantState, rows: Rows, delivered: Delivered, partition: number): number {
    const hold = (reason: string): number => {
      tenant.held = { reason, partition, offset: delivered.offset };
      return 0;
    };
    if ('unreadable' in delivered) return hold(delivered.unreadable);
    const { event } = delivered;
    if (event.position <= tenant.position)
      return isRewritten(tenant, event)
        ? hold(`the log went back in time: position ${event.position} is told anew; rebuild`)
        : 0;
    if (event.position !== tenant.position + 1)
      return hold(`position ${event.position} came after ${tenant.position}`);
    if (!event.known) this.observer.skipped(event.type);
    try {
      apply(tenant, rows, event);
    } catch (error) {
      this.logger.error(
        { err: error, tenantId: tenant.tenantId },
        'an event could not be projected',
      );
      return hold(`position ${event.position} (${event.type}) could not be projected`);
    }
    return 1;
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
    const failed = all.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    const [checkpoints] = settled;
    const count = checkpoints.status === 'fulfilled' ? checkpoints.value : 0;
    if (count !== moved.length) throw new CheckpointMoved('another projector was ahead');
  }
}

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

/** The users that a batch builds on: not those that it begins. */
const usersOf = (batch: EventBatch, ids: readonly string[]): (readonly [string, string])[] => {
  const wanted = new Map<string, readonly [string, string]>();
  for (const one of batch.events) {
    if (!('event' in one) || !ids.includes(one.event.tenantId)) continue;
    const userId = userIdOf(one.event);
    if (userId !== undefined && one.event.streamVersion > 1)
      wanted.set(Rows.key(one.event.tenantId, userId), [one.event.tenantId, userId]);
  }
  return [...wanted.values()];
};

const stateOf = (row: CheckpointRow): TenantState => ({
  tenantId: row.tenant_id,
  before: Number(row.position),
  position: Number(row.position),
  checksum: row.checksum,
  users: Number(row.users),
  nextOrdinal: Number(row.next_ordinal),
  profile: row.profile,
  epoch: row.epoch ?? '',
  rerender: false,
  erased: false,
  held: undefined,
});

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

import { EMPTY_CHECKSUM, type ProfileName } from '@rollcall/contracts';
import type { PoolClient, QueryResult } from 'pg';
import * as sql from './checkpoint.queries';

/** Whether a tenant's provisioning accepts changes. */
export type Provisioning = 'enabled' | 'disabled' | 'erased';

/** A tenant's checkpoint, as it is stored. */
export interface CheckpointRow {
  tenant_id: string;
  position: string;
  checksum: string;
  users: string;
  next_ordinal: string;
  profile: ProfileName;
  held: string | null;
  epoch: string | null;
  erasing: string | null;
  moved_to: string | null;
  name: string | null;
  provisioning: Provisioning | null;
}

/** A tenant's checkpoint while a batch is worked on. */
export interface TenantState {
  readonly tenantId: string;
  readonly before: number;
  position: number;
  checksum: string;
  users: number;
  nextOrdinal: number;
  profile: ProfileName;
  /** Of the event at `position`. */
  epoch: string;
  /** The position of the erasure for which it is being emptied. */
  erasing: number | undefined;
  /** The installation that it moved to; null where it did not. */
  movedTo: string | null;
  /** Null where a former release read the events that say it, and of an erased tenant. */
  name: string | null;
  provisioning: Provisioning | null;
  rerender: boolean;
  /** Nothing of it stays but the checkpoint. */
  erased: boolean;
  held: { reason: string; partition: number; offset: string } | undefined;
}

export const stateOf = (row: CheckpointRow): TenantState => ({
  tenantId: row.tenant_id,
  before: Number(row.position),
  position: Number(row.position),
  checksum: row.checksum,
  users: Number(row.users),
  nextOrdinal: Number(row.next_ordinal),
  profile: row.profile,
  epoch: row.epoch ?? '',
  erasing: row.erasing === null ? undefined : Number(row.erasing),
  movedTo: row.moved_to,
  name: row.name,
  provisioning: row.provisioning,
  rerender: false,
  erased: false,
  held: undefined,
});

/** What an erased tenant's checkpoint says: no user, no checksum, nothing to render again. */
export const forget = (tenant: TenantState): void => {
  tenant.erased = true;
  tenant.erasing = undefined;
  tenant.rerender = false;
  tenant.users = 0;
  tenant.checksum = EMPTY_CHECKSUM;
};

export const addCheckpoints = (client: PoolClient, tenants: readonly string[]): Promise<unknown> =>
  client.query(sql.ADD_CHECKPOINTS, [tenants]);

export const lockCheckpoints = (
  client: PoolClient,
  tenants: readonly string[],
): Promise<QueryResult<CheckpointRow>> =>
  client.query<CheckpointRow>({
    name: 'lock-checkpoints',
    text: sql.LOCK_CHECKPOINTS,
    values: [tenants],
  });

/** Resolves to how many moved: another projector may have been ahead. */
export const moveCheckpoints = async (
  client: PoolClient,
  moved: readonly TenantState[],
): Promise<number> => {
  const { rowCount } = await client.query({
    name: 'move-checkpoints',
    text: sql.MOVE_CHECKPOINTS,
    values: [
      moved.map((one) => one.tenantId),
      moved.map((one) => one.before),
      moved.map((one) => one.position),
      moved.map((one) => one.checksum),
      moved.map((one) => one.users),
      moved.map((one) => one.nextOrdinal),
      moved.map((one) => one.profile),
      moved.map((one) => one.held?.reason ?? null),
      moved.map((one) => one.held?.partition ?? null),
      moved.map((one) => one.held?.offset ?? null),
      moved.map((one) => one.epoch),
      moved.map((one) => one.erasing ?? null),
      moved.map((one) => one.movedTo),
      moved.map((one) => one.name),
      moved.map((one) => one.provisioning),
    ],
  });
  return rowCount ?? 0;
};

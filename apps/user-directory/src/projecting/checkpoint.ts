import type { ProfileName } from '@rollcall/contracts';
import type { TenantState } from './tenant-state';

/** Where a tenant stands, as it is stored. */
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
  rerender: false,
  erased: false,
  held: undefined,
});

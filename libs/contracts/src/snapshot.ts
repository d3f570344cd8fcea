import type { Checksum } from './checksum';
import type { Member } from './group-events';
import type { ProfileName } from './tenant-events';
import type { Attributes } from './user-events';

/** The lines of `GET /directory/v1/snapshot`, one JSON object each. Later releases may add members. */

/** The first line. */
export interface SnapshotStart {
  readonly kind: 'snapshot';
  readonly version: 1;
  readonly time: string;
  /** The topic that the directory has read, and its generation. */
  readonly topic: string;
  readonly generation: number;
  /**
   * By partition of that topic: the rows that follow have everything before this offset. A partition
   * that is left out is to be read from its beginning.
   */
  readonly offsets: Readonly<Record<string, string>>;
}

/** Then of each tenant, in one row after the other: itself, its users, its groups, its memberships. */
export interface SnapshotTenant {
  readonly kind: 'tenant';
  readonly tenantId: string;
  /** The rows are what the tenant's events up to this position make; the next one is at one more. */
  readonly position: number;
  /** Of the event at the position. */
  readonly epoch: string;
  readonly profile: ProfileName;
  /** Left out until a directory of this release has read the events that say it. */
  readonly name?: string;
  readonly provisioning?: 'enabled' | 'disabled' | 'erased';
  /** The installation where its history continues. */
  readonly movedTo?: string;
  /** Of its users and groups, as the event log computes it; see checksum.ts. */
  readonly checksum: Checksum;
  /** The next event erases the tenant, which has begun: no rows follow. */
  readonly erasing?: true;
}

/** The members of UserProvisioned's data, as they are now. */
export interface SnapshotUser {
  readonly kind: 'user';
  readonly userId: string;
  readonly login: string;
  readonly attributes: Attributes;
  /** The stream version of the last event. */
  readonly version: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** The members of GroupCreated's data, as they are now. */
export interface SnapshotGroup {
  readonly kind: 'group';
  readonly groupId: string;
  readonly displayName: string;
  readonly externalId?: string;
  readonly version: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** Some members of one group; a large group has several of these. */
export interface SnapshotMembers {
  readonly kind: 'members';
  readonly groupId: string;
  readonly members: readonly Member[];
}

/** Everything of the tenant was sent. */
export interface SnapshotTenantEnd {
  readonly kind: 'tenantEnd';
  readonly tenantId: string;
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
}

/** The last line: a response without it was cut off. */
export interface SnapshotEnd {
  readonly kind: 'end';
  readonly tenants: number;
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
}

export type SnapshotRow = SnapshotUser | SnapshotGroup | SnapshotMembers;
export type SnapshotLine =
  | SnapshotStart
  | SnapshotTenant
  | SnapshotRow
  | SnapshotTenantEnd
  | SnapshotEnd;

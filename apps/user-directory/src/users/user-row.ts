import { rowChecksum, type Attributes, type ProfileName } from '@rollcall/contracts';
import { profiles, renderResource } from '@rollcall/protocol';

/** A live user as its events left it. */
export interface UserState {
  readonly tenantId: string;
  readonly userId: string;
  readonly ordinal: number;
  readonly version: number;
  readonly login: string;
  readonly attributes: Attributes;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** The same as the directory keeps it. */
export interface UserRow extends UserState {
  readonly checksum: string;
}

export const checksumOf = (row: UserState): string =>
  rowChecksum(`users/${row.userId}`, row.version, row.attributes);

export const render = (profile: ProfileName, row: UserState): string =>
  renderResource(profiles[profile], {
    id: row.userId,
    attributes: row.attributes,
    version: row.version,
    created: row.createdAt,
    lastModified: row.modifiedAt,
  });

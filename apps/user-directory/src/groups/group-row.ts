import { rowChecksum, type Attributes } from '@rollcall/contracts';
import { fullGroups, renderResource } from '@rollcall/protocol';

/** A group as the directory keeps it. Its attributes hold `membership`, as the log's do. */
export interface GroupRow {
  readonly tenantId: string;
  readonly groupId: string;
  readonly ordinal: number;
  readonly version: number;
  readonly attributes: Attributes;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

export const checksumOfGroup = (row: GroupRow): string =>
  rowChecksum(`groups/${row.groupId}`, row.version, row.attributes);

export const renderGroup = (row: GroupRow): string =>
  renderResource(fullGroups, {
    id: row.groupId,
    attributes: row.attributes,
    version: row.version,
    created: row.createdAt,
    lastModified: row.modifiedAt,
  });

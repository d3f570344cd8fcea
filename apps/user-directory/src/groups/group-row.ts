import {
  EMPTY_CHECKSUM,
  memberChecksum,
  moveChecksum,
  rowChecksum,
  type Attributes,
  type GroupEvent,
  type Member,
} from '@rollcall/contracts';
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

const moved = (row: GroupRow, members: readonly Member[], how: 'plus' | 'minus'): GroupRow => {
  const before = row.attributes['membership'] as string;
  const membership = members.reduce(
    (sum, member) => moveChecksum(sum, { [how]: memberChecksum(member) }),
    before,
  );
  return { ...row, attributes: { ...row.attributes, membership } };
};

const attributesOf = (
  { displayName, externalId }: { displayName: string; externalId?: string },
  membership: string,
): Attributes => ({
  displayName,
  ...(externalId === undefined ? {} : { externalId }),
  membership,
});

/** What an event does to a group's row; undefined takes the row away. */
export const evolveGroup = (
  event: GroupEvent,
  row: GroupRow | undefined,
  at: { tenantId: string; version: number; time: string; position: number },
): GroupRow | undefined => {
  const stamp = { version: at.version, modifiedAt: at.time };
  if (event.type === 'GroupCreated')
    return {
      tenantId: at.tenantId,
      groupId: event.data.groupId,
      ordinal: at.position,
      attributes: attributesOf(event.data, EMPTY_CHECKSUM),
      createdAt: at.time,
      ...stamp,
    };
  if (!row) return undefined;
  switch (event.type) {
    case 'GroupRenamed': {
      const membership = row.attributes['membership'] as string;
      return { ...row, ...stamp, attributes: attributesOf(event.data, membership) };
    }
    case 'GroupMembersAdded':
      return { ...moved(row, event.data.members, 'plus'), ...stamp };
    case 'GroupMembersRemoved':
      return { ...moved(row, event.data.members, 'minus'), ...stamp };
    case 'GroupDeleted':
      return undefined;
    default:
      return event satisfies never;
  }
};

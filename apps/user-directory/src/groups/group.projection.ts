import {
  EMPTY_CHECKSUM,
  userEvents,
  memberChecksum,
  moveChecksum,
  type Attributes,
  type GroupCreated,
  type GroupDeleted,
  type GroupEvent,
  type GroupIdentity,
  type GroupMembersAdded,
  type GroupMembersRemoved,
  type GroupRenamed,
  type Member,
  type Recorded,
} from '@rollcall/contracts';
import { GROUP_TABLES } from '../database/migrations/1764300000000-groups';
import { unsampled } from '../database/migrations/1796051000000-statistics';
import type { TenantState } from '../projecting/checkpoint';
import { ignored, NOT_PROJECTED } from '../projecting/ignored';
import { defineProjection } from '../projecting/projection';
import { GroupEntity, MembershipEntity } from './group.entity';
import type { GroupRow } from './group-row';
import { GroupRows } from './group-rows';

/** What an event makes of a group's row; undefined takes the row away. */
type Evolve<Event extends GroupEvent> = (
  row: GroupRow | undefined,
  event: Recorded<Event>,
  tenant: TenantState,
) => GroupRow | undefined;

const following =
  <Event extends GroupEvent>(evolve: Evolve<Event>) =>
  (rows: GroupRows, tenant: TenantState, event: Recorded<Event>): void => {
    const { groupId } = event.data;
    rows.put(tenant, groupId, evolve(rows.get(tenant.tenantId, groupId), event, tenant));
  };

const stamp = ({ streamVersion, time }: Recorded): Pick<GroupRow, 'version' | 'modifiedAt'> => ({
  version: streamVersion,
  modifiedAt: time,
});

const attributesOf = (
  { displayName, externalId }: GroupIdentity,
  membership: string,
): Attributes => ({
  displayName,
  ...(externalId === undefined ? {} : { externalId }),
  membership,
});

const membershipOf = ({ attributes }: GroupRow): string => attributes['membership'] as string;

const withMembers = (
  row: GroupRow,
  members: readonly Member[],
  how: 'plus' | 'minus',
): Attributes => ({
  ...row.attributes,
  membership: members.reduce(
    (sum, member) => moveChecksum(sum, { [how]: memberChecksum(member) }),
    membershipOf(row),
  ),
});

const created: Evolve<GroupCreated> = (_row, event, { tenantId }) => ({
  tenantId,
  groupId: event.data.groupId,
  ordinal: event.position,
  attributes: attributesOf(event.data, EMPTY_CHECKSUM),
  createdAt: event.time,
  ...stamp(event),
});

const renamed: Evolve<GroupRenamed> = (row, event) =>
  row && { ...row, ...stamp(event), attributes: attributesOf(event.data, membershipOf(row)) };

const moved =
  (how: 'plus' | 'minus'): Evolve<GroupMembersAdded | GroupMembersRemoved> =>
  (row, event) =>
    row && { ...row, ...stamp(event), attributes: withMembers(row, event.data.members, how) };

const gone: Evolve<GroupDeleted> = () => undefined;

/** The group's own row first: it throws for members that are none. */
const membersMoved = (how: 'plus' | 'minus') => {
  const follow = following(moved(how));
  return (
    rows: GroupRows,
    tenant: TenantState,
    event: Recorded<GroupMembersAdded | GroupMembersRemoved>,
  ): void => {
    follow(rows, tenant, event);
    rows.move(tenant.tenantId, event.data.groupId, event.data.members, how === 'plus');
  };
};

/** Groups, and who is in them. */
export const groups = defineProjection<GroupRows>({
  name: 'groups',
  rows: () => new GroupRows(),
  handlers: {
    ...NOT_PROJECTED,
    // Events of the groups removed the memberships of a user before its own event.
    ...ignored(userEvents),
    GroupCreated: following(created),
    GroupRenamed: following(renamed),
    GroupMembersAdded: membersMoved('plus'),
    GroupMembersRemoved: membersMoved('minus'),
    GroupDeleted: (rows, tenant, event) => {
      following(gone)(rows, tenant, event);
      rows.empty(tenant.tenantId, event.data.groupId);
    },
    TenantRegistered: 'ignored',
    // Only the full profile has groups: their rows are rendered in one way.
    ProfileChosen: 'ignored',
    EventRedacted: 'ignored',
  },
  tables: [
    { name: 'groups', key: 'group_id', sampled: true, impersonal: ['group_id', 'row_checksum'] },
    {
      name: 'memberships',
      key: 'group_id, member_id',
      impersonal: ['group_id', 'member_id', 'type'],
    },
  ],
  create: [GROUP_TABLES, unsampled('groups')],
  indexes: [],
  entities: [GroupEntity, MembershipEntity],
  migrations: [],
});

import {
  EMPTY_CHECKSUM,
  memberChecksum,
  moveChecksum,
  type Checksum,
  type GroupEvent,
  type Member,
} from '@rollcall/contracts';
import { unreachable } from '../decider';

/**
 * A group as the log knows it. Members are rows of their own and not in here: `membership`, the sum
 * of their checksums, stands for them.
 */
export type Group =
  | { readonly status: 'absent' }
  | {
      readonly status: 'live';
      readonly groupId: string;
      readonly displayName: string;
      readonly externalId?: string;
      readonly membership: Checksum;
    }
  | { readonly status: 'gone' };

export type LiveGroup = Extract<Group, { groupId: string }>;

export const isLiveGroup = (group: Group): group is LiveGroup => group.status === 'live';

const moved = (group: Group, members: readonly Member[], how: 'plus' | 'minus'): Group => {
  if (!isLiveGroup(group)) return group;
  const membership = members.reduce(
    (sum, member) => moveChecksum(sum, { [how]: memberChecksum(member) }),
    group.membership,
  );
  return { ...group, membership };
};

export const evolve = (group: Group, event: GroupEvent): Group => {
  switch (event.type) {
    case 'GroupCreated':
      return { status: 'live', ...event.data, membership: EMPTY_CHECKSUM };
    case 'GroupRenamed':
      return isLiveGroup(group)
        ? { status: 'live', ...event.data, membership: group.membership }
        : group;
    case 'GroupMembersAdded':
      return moved(group, event.data.members, 'plus');
    case 'GroupMembersRemoved':
      return moved(group, event.data.members, 'minus');
    case 'GroupDeleted':
      return { status: 'gone' };
    default:
      return unreachable(event);
  }
};

import {
  EMPTY_CHECKSUM,
  memberChecksum,
  moveChecksum,
  type Checksum,
  type GroupEvent,
  type Member,
} from '@rollcall/contracts';
import type { Evolve } from '../decider';

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

/** What each event makes of a group. */
export const evolve: Evolve<Group, GroupEvent> = {
  GroupCreated: ({ data }) => ({ status: 'live', ...data, membership: EMPTY_CHECKSUM }),
  GroupRenamed: ({ data }, group) =>
    isLiveGroup(group) ? { status: 'live', ...data, membership: group.membership } : group,
  GroupMembersAdded: ({ data }, group) => moved(group, data.members, 'plus'),
  GroupMembersRemoved: ({ data }, group) => moved(group, data.members, 'minus'),
  GroupDeleted: () => ({ status: 'gone' }),
};

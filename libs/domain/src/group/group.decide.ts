import type { GroupEvent, GroupIdentity, Member } from '@rollcall/contracts';
import { evolving, unreachable, type Decider } from '../decider';
import { DomainError } from '../errors';
import { evolve, isLiveGroup, type Group, type LiveGroup } from './group';

/**
 * `joins` are no members yet and `leaves` are members: who is one is known to the rows alone, and
 * handed in, as ids and time are.
 */
export type GroupCommand =
  | ({ readonly type: 'CreateGroup'; readonly joins: readonly Member[] } & GroupIdentity)
  | {
      readonly type: 'ChangeGroup';
      readonly displayName: string;
      readonly externalId?: string | undefined;
      readonly joins: readonly Member[];
      readonly leaves: readonly Member[];
    }
  | { readonly type: 'TakeOut'; readonly members: readonly Member[] }
  | { readonly type: 'DeleteGroup' };

/** Members in one event: about 130 kB of data, where 256 kB are the most. */
export const MEMBERS_IN_AN_EVENT = 2_000;

export const decide = (command: GroupCommand, group: Group): readonly GroupEvent[] => {
  switch (command.type) {
    case 'CreateGroup':
      return create(command, group);
    case 'ChangeGroup':
      return change(command, known(group));
    case 'TakeOut':
      return memberEvents('GroupMembersRemoved', known(group), command.members);
    case 'DeleteGroup':
      return [{ type: 'GroupDeleted', data: identity(known(group)) }];
    default:
      return unreachable(command);
  }
};

export const groupDecider: Decider<Group, GroupCommand, GroupEvent> = {
  initial: { status: 'absent' },
  decide,
  ...evolving(evolve),
};

const known = (group: Group): LiveGroup => {
  if (!isLiveGroup(group)) throw new DomainError('group-unknown');
  return group;
};

const create = (
  { joins, ...created }: Extract<GroupCommand, { type: 'CreateGroup' }>,
  group: Group,
): readonly GroupEvent[] => {
  if (group.status !== 'absent') throw new DomainError('group-exists');
  return [
    { type: 'GroupCreated', data: identity(created) },
    ...memberEvents('GroupMembersAdded', created, joins),
  ];
};

// The name first: an event about members then names the group as the provider now does.
const change = (
  { displayName, externalId, joins, leaves }: Extract<GroupCommand, { type: 'ChangeGroup' }>,
  group: LiveGroup,
): readonly GroupEvent[] => {
  const { groupId } = group;
  const after = identity({
    groupId,
    displayName,
    ...(externalId === undefined ? {} : { externalId }),
  });
  const renamed = displayName !== group.displayName || externalId !== group.externalId;
  return [
    ...(renamed ? [{ type: 'GroupRenamed' as const, data: after }] : []),
    ...memberEvents('GroupMembersRemoved', after, leaves),
    ...memberEvents('GroupMembersAdded', after, joins),
  ];
};

const memberEvents = (
  type: 'GroupMembersAdded' | 'GroupMembersRemoved',
  group: GroupIdentity,
  members: readonly Member[],
): readonly GroupEvent[] => {
  const events: GroupEvent[] = [];
  for (let from = 0; from < members.length; from += MEMBERS_IN_AN_EVENT)
    events.push({
      type,
      data: { ...identity(group), members: members.slice(from, from + MEMBERS_IN_AN_EVENT) },
    });
  return events;
};

const identity = ({ groupId, displayName, externalId }: GroupIdentity): GroupIdentity => ({
  groupId,
  displayName,
  ...(externalId === undefined ? {} : { externalId }),
});

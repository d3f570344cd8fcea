import { EMPTY_CHECKSUM, subject, type Attributes, type Member } from '@rollcall/contracts';
import {
  claimsOfGroup,
  fold,
  groupDecider,
  isLiveGroup,
  type Claim,
  type Group,
  type GroupCommand,
  type LiveGroup,
} from '@rollcall/domain';
import { groupNameKeys } from '@rollcall/protocol';
import type { Change, StreamState } from '../../event-log/port/event-log';
import { isSameName } from '../names/claims';

/** A group from its stream. `membership` is stored among the attributes, and is not a SCIM attribute. */
export const groupOf = (stream: StreamState | undefined): Group => {
  if (stream === undefined) return groupDecider.initial;
  if (stream.status === 'gone') return { status: 'gone' };
  const { displayName, externalId, membership } = stream.attributes;
  return {
    status: 'live',
    groupId: stream.subject.slice('groups/'.length),
    displayName: String(displayName),
    ...(typeof externalId === 'string' ? { externalId } : {}),
    membership: typeof membership === 'string' ? membership : EMPTY_CHECKSUM,
  };
};

/** The attributes that SCIM changes. */
export const scimAttributesOf = ({ attributes }: StreamState): Attributes => {
  const rest = { ...attributes };
  Reflect.deleteProperty(rest, 'membership');
  return rest;
};

/** The attributes of a group's stream. */
export const attributesOf = ({ displayName, externalId, membership }: LiveGroup): Attributes => ({
  displayName,
  ...(externalId === undefined ? {} : { externalId }),
  membership,
});

const moves = (command: GroupCommand): Pick<Change, 'joins' | 'leaves'> => {
  switch (command.type) {
    case 'CreateGroup':
      return { joins: command.joins };
    case 'ChangeGroup':
      return { joins: command.joins, leaves: command.leaves };
    case 'TakeOut':
      return { leaves: command.members };
    case 'DeleteGroup':
      return {};
  }
};

/** All claims on a group's name; `heldOf` returns those that the group has. */
export const groupClaims = (group: Group): readonly Claim[] => claimsOfGroup(group, groupNameKeys);

const isStillNamed = (before: Group, after: Group): boolean =>
  isLiveGroup(before) &&
  isLiveGroup(after) &&
  isSameName('groupName', before.displayName, after.displayName);

/**
 * The effect of a command on a group: events, state, name, members. `claimsBefore`: the claims
 * that it has, needed when its name may change or end.
 */
export const decided = (
  groupId: string,
  before: Group,
  command: GroupCommand,
  claimsBefore: readonly Claim[] = groupClaims(before),
): Change => {
  const facts = groupDecider.decide(command, before);
  const after = fold(groupDecider, before, facts);
  return {
    subject: subject('groups', groupId),
    facts,
    status: isLiveGroup(after) ? 'active' : 'gone',
    attributes: isLiveGroup(after) ? attributesOf(after) : {},
    claimsBefore,
    claimsAfter: isStillNamed(before, after) ? claimsBefore : groupClaims(after),
    ...moves(command),
  };
};

/** A map by id. */
export const byId = <Of extends Pick<Member, 'id'>>(
  members: Iterable<Of>,
): ReadonlyMap<string, Of> => {
  const map = new Map<string, Of>();
  for (const one of members) map.set(one.id, one);
  return map;
};

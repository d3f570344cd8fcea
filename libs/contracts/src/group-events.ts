import type { Rows } from './catalogue-row';
import { oneOf, optional, word } from './payload-schema';
import type { Fact } from './event';

/** A member of a group: a user, or a group inside it. Ids are unique across both. */
export interface Member {
  readonly type: 'User' | 'Group';
  readonly id: string;
}

/** Which group an event is about: enough for a subscriber to act without a look-up. */
export interface GroupIdentity {
  readonly groupId: string;
  readonly displayName: string;
  readonly externalId?: string;
}

/** Without members: those that it begins with follow as GroupMembersAdded of the same request. */
export type GroupCreated = Fact<'GroupCreated', GroupIdentity>;
/** Another name or another externalId; both as they stand now, no externalId when it has none. */
export type GroupRenamed = Fact<'GroupRenamed', GroupIdentity>;
/** Exactly those who were no members before. A request with many causes several of these. */
export type GroupMembersAdded = Fact<
  'GroupMembersAdded',
  GroupIdentity & { readonly members: readonly Member[] }
>;
/** Exactly former members; it also comes before a member is deprovisioned or deleted. */
export type GroupMembersRemoved = Fact<
  'GroupMembersRemoved',
  GroupIdentity & { readonly members: readonly Member[] }
>;
/** The group with all its members; that it left other groups was published before. */
export type GroupDeleted = Fact<'GroupDeleted', GroupIdentity>;

export type GroupEvent =
  | GroupCreated
  | GroupRenamed
  | GroupMembersAdded
  | GroupMembersRemoved
  | GroupDeleted;

const group = { groupId: word, displayName: word, externalId: optional(word) };
const members = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: { type: oneOf('User', 'Group'), id: word },
    required: ['type', 'id'],
  },
  description: 'A member is in one event of the request only.',
};

export const groupEvents: Rows<GroupEvent> = {
  GroupCreated: {
    subject: 'groups',
    summary: 'A group was created; its members follow in later events.',
    data: group,
  },
  GroupRenamed: {
    subject: 'groups',
    summary: 'A group has another name or externalId.',
    data: group,
  },
  GroupMembersAdded: {
    subject: 'groups',
    summary: 'These members joined a group.',
    data: { ...group, members },
  },
  GroupMembersRemoved: {
    subject: 'groups',
    summary: 'These members left a group.',
    data: { ...group, members },
  },
  GroupDeleted: {
    subject: 'groups',
    summary: 'A group was deleted with all its memberships.',
    data: group,
  },
};

import { anything, flag, list, object, oneOf, orNull, text, time, whole } from './shapes';
import type { TypeOf } from './shapes';

export const eventView = object(
  {
    position: whole,
    /** `users/<id>`, `groups/<id>`. */
    subject: text,
    streamVersion: whole,
    type: text,
    version: whole,
    time,
    actor: text,
    correlationId: text,
    data: anything,
  },
  /** There when its words were erased: it is an EventRedacted, with the type and version that it was. */
  { redactedAt: time },
);
/** An event as the admin API shows it. */
export type EventView = TypeOf<typeof eventView>;

export const eventList = object({ events: list(eventView), next: orNull(whole), position: whole });
export type EventList = TypeOf<typeof eventList>;

const userView = object({
  id: text,
  userName: text,
  displayName: orNull(text),
  active: flag,
  externalId: orNull(text),
  lastModified: time,
});
export type UserView = TypeOf<typeof userView>;

export const userList = object({ total: whole, startIndex: whole, users: list(userView) });
export type UserList = TypeOf<typeof userList>;

const deletedUser = object({
  id: text,
  userName: text,
  displayName: orNull(text),
  externalId: orNull(text),
  deletedAt: time,
});
export type DeletedUser = TypeOf<typeof deletedUser>;

export const deletedUserPage = object({
  users: list(deletedUser),
  /** Goes into `after` of the next question; null at the end. */
  next: orNull(text),
  /** Where a search ended for its time: who was deleted before may fit, too. */
  lookedTo: orNull(time),
});
export type DeletedUserPage = TypeOf<typeof deletedUserPage>;

const groupView = object({
  id: text,
  displayName: text,
  externalId: orNull(text),
  memberCount: whole,
  lastModified: time,
});
export type GroupView = TypeOf<typeof groupView>;

export const groupList = object({ total: whole, startIndex: whole, groups: list(groupView) });
export type GroupList = TypeOf<typeof groupList>;

const memberView = object({
  id: text,
  type: oneOf('User', 'Group'),
  name: orNull(text),
  userName: orNull(text),
  active: flag,
});
export type MemberView = TypeOf<typeof memberView>;

export const memberPage = object({
  total: whole,
  startIndex: whole,
  members: list(memberView),
  /** A search looks at so many members of the group at most; null when it looked at all. */
  lookedAt: orNull(whole),
});
export type MemberPage = TypeOf<typeof memberPage>;

export const resourceHistory = object({
  /** Null when it is gone; its history stays. */
  resource: anything,
  version: whole,
  history: list(eventView),
});
export type ResourceHistory = TypeOf<typeof resourceHistory>;

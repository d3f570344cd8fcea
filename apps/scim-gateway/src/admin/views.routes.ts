import type { Route } from '../admin-kit/route';
import {
  anything,
  csv,
  flag,
  list,
  object,
  oneOf,
  orNull,
  text,
  time,
  whole,
  type Shown,
} from '../admin-kit/shapes';
import {
  DeletedUsersQueryDto,
  EventsQueryDto,
  ResourcesQueryDto,
  UsersExportDto,
  UsersQueryDto,
} from './views.dto';

const eventView = object(
  {
    position: whole,
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
export type EventView = Shown<typeof eventView>;

const eventList = object({ events: list(eventView), next: orNull(whole), position: whole });
export type EventList = Shown<typeof eventList>;

const userView = object({
  id: text,
  userName: text,
  displayName: orNull(text),
  active: flag,
  externalId: orNull(text),
  lastModified: time,
});
export type UserView = Shown<typeof userView>;

const userList = object({ total: whole, startIndex: whole, users: list(userView) });
export type UserList = Shown<typeof userList>;

const deletedUser = object({
  id: text,
  userName: text,
  displayName: orNull(text),
  externalId: orNull(text),
  deletedAt: time,
});
export type DeletedUser = Shown<typeof deletedUser>;

const deletedUserPage = object({
  users: list(deletedUser),
  /** Goes into `after` of the next question; null at the end. */
  next: orNull(text),
  /** Where a search ended for its time: who was deleted before may fit, too. */
  lookedTo: orNull(time),
});
export type DeletedUserPage = Shown<typeof deletedUserPage>;

const groupView = object({
  id: text,
  displayName: text,
  externalId: orNull(text),
  memberCount: whole,
  lastModified: time,
});

const groupList = object({ total: whole, startIndex: whole, groups: list(groupView) });
export type GroupList = Shown<typeof groupList>;

const memberView = object({
  id: text,
  type: oneOf('User', 'Group'),
  name: orNull(text),
  userName: orNull(text),
  active: flag,
});

const memberPage = object({
  total: whole,
  startIndex: whole,
  members: list(memberView),
  /** A search looks at so many members of the group at most; null when it looked at all. */
  lookedAt: orNull(whole),
});
export type MemberPage = Shown<typeof memberPage>;

const resourceHistory = object({
  resource: anything,
  version: whole,
  history: list(eventView),
});
export type ResourceHistory = Shown<typeof resourceHistory>;

const TENANT = '/admin/v1/tenants/:tenantId';

export const viewsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${TENANT}/users`,
    rank: 'viewer',
    says: 'Lists the users of a tenant, optionally by text and state, sorted.',
    query: UsersQueryDto,
    answers: { 200: userList },
  },
  {
    method: 'GET',
    path: `${TENANT}/users.csv`,
    leaves: ['UsersExported'],
    rank: 'viewer',
    says: 'Exports the users of a tenant as CSV in the order of their creation; deleted users newest first.',
    query: UsersExportDto,
    answers: { 200: csv },
    refusals: [413],
  },
  {
    method: 'GET',
    path: `${TENANT}/deleted-users`,
    rank: 'viewer',
    says: 'Lists deleted users, newest first, without erased ones.',
    query: DeletedUsersQueryDto,
    answers: { 200: deletedUserPage },
  },
  {
    method: 'GET',
    path: `${TENANT}/users/:id`,
    rank: 'viewer',
    says: 'Shows one user with its events; a deleted user has no resource.',
    answers: { 200: resourceHistory },
  },
  {
    method: 'GET',
    path: `${TENANT}/groups`,
    rank: 'viewer',
    says: 'Lists the groups of a tenant with the full profile.',
    query: ResourcesQueryDto,
    answers: { 200: groupList },
  },
  {
    method: 'GET',
    path: `${TENANT}/groups/:id`,
    rank: 'viewer',
    says: 'Shows one group with its events and the first members of each; a deleted group has no resource.',
    answers: { 200: resourceHistory },
  },
  {
    method: 'GET',
    path: `${TENANT}/groups/:id/members`,
    rank: 'viewer',
    says: 'Lists the members of a group with their names, optionally by text.',
    query: ResourcesQueryDto,
    answers: { 200: memberPage },
  },
  {
    method: 'GET',
    path: `${TENANT}/events`,
    rank: 'viewer',
    says: 'Lists the events of a tenant in position order; at the end, continue from position + 1.',
    query: EventsQueryDto,
    answers: { 200: eventList },
  },
];

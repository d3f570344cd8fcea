import type { Route } from './route';
import { anything, flag, list, object, orNull, text, time, whole, type Shown } from './shapes';
import { EventsQueryDto, ResourcesQueryDto } from './views.dto';

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
  /** There when its words were erased: data says nothing any more. */
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

const groupView = object({
  id: text,
  displayName: text,
  externalId: orNull(text),
  memberCount: whole,
  lastModified: time,
});

const groupList = object({ total: whole, startIndex: whole, groups: list(groupView) });
export type GroupList = Shown<typeof groupList>;

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
    says: 'Lists the users of a tenant, or those that a text is found in.',
    query: ResourcesQueryDto,
    answers: { 200: userList },
  },
  {
    method: 'GET',
    path: `${TENANT}/users/:id`,
    rank: 'viewer',
    says: 'Shows one user, event by event; one that is gone has no resource.',
    answers: { 200: resourceHistory },
  },
  {
    method: 'GET',
    path: `${TENANT}/groups`,
    rank: 'viewer',
    says: 'Lists the groups of a tenant; one without the full profile has none.',
    query: ResourcesQueryDto,
    answers: { 200: groupList },
  },
  {
    method: 'GET',
    path: `${TENANT}/groups/:id`,
    rank: 'viewer',
    says: 'Shows one group with its members, event by event; one that is gone has no resource.',
    answers: { 200: resourceHistory },
  },
  {
    method: 'GET',
    path: `${TENANT}/events`,
    rank: 'viewer',
    says: 'Lists the events of a tenant in order; at the end ask again from position + 1.',
    query: EventsQueryDto,
    answers: { 200: eventList },
  },
];

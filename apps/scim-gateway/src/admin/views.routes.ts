import {
  csv,
  deletedUserPage,
  eventList,
  groupList,
  memberPage,
  resourceHistory,
  userList,
} from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import {
  DeletedUsersQueryDto,
  EventsQueryDto,
  ResourcesQueryDto,
  UsersExportDto,
  UsersQueryDto,
} from './views.dto';

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

import type { ScopeOfRoute } from '@rollcall/platform';

const TENANT = '/directory/v1/tenants/:tenantId';

/** Which scope each question of `/directory/v1` takes. */
export const CLIENT_ROUTES: Readonly<Record<string, ScopeOfRoute>> = {
  [`GET ${TENANT}/logins/:userName`]: 'logins:read',
  [`GET ${TENANT}/users`]: 'directory:read',
  [`GET ${TENANT}/users/:userId`]: 'directory:read',
  [`GET ${TENANT}/users/:userId/groups`]: 'directory:read',
  [`GET ${TENANT}/groups`]: 'directory:read',
  [`GET ${TENANT}/groups/:groupId`]: 'directory:read',
  'GET /directory/v1/snapshot': 'snapshot:read',
  'GET /directory/v1/openapi.json': 'any scope',
};

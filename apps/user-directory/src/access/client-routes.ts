import {
  bearerOf,
  clientDigest,
  guardRoutes,
  ProblemError,
  unauthorized,
  type ClientKey,
  type Scope,
} from '@rollcall/platform';
import type { FastifyInstance } from 'fastify';

const TENANT = '/directory/v1/tenants/:tenantId';

/** Which scope each question of `/directory/v1` takes. */
export const CLIENT_ROUTES: Readonly<Record<string, Scope>> = {
  [`GET ${TENANT}/logins/:userName`]: 'logins:read',
  [`GET ${TENANT}/users`]: 'directory:read',
  [`GET ${TENANT}/users/:userId`]: 'directory:read',
  [`GET ${TENANT}/users/:userId/groups`]: 'directory:read',
  [`GET ${TENANT}/groups`]: 'directory:read',
  [`GET ${TENANT}/groups/:groupId`]: 'directory:read',
};

/**
 * Routes of `/directory/v1` ask for a client key: 401 without a known one, 403 (RFC 6750
 * `insufficient_scope`) without the scope of the route, 404 for a tenant that the key is not for,
 * whether there is such a tenant or not.
 */
export const requireClientKeys = (instance: FastifyInstance, keys: readonly ClientKey[]): void => {
  const byDigest = new Map(keys.map((key) => [key.digest, key]));
  guardRoutes(instance, '/directory/', CLIENT_ROUTES, (request, scope) => {
    const bearer = bearerOf(request.headers.authorization);
    const client = bearer === undefined ? undefined : byDigest.get(clientDigest(bearer));
    if (client === undefined) return unauthorized();
    if (scope === undefined) return undefined;
    if (!client.scopes.includes(scope)) return missingScope(client, scope);
    const { tenantId = '' } = request.params as { readonly tenantId?: string };
    if (client.tenants && !client.tenants.includes(tenantId))
      return new ProblemError(404, 'Not Found', 'There is no tenant with this id.');
    return undefined;
  });
};

const missingScope = ({ name }: ClientKey, scope: Scope): ProblemError =>
  new ProblemError(
    403,
    'Forbidden',
    `The key ${name} does not have the scope ${scope} that this request needs.`,
    undefined,
    'insufficient_scope',
  );

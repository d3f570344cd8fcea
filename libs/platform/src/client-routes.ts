import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientDigest, type ClientKey, type Scope } from './client-keys';
import { bearerOf, guardRoutes, unauthorized } from './internal-auth';
import { ProblemError } from './problem';

/** What a key needs for a route. */
export type ScopeOfRoute = Scope | 'any scope';

const CLIENT = Symbol('client');
type Called = FastifyRequest & { [CLIENT]?: ClientKey };

/** Whose key a request came with that `requireClientKeys` let in. */
export const clientOf = (request: FastifyRequest): ClientKey => {
  const client = (request as Called)[CLIENT];
  if (client === undefined) throw unauthorized();
  return client;
};

export const noSuchTenant = (): ProblemError =>
  new ProblemError(404, 'Not Found', 'There is no tenant with this id.');

/**
 * Routes below `prefix` ask for a client key: 401 without a known one, 403 (RFC 6750
 * `insufficient_scope`) without the scope of the route, 404 for a tenant in the path that the key is
 * not for, whether there is such a tenant or not.
 */
export const requireClientKeys = (
  instance: FastifyInstance,
  prefix: string,
  routes: Readonly<Record<string, ScopeOfRoute>>,
  keys: readonly ClientKey[],
): void => {
  const byDigest = new Map(keys.map((key) => [key.digest, key]));
  guardRoutes(instance, prefix, routes, (request, scope) => {
    const bearer = bearerOf(request.headers.authorization);
    const client = bearer === undefined ? undefined : byDigest.get(clientDigest(bearer));
    if (client === undefined) return unauthorized();
    if (scope === undefined) return undefined;
    if (scope !== 'any scope' && !client.scopes.includes(scope)) return missingScope(client, scope);
    const { tenantId } = request.params as { readonly tenantId?: string };
    if (tenantId !== undefined && client.tenants && !client.tenants.includes(tenantId))
      return noSuchTenant();
    (request as Called)[CLIENT] = client;
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

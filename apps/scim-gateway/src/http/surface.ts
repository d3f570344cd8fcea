import type { FastifyRequest } from 'fastify';

// The route that was matched, not the raw URL: the router decodes %73cim, a prefix test does not.
export const isScim = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? request.url).startsWith('/scim/');

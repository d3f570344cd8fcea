import type { FastifyRequest } from 'fastify';

/** The path of the token endpoint. */
export const TOKEN_ENDPOINT = '/oauth2/token';
/** What a signed assertion of a client is called there (RFC 7523 §2.2). */
export const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

// The route that was matched, not the raw URL: the router decodes %73cim, a prefix test does not.
export const isScim = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? request.url).startsWith('/scim/');

export const isOAuth = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? request.url.split(/\/?(?:\?|$)/, 1)[0]) === TOKEN_ENDPOINT;

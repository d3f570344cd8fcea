import { ProblemError, sendProblem, type Logger } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noSuchTenant } from './admin/gate';
import { LogUnavailable, TenantUnknown } from './log/event-log';
import { isSearchAsId, MethodNotAllowed, otherVersion, type Methods } from './scim/methods';
import { sendScimError } from './scim/scim-error.filter';

// The route that was matched, not the raw URL: the router decodes %73cim, a prefix test does not.
export const isScim = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? request.url).startsWith('/scim/');

/** What the log could not record or read is no fault of the request, nor a 500. */
const problemOf = (error: unknown): unknown =>
  error instanceof LogUnavailable
    ? new ProblemError(
        503,
        'Service Unavailable',
        'The log does not answer now. Retry in a moment.',
        1,
      )
    : error instanceof TenantUnknown
      ? noSuchTenant()
      : error;

/** Errors in the form of the surface that was asked: SCIM or problem+json. */
export const refuse =
  (logger: Logger, methods: Methods) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    if (!isScim(request)) return sendProblem(problemOf(error), request, reply, logger);
    const isServed = request.routeOptions.url !== undefined && !isSearchAsId(request.params);
    const allow = isServed ? undefined : methods.allow(request.url);
    if (allow === undefined)
      return sendScimError(
        (!isServed && otherVersion(request.url)) || error,
        request,
        reply,
        logger,
      );
    if (request.method === 'OPTIONS') return void reply.code(204).header('allow', allow).send();
    sendScimError(new MethodNotAllowed(allow), request, reply, logger);
  };

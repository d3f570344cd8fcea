import { sendProblem, type Logger } from '@rollcall/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { protect } from '../console-files/headers';
import type { Gate } from '../console-auth/gate';
import type { Idempotency } from '../admin-kit/idempotency';
import { ADMIN_BODY_LIMIT } from '../admin-kit/operation';
import { routeOf, routes } from './admin-routes';

// The route that was matched, not the raw URL: the router decodes %61dmin, a prefix test does not.
const pathOf = (request: FastifyRequest): string => request.routeOptions.url ?? request.url;
const isAdmin = (request: FastifyRequest): boolean => pathOf(request).startsWith('/admin/');

interface Guard {
  readonly gate: Gate;
  readonly idempotency: Idempotency;
  readonly https: boolean;
  readonly logger: Logger;
}

/** Every request that is no SCIM gets the headers that protect a browser; /admin/ passes the gate. */
export const guardAdmin = (
  instance: FastifyInstance,
  { gate, idempotency, https, logger }: Guard,
): void => {
  const refuse = (request: FastifyRequest, reply: FastifyReply) => (error: unknown) =>
    sendProblem(error, request, reply, logger);
  instance.addHook('onRequest', (request, reply, done) => {
    const path = pathOf(request);
    if (path.startsWith('/scim/')) return done();
    protect(reply, path, https);
    if (!path.startsWith('/admin/')) return done();
    gate.admit(request).then(() => done(), refuse(request, reply));
  });
  instance.addHook('preHandler', (request, reply, done) => {
    if (!isAdmin(request)) return done();
    const begin = async (): Promise<void> => {
      gate.checkBody(request);
      const kept = await idempotency.begin(request);
      if (!kept) return done();
      reply.header('idempotency-replayed', 'true').type('application/json');
      reply.code(kept.status).send(kept.answer);
    };
    begin().catch(refuse(request, reply));
  });
  instance.addHook('onSend', (request, reply, payload, done) => {
    if (!isAdmin(request)) return done(null, payload);
    // An answer whose key could not be kept is an answer all the same.
    idempotency.finish(request, reply.statusCode, payload).then(
      () => done(null, payload),
      (error: unknown) => {
        logger.warn({ err: error, correlationId: request.id }, 'idempotency key not stored');
        done(null, payload);
      },
    );
  });
};

/**
 * Gives the routes of the router the limits of their bodies, and compares them with what the handlers
 * say: the result throws when one is without the other.
 */
export const listAdmin = (instance: FastifyInstance): (() => void) => {
  const served = new Set<string>();
  instance.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/admin/')) return;
    for (const one of [route.method].flat()) {
      if (one !== 'HEAD') served.add(`${one} ${route.url}`);
      route.bodyLimit = routeOf(one, route.url)?.bodyLimit ?? ADMIN_BODY_LIMIT;
    }
  });
  return () => {
    const unlisted = [...served].filter((one) => !routeOf(...(one.split(' ') as [string, string])));
    const unserved = routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter((one) => !served.has(one));
    if (unlisted.length + unserved.length > 0)
      throw new Error(
        `The routes of the admin API differ from its list of controllers. Not listed, or without @Role: ${unlisted.join(', ') || 'none'}. Not served: ${unserved.join(', ') || 'none'}.`,
      );
  };
};

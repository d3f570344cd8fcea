import type { FastifyInstance } from 'fastify';
import { hash, timingSafeEqual } from 'node:crypto';
import { ProblemError, replyProblem } from './problem';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Whether a header carries one of the keys; compared as digests, in constant time. */
export const bearerMatches = (keys: readonly string[]): ((header?: string) => boolean) => {
  const digests = keys.map(digest);
  return (header) => {
    if (!header?.startsWith('Bearer ')) return false;
    const given = digest(header.slice(7));
    return digests.reduce((found, one) => timingSafeEqual(one, given) || found, false);
  };
};

/** Paths under `prefix` ask for one of the keys; the answer without is a 401 problem. */
export const requireKey = (
  instance: FastifyInstance,
  prefix: string,
  keys: readonly string[],
): void => {
  const matches = bearerMatches(keys);
  instance.addHook('onRequest', (request, reply, done) => {
    // The route that was matched, not the raw URL: the router decodes %61dmin, a prefix test does not.
    const route = request.routeOptions.url ?? request.url;
    if (!route.startsWith(prefix) || matches(request.headers.authorization)) return done();
    replyProblem(
      reply,
      new ProblemError(401, 'Unauthorized', 'Send a valid key as "Authorization: Bearer <key>".'),
    );
  });
};

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hash, timingSafeEqual } from 'node:crypto';
import { ProblemError, replyProblem } from './problem';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** What a header carries behind `Bearer `; undefined when it is of another kind. */
export const bearerOf = (header: string | undefined): string | undefined =>
  header?.startsWith('Bearer ') ? header.slice(7) : undefined;

/** Whether a header carries one of the keys; compared as digests, in constant time. */
export const bearerMatches = (keys: readonly string[]): ((header?: string) => boolean) => {
  const digests = keys.map(digest);
  return (header) => {
    const bearer = bearerOf(header);
    if (bearer === undefined) return false;
    const given = digest(bearer);
    return digests.reduce((found, one) => timingSafeEqual(one, given) || found, false);
  };
};

/** The credentials belong to no known caller. */
export const unauthorized = (): ProblemError =>
  new ProblemError(401, 'Unauthorized', 'Send a valid key as "Authorization: Bearer <key>".');

/**
 * Routes below `prefix`, each as `GET /internal/v1/holds`, with what its callers need. The
 * service does not start while a route has no row, or a row no route. `judge` answers the refusal;
 * its `row` is undefined for a path that is no route.
 */
export const guardRoutes = <Row>(
  instance: FastifyInstance,
  prefix: string,
  rows: Readonly<Record<string, Row>>,
  judge: (request: FastifyRequest, row: Row | undefined) => ProblemError | undefined,
): void => {
  const rowOf = (method: string, url: string): Row | undefined =>
    rows[`${method === 'HEAD' ? 'GET' : method} ${url}`];
  const routed = new Set<string>();
  instance.addHook('onRoute', ({ method, url }) => {
    if (!url.startsWith(prefix)) return;
    for (const one of [method].flat()) {
      if (one !== 'HEAD') routed.add(`${one} ${url}`);
      if (rowOf(one, url) === undefined)
        throw new Error(`No caller is declared for ${one} ${url}: add a row.`);
    }
  });
  instance.addHook('onReady', (done) => {
    const left = Object.keys(rows).filter((row) => !routed.has(row));
    done(left.length === 0 ? undefined : new Error(`There is no route ${left.join(', ')}.`));
  });
  instance.addHook('onRequest', (request, reply, done) => {
    // The route that was matched, not the raw URL: the router decodes %61dmin, a prefix test does not.
    const { url } = request.routeOptions;
    if (!(url ?? request.url).startsWith(prefix)) return done();
    const row = url === undefined ? undefined : rowOf(request.method, url);
    const refusal = judge(request, row);
    if (refusal === undefined) return done();
    replyProblem(reply, refusal);
  });
};

/** Who asks below /internal, each with keys of its own. */
export type InternalCaller = 'gateway' | 'operator';

const CALLERS: readonly InternalCaller[] = ['gateway', 'operator'];
const CALLER = Symbol('caller');
type Called = FastifyRequest & { [CALLER]?: InternalCaller };

/** Whose key a request below /internal came with. */
export const callerOf = (request: FastifyRequest): InternalCaller | undefined =>
  (request as Called)[CALLER];

/**
 * Routes below /internal/ ask for a key of one of the callers that their row names: 401 without a
 * known key, 403 with one of somebody else's.
 */
export const requireKeys = (
  instance: FastifyInstance,
  rows: Readonly<Record<string, readonly InternalCaller[]>>,
  keys: Readonly<Partial<Record<InternalCaller, readonly string[]>>>,
): void => {
  const matchers = CALLERS.map((caller) => [caller, bearerMatches(keys[caller] ?? [])] as const);
  guardRoutes(instance, '/internal/', rows, (request, row) => {
    const { authorization } = request.headers;
    const callers = matchers.flatMap(([caller, matches]) =>
      matches(authorization) ? [caller] : [],
    );
    if (callers.length === 0) return unauthorized();
    if (row === undefined) return undefined;
    const caller = callers.find((one) => row.includes(one));
    if (caller === undefined)
      return new ProblemError(
        403,
        'Forbidden',
        `This endpoint needs a key of the ${row.join(' or the ')}; the key in the request is a different one.`,
      );
    (request as Called)[CALLER] = caller;
    return undefined;
  });
};

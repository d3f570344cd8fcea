import type { Logger } from '@rollcall/platform';
import type { FastifyRequest } from 'fastify';

const AGAIN_MS = 60_000;

/**
 * Says, at most once a minute, that somebody who is not in TRUSTED_PROXIES sent `X-Forwarded-For`:
 * either a caller makes addresses up, or a proxy in front of the gateway is missing there, and then
 * every limit by address counts all callers as one. Looks at each request; costs two comparisons.
 */
export const watchForwarded = (
  logger: Logger,
  now: () => number = () => performance.now(),
): ((request: Pick<FastifyRequest, 'headers' | 'ip' | 'socket'>) => void) => {
  let saidAt = -Infinity;
  return ({ headers, ip, socket }) => {
    if (headers['x-forwarded-for'] === undefined || ip !== socket.remoteAddress) return;
    if (now() - saidAt < AGAIN_MS) return;
    saidAt = now();
    logger.warn({ peer: ip }, 'X-Forwarded-For ignored: TRUSTED_PROXIES does not name this peer');
  };
};

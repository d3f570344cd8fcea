import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { FastifyInstance } from 'fastify';

/** How a service drains before it stops. */
export class DrainConfig {
  /**
   * Milliseconds from SIGTERM until the ports close. Readiness is 503 meanwhile, so that routers
   * remove the service.
   */
  @Type(() => Number) @IsInt() @Min(0) @Max(60_000) DRAIN_MS = 5_000;
}

let draining = false;

/** A signal has come: requests are still served, but routers should send no more. */
export const isDraining = (): boolean => draining;

/** Readiness goes down at once; resolves when the doors may be closed. */
export const drain = (drainMs: number): Promise<void> => {
  draining = true;
  return new Promise((resolve) => setTimeout(resolve, drainMs));
};

/** While the service drains each answer closes its connection: the next request goes to another replica. */
export const closeConnectionsOnDrain = (instance: FastifyInstance): void => {
  instance.addHook('onRequest', (_request, reply, done) => {
    if (draining) void reply.header('connection', 'close');
    done();
  });
};

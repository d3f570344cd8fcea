import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { FastifyInstance } from 'fastify';

/** How a process of ours takes its leave. */
export class LeavingConfig {
  /** From the signal to the closing of the doors: long enough for whoever routes to look away. */
  @Type(() => Number) @IsInt() @Min(0) @Max(60_000) DRAIN_MS = 5_000;
}

let leaving = false;

/** A signal has come: requests are served as ever, but nobody should send more. */
export const isLeaving = (): boolean => leaving;

/** Readiness goes down at once; resolves when the doors may be closed. */
export const leave = (drainMs: number): Promise<void> => {
  leaving = true;
  return new Promise((resolve) => setTimeout(resolve, drainMs));
};

/** While we leave each answer ends its connection: the next request comes by another, elsewhere. */
export const partPolitely = (instance: FastifyInstance): void => {
  instance.addHook('onRequest', (_request, reply, done) => {
    if (leaving) void reply.header('connection', 'close');
    done();
  });
};

import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';

/** How a service drains before it stops. */
export class DrainConfig {
  /**
   * Milliseconds from SIGTERM until the ports close. Readiness is 503 meanwhile, so that routers
   * remove the service.
   */
  @Type(() => Number) @IsInt() @Min(0) @Max(60_000) DRAIN_MS = 5_000;
}

/** Of the process: `starting` until all its ports listen, `leaving` after a signal. */
export type Phase = 'starting' | 'serving' | 'leaving';

let phase: Phase = 'serving';

/** Requests are served in every phase; routers should send some only while it is `serving`. */
export const currentPhase = (): Phase => phase;

export const enterPhase = (next: Phase): void => {
  phase = next;
};

/** Readiness goes down at once; resolves when the ports may be closed. */
export const drain = (drainMs: number): Promise<void> => {
  enterPhase('leaving');
  return new Promise((resolve) => setTimeout(resolve, drainMs));
};

/** While the service drains each answer closes its connection: the next request goes to another replica. */
export const closeConnectionsOnDrain = (instance: FastifyInstance): void => {
  instance.addHook('onRequest', (_request, reply, done) => {
    if (phase === 'leaving') void reply.header('connection', 'close');
    done();
  });
};

const LOOK_EVERY_MS = 100;
/** A first request may be on its way on a connection that is younger. */
const UNUSED_MS = 1_000;

/**
 * While the port closes, connections without a request end. Node ends those that are idle at that
 * moment, and would wait for one that becomes idle later, and for the first request of one on which
 * nothing was asked yet.
 */
export const closeUnusedConnections = (instance: FastifyInstance): void => {
  const { server } = instance;
  const open = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    open.set(socket, performance.now());
    socket.once('close', () => open.delete(socket));
  });
  instance.addHook('preClose', (done) => {
    const look = (): void => {
      server.closeIdleConnections();
      const before = performance.now() - UNUSED_MS;
      for (const [socket, since] of open)
        if (socket.bytesRead === 0 && since < before) socket.destroy();
    };
    look();
    const looking = setInterval(look, LOOK_EVERY_MS);
    server.once('close', () => clearInterval(looking));
    done();
  });
};

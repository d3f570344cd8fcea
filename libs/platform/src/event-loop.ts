import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Histogram } from 'prom-client';
import type { Logger } from './logger';
import type { Metrics } from './metrics';

/** How often it is looked whether the loop turns. */
const EVERY_MS = 50;
/** A delay that counts: the promise is 50 ms for each 100 kB, and a body is ten times that. */
const LEAST_MS = 100;
/** A delay that is worth a line of the log. */
const LOGGED_MS = 1_000;
const NO_ROUTE = 'none';

/**
 * Notices that one piece of work kept all others from running, and which route it was of: each hook
 * of a request leaves a mark, and of the marks between two turns of a timer the one that the longest
 * silence came after is to blame. What ran on after an answer of a neighbour of ours left no mark of
 * its own: then it is the last route that was entered.
 */
export class EventLoopWatch {
  private readonly delays: Histogram<'route'>;
  private readonly timer: NodeJS.Timeout;
  /** The owner of the work. Its route is computed only when it is needed, since that costs. */
  private entered: FastifyRequest | undefined;
  private at = performance.now();
  private turnedAt = this.at;
  private longest = 0;
  private longestOf: FastifyRequest | undefined;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.delays = metrics.histogram(
      'rollcall_event_loop_delay_seconds',
      'Seconds for which one piece of work blocked the event loop, from 0.1 s on, by route.',
      ['route'],
      [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    );
    this.timer = setInterval(() => this.turn(), EVERY_MS).unref();
  }

  /** Marks the work of an instance's requests, until it is closed. */
  attach(instance: FastifyInstance): void {
    instance.addHook('onRequest', (request, _reply, done) => done(this.enter(request)));
    instance.addHook('preHandler', (request, _reply, done) => done(this.enter(request)));
    instance.addHook('onSend', (request, _reply, payload, done) => {
      this.enter(request);
      done(null, payload);
    });
    instance.addHook('onResponse', (request, _reply, done) => done(this.enter(request)));
    instance.addHook('onClose', (_instance, done) => {
      clearInterval(this.timer);
      done();
    });
  }

  private enter(request: FastifyRequest): undefined {
    this.mark(request);
  }

  private mark(request: FastifyRequest | undefined): number {
    const now = performance.now();
    if (now - this.at > this.longest) {
      this.longest = now - this.at;
      this.longestOf = this.entered;
    }
    this.at = now;
    this.entered = request;
    return now;
  }

  private turn(): void {
    const now = this.mark(undefined);
    // Half of the delay may have passed before the timer was due.
    if (this.longest > LEAST_MS && now - this.turnedAt > EVERY_MS + LEAST_MS / 2)
      this.delayed(this.longestOf?.routeOptions.url ?? NO_ROUTE, this.longest);
    this.turnedAt = now;
    this.longest = 0;
    this.longestOf = undefined;
  }

  private delayed(route: string, ms: number): void {
    this.delays.observe({ route }, ms / 1_000);
    if (ms >= LOGGED_MS) this.logger.warn({ route, ms: Math.round(ms) }, 'event loop blocked');
  }
}

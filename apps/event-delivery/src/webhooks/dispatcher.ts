import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { Arrivals } from '../feed/arrivals';
import { LOGGER } from '../service/logger';
import type { Claim } from './claim';
import { Courier, type Taken } from './courier';
import { Places } from './places';
import { Poster } from './poster';

/** Tenants of an endpoint that are sent at a time: at first, and at most while it accepts. */
const FIRST_SLOTS = 2;
const MOST_SLOTS = 32;
/** Requests in flight of this process. */
const MOST_IN_FLIGHT = 4_000;
/** Tries that are due are found at the latest after so long. */
const LOOK_EVERY_MS = 500;
/** Two looks are at least so far apart. */
const PAUSE_MS = 10;
const PRUNE_EVERY_MS = 600_000;

interface Slots {
  running: number;
  most: number;
}

/**
 * Finds what is due and sends it. An endpoint that accepts gets twice the slots each time, one that
 * does not gets a single one: those that hang take no slots from the others.
 */
@Injectable()
export class Dispatcher {
  private readonly slots = new Map<string, Slots>();
  private readonly inFlight = new Set<Promise<void>>();
  private stopped = false;
  private running: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private unlisten: () => void = () => undefined;
  private prunedAt = Date.now();

  constructor(
    private readonly arrivals: Arrivals,
    private readonly places: Places,
    private readonly courier: Courier,
    private readonly poster: Poster,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.unlisten = this.arrivals.onArrival(() => this.wake());
    this.running = this.loop();
  }

  /** Requests in flight are finished, and what follows is left to another process. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.courier.stopping = true;
    this.unlisten();
    this.wake();
    await this.running;
    await Promise.all(this.inFlight);
    await this.poster.close();
  }

  /** Looks now: there is something new to send. */
  look(): void {
    this.wake();
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      try {
        for (const claim of await this.claim()) this.deliver(claim);
        await this.prune();
      } catch (err) {
        this.logger.warn({ err }, 'webhooks cannot be sent, will retry');
      }
      await woken;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  private async claim(): Promise<readonly Claim[]> {
    const room = MOST_IN_FLIGHT - this.inFlight.size;
    if (room <= 0) return [];
    const known = [...this.slots].map(
      ([name, { most, running }]) => [name, Math.max(0, most - running)] as const,
    );
    return this.places.claim(new Map(known), FIRST_SLOTS, room);
  }

  private deliver(claim: Claim): void {
    const slots = this.slots.get(claim.endpoint) ?? { running: 0, most: FIRST_SLOTS };
    this.slots.set(claim.endpoint, slots);
    slots.running += 1;
    const done = this.courier
      .run(claim)
      .catch((err: unknown): Taken => {
        // The lease runs out, and the tenant is sent from where it was written last.
        this.logger.warn({ err, tenantId: claim.tenant_id }, 'a webhook could not be sent');
        return 'nothing';
      })
      .then((taken) => {
        slots.running -= 1;
        if (taken === 'accepted') slots.most = Math.min(MOST_SLOTS, slots.most * 2);
        if (taken === 'refused') slots.most = 1;
        if (slots.running === 0 && slots.most === FIRST_SLOTS) this.slots.delete(claim.endpoint);
        this.inFlight.delete(done);
        this.wake();
      });
    this.inFlight.add(done);
  }

  private async prune(): Promise<void> {
    if (Date.now() - this.prunedAt < PRUNE_EVERY_MS) return;
    // One step a round while there is something old: sending goes on meanwhile.
    if (!(await this.places.prune())) this.prunedAt = Date.now();
  }
}

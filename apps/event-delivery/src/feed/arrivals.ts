import { Inject, Injectable } from '@nestjs/common';
import { Metrics, type Logger } from '@rollcall/platform';
import { Client } from 'pg';
import { DeliveryConfig } from '../config/delivery-config';
import { LOGGER } from '../service/logger';

/** `tenants` undefined: of all tenants. */
export type Tenants = readonly string[] | undefined;

/** What woke a client: everything up to `seen` it has, as far as it asked. */
export interface Arrival {
  readonly seen: number;
}
type Wake = (arrival: Arrival | undefined) => void;

const CHANNEL = 'rollcall_feed';
const RETRY_MS = 500;
/** A notification that got lost costs a client no longer than this. */
const LOOK_EVERY_MS = 5_000;

/**
 * Who waits for events, by tenant. Each replica has one connection that Postgres notifies of each
 * batch: a client that waits costs an entry here, and neither a query nor a thread.
 */
@Injectable()
export class Arrivals {
  /** Counts wake-ups: who asked before one must not begin to wait after it. */
  version = 0;
  private head = 0;
  private readonly ofAll = new Set<Wake>();
  private readonly ofTenants = new Map<string, Set<Wake>>();
  private readonly listeners = new Set<() => void>();
  private waitingClients = 0;
  private closed = false;
  private ended: (() => void) | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly config: DeliveryConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'rollcall_delivery_waiting_clients',
      'Clients that wait for events.',
      [],
      (gauge) => gauge.set(this.waitingClients),
    );
  }

  start(): void {
    this.running = this.supervise();
  }

  async stop(): Promise<void> {
    this.release();
    this.ended?.();
    await this.running;
  }

  get waiting(): number {
    return this.waitingClients;
  }

  /** Everybody who waits is answered now; nobody waits any more. */
  release(): void {
    this.closed = true;
    this.wakeAll(undefined);
  }

  /**
   * Resolves at the next event of these tenants, or with undefined after `ms` or when the client
   * left. `version` is from before the query that found nothing.
   */
  next(
    tenants: Tenants,
    version: number,
    ms: number,
    left: AbortSignal,
  ): Promise<Arrival | undefined> {
    if (this.closed || left.aborted) return Promise.resolve(undefined);
    if (version !== this.version) return Promise.resolve({ seen: 0 });
    return new Promise((resolve) => {
      const wake: Wake = (arrival) => {
        clearTimeout(timer);
        left.removeEventListener('abort', leave);
        for (const set of this.setsOf(tenants)) set.delete(wake);
        for (const one of tenants ?? [])
          if (this.ofTenants.get(one)?.size === 0) this.ofTenants.delete(one);
        this.waitingClients -= 1;
        resolve(arrival);
      };
      const leave = (): void => wake(undefined);
      const timer = setTimeout(leave, ms);
      left.addEventListener('abort', leave);
      for (const set of this.setsOf(tenants)) set.add(wake);
      this.waitingClients += 1;
    });
  }

  private setsOf(tenants: Tenants): readonly Set<Wake>[] {
    if (tenants === undefined) return [this.ofAll];
    return tenants.map((one) => {
      const set = this.ofTenants.get(one) ?? new Set();
      this.ofTenants.set(one, set);
      return set;
    });
  }

  private wakeAll(arrival: Arrival | undefined): void {
    for (const set of [this.ofAll, ...this.ofTenants.values()])
      for (const wake of [...set]) wake(arrival);
  }

  /** Calls `wake` at each batch, until the function that it gives back is called. */
  onArrival(wake: () => void): () => void {
    this.listeners.add(wake);
    return () => this.listeners.delete(wake);
  }

  /** Those who wait have seen everything up to the head that was known until now. */
  private arrived(to: number, tenants: Tenants): void {
    if (to <= this.head) return;
    const arrival = { seen: this.head };
    this.head = to;
    this.version += 1;
    for (const wake of this.listeners) wake();
    if (tenants === undefined) return this.wakeAll(arrival);
    for (const wake of [...this.ofAll]) wake(arrival);
    for (const tenant of tenants)
      for (const wake of [...(this.ofTenants.get(tenant) ?? [])]) wake(arrival);
  }

  private async supervise(): Promise<void> {
    while (!this.closed) {
      try {
        await this.listen();
      } catch (err) {
        if (!this.closed) this.logger.warn({ err }, 'not notified of new events, will retry');
      }
      if (!this.closed) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** Until the connection ends. */
  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'rollcall-delivery-listening',
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
      query_timeout: 3_000,
    });
    const over = new Promise<void>((resolve) => {
      this.ended = resolve;
      client.on('end', resolve);
      client.on('error', () => resolve());
    });
    client.on('notification', ({ payload = '{}' }) => {
      const { to, tenants } = JSON.parse(payload) as { to: number; tenants?: readonly string[] };
      this.arrived(to, tenants);
    });
    let looking: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      // What was there a look ago and was not notified meanwhile, got lost.
      let before = Infinity;
      const look = async (): Promise<void> => {
        const { rows } = await client.query<{ head: string }>('SELECT head FROM feed');
        const head = Number(rows[0]?.head);
        this.arrived(Math.min(before, head), undefined);
        before = head;
      };
      await look();
      looking = setInterval(() => void look().catch(() => this.ended?.()), LOOK_EVERY_MS);
      if (!this.closed) await over;
    } finally {
      clearInterval(looking);
      await client.end().catch(() => undefined);
    }
  }
}

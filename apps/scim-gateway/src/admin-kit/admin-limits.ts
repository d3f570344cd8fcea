import { Inject, Injectable, Optional } from '@nestjs/common';
import { problem } from '../http/problem';
import { ConsoleConfig } from '../config/console-config';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import type { AdminCaller } from './admin-caller';

const MINUTE_MS = 60_000;
const MOST_KEYS = 10_000;

/**
 * A bucket for each key, as one number (GCRA): the time at which its requests so far would have been
 * due at an even pace. A minute's worth may come at once; a refused request costs nothing.
 */
class Buckets {
  private readonly due = new Map<string, number>();

  constructor(
    private readonly aMinute: number,
    private readonly now: () => number,
  ) {}

  /** Milliseconds until the caller may retry; 0 counts the request. */
  take(key: string): number {
    const now = this.now();
    const kept = this.keyOf(key, now);
    const due = Math.max(this.due.get(kept) ?? 0, now);
    const step = MINUTE_MS / this.aMinute;
    const early = due + step - now - MINUTE_MS;
    if (early > 1) return early;
    this.due.set(kept, due + step);
    return 0;
  }

  /** Beyond so many keys those that owe nothing go, and the rest share a bucket: memory is bounded. */
  private keyOf(key: string, now: number): string {
    if (this.due.has(key) || this.due.size < MOST_KEYS) return key;
    for (const [one, due] of this.due) if (due <= now) this.due.delete(one);
    return this.due.size < MOST_KEYS ? key : '';
  }
}

/** Requests a minute. */
type AdminRates = Pick<
  ConsoleConfig,
  'ADMIN_SESSION_LIMIT' | 'ADMIN_TENANT_LIMIT' | 'ADMIN_OPERATOR_LIMIT'
>;

/** The limit that refused the request. */
export type AdminLimit = 'session' | 'tenant-sessions' | 'operator';

const SAID: Readonly<Record<AdminLimit, string>> = {
  session: 'This session sends too many requests.',
  'tenant-sessions': 'The sessions of this organisation send too many requests together.',
  operator: 'This operator key sends too many requests.',
};

/** Limits how often a caller of the admin API may send requests to this gateway. */
@Injectable()
export class AdminLimits {
  private readonly buckets: Readonly<Record<AdminLimit, Buckets>>;

  constructor(
    @Inject(ConsoleConfig) rates: AdminRates,
    @Inject(GatewayMetrics) private readonly metrics: Pick<GatewayMetrics, 'limited'>,
    @Optional() now: () => number = () => performance.now(),
  ) {
    this.buckets = {
      session: new Buckets(rates.ADMIN_SESSION_LIMIT, now),
      'tenant-sessions': new Buckets(rates.ADMIN_TENANT_LIMIT, now),
      operator: new Buckets(rates.ADMIN_OPERATOR_LIMIT, now),
    };
  }

  /** Counts a request; throws a 429 problem with the time of a retry when it exceeds a limit. */
  take({ session, tenantId, actor }: AdminCaller): void {
    if (!session) return this.of('operator', actor);
    this.of('session', session.id);
    if (tenantId !== null) this.of('tenant-sessions', tenantId);
  }

  private of(limit: AdminLimit, key: string): void {
    const early = this.buckets[limit].take(key);
    if (early === 0) return;
    this.metrics.limited(limit);
    const detail = `${SAID[limit]} Wait for the seconds in Retry-After, then continue.`;
    throw problem(429, detail, {
      code: 'rate-limited',
      retryAfterSeconds: Math.ceil(early / 1_000),
    });
  }
}

import { ProblemError } from '@rollcall/platform';
import type { Access } from './access';

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

  /** After how many milliseconds to ask again; 0 counts the request. */
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
export interface AdminRates {
  /** Of one session of the console. */
  readonly session: number;
  /** Of all sessions of one tenant together. */
  readonly tenant: number;
  /** Of one operator key, by its name. */
  readonly operator: number;
}

/** Whose limit refused it. */
export type AdminLimit = 'session' | 'tenant-sessions' | 'operator';

const SAID: Readonly<Record<AdminLimit, string>> = {
  session: 'This session sends too many requests.',
  'tenant-sessions': 'The sessions of this organisation send too many requests together.',
  operator: 'This operator key sends too many requests.',
};

/** How often a caller of the admin API may ask, at this gateway. */
export class AdminLimits {
  private readonly buckets: Readonly<Record<AdminLimit, Buckets>>;

  constructor(
    { session, tenant, operator }: AdminRates,
    now: () => number = () => performance.now(),
    private readonly limited: (limit: AdminLimit) => void = () => undefined,
  ) {
    this.buckets = {
      session: new Buckets(session, now),
      'tenant-sessions': new Buckets(tenant, now),
      operator: new Buckets(operator, now),
    };
  }

  /** Counts a request; throws a 429 problem, with when to ask again, beyond a limit. */
  take({ session, tenantId, actor }: Access): void {
    if (!session) return this.of('operator', actor);
    this.of('session', session.id);
    if (tenantId !== null) this.of('tenant-sessions', tenantId);
  }

  private of(limit: AdminLimit, key: string): void {
    const early = this.buckets[limit].take(key);
    if (early === 0) return;
    this.limited(limit);
    const detail = `${SAID[limit]} Wait for the seconds in Retry-After, then continue.`;
    throw new ProblemError(
      429,
      'Too Many Requests',
      detail,
      Math.ceil(early / 1_000),
      'rate-limited',
    );
  }
}

import type { TenantId } from '@rollcall/contracts';
import { ScimError } from '@rollcall/protocol';

/** No tenant is held below this many requests a second. */
export const FLOOR = 25;

const WINDOW_MS = 1_000;
/** Sums of fractions of a second are not exact. */
const ROUNDING = 0.001;

/**
 * A bucket for each tenant, as one number (GCRA): the time at which its requests so far would have
 * been due at an even pace. A second's worth may come at once; a refused request costs nothing.
 * Each gateway keeps its own, so a tenant that calls n gateways has n times its limit.
 */
export class RateLimits {
  private readonly due = new Map<TenantId, number>();

  /** `otherwise`: requests a second of a tenant without a limit of its own. */
  constructor(
    private readonly otherwise: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Counts a request, or `cost` operations of one; beyond the limit it counts nothing and throws
   * 429 with the seconds after which to send again. A cost above the limit is let through where the
   * request alone would be, and paid for before the next.
   */
  take(tenantId: TenantId, limit: number | null, cost = 1): void {
    const rate = this.rateOf(limit);
    const now = this.now();
    const due = Math.max(this.due.get(tenantId) ?? 0, now);
    const early = due - now - (WINDOW_MS - WINDOW_MS / rate);
    if (early > ROUNDING)
      throw new ScimError(
        429,
        `This organisation may send ${rate} requests a second. Wait for the seconds in Retry-After, then continue.`,
        undefined,
        undefined,
        Math.ceil((early - ROUNDING) / 1_000),
      );
    this.due.set(tenantId, due + (cost * WINDOW_MS) / rate);
  }

  private rateOf(limit: number | null): number {
    return Math.max(FLOOR, limit ?? this.otherwise);
  }
}

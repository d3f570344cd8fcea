import type { TenantId } from '@rollcall/contracts';
import type { RequestEntry } from './entry';

const DAY_MS = 86_400_000;

/** How many rows of the request log each tenant has filled today, by this gateway. */
export class DailyRows {
  private day = 0;
  private counts = new Map<TenantId, number>();

  constructor(private readonly most: number) {}

  /** The row to write: the entry, or the last row of the day; none after it. */
  take(entry: RequestEntry): RequestEntry | undefined {
    const day = Math.floor(entry.at / DAY_MS);
    if (day > this.day) {
      this.day = day;
      this.counts = new Map();
    }
    const count = (this.counts.get(entry.tenantId) ?? 0) + 1;
    this.counts.set(entry.tenantId, count);
    if (count <= this.most) return entry;
    return count === this.most + 1 ? this.last(entry) : undefined;
  }

  /** Not a request: no provider sends LOG, and no route answers 507. */
  private last(entry: RequestEntry): RequestEntry {
    return {
      ...entry,
      method: 'LOG',
      path: '/',
      status: 507,
      ms: 0,
      resourceId: null,
      test: false,
      count: 1,
      attributes: [],
      quirks: [],
      captured: null,
      refusal: {
        code: 'log-full',
        attribute: null,
        scimType: null,
        detail: `The log of this organisation has ${this.most} entries of today from this gateway, the most that are kept of a day. Requests are answered as ever; those that follow today are not listed.`,
      },
    };
  }
}

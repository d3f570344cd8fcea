import type { TenantId } from '@rollcall/contracts';

const SLICE_MS = 10_000;
const SLICES = 6;

interface Counted {
  /** Number of the newest slice of time that was counted in. */
  slice: number;
  readonly counts: number[];
}

/** How many SCIM requests of each tenant this gateway answered within the last minute. */
export class RequestRates {
  private readonly tenants = new Map<TenantId, Counted>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  count(tenantId: TenantId): void {
    const counted = this.turned(tenantId);
    const at = counted.slice % SLICES;
    counted.counts[at] = (counted.counts[at] as number) + 1;
  }

  lastMinute(tenantId: TenantId): number {
    if (!this.tenants.has(tenantId)) return 0;
    return this.turned(tenantId).counts.reduce((sum, one) => sum + one, 0);
  }

  /** The counts of a tenant, those older than a minute emptied. */
  private turned(tenantId: TenantId): Counted {
    const slice = Math.floor(this.now() / SLICE_MS);
    const known = this.tenants.get(tenantId);
    if (known?.slice === slice) return known;
    const counted = known ?? { slice, counts: new Array<number>(SLICES).fill(0) };
    for (let gone = Math.max(counted.slice + 1, slice - SLICES + 1); gone <= slice; gone += 1)
      counted.counts[gone % SLICES] = 0;
    counted.slice = slice;
    this.tenants.set(tenantId, counted);
    return counted;
  }
}

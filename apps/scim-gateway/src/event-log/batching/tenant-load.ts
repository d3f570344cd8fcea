import type { TenantId } from '@rollcall/contracts';

const WINDOW_MS = 250;
/** In half a second. The 25 requests a second that every tenant may send do not slow the others. */
const LIGHT_LOAD = 25;
/** After its last request a tenant counts as waiting for answers this long. */
const PRESENT_MS = 5_000;

class Window {
  readonly requests = new Map<TenantId, number>();
  total = 0;
}

interface LastRequest {
  readonly tenantId: TenantId | undefined;
  at: number;
}

const never = (): LastRequest => ({ tenantId: undefined, at: Number.NEGATIVE_INFINITY });

/** The requests of each tenant to the log: in the running window, and in the one before it. */
export class TenantLoad {
  private former = new Window();
  private present = new Window();
  private number = Number.NEGATIVE_INFINITY;
  private latest = never();
  /** The latest of all the other tenants. */
  private another = never();

  constructor(private readonly now: () => number = () => performance.now()) {}

  count(tenantId: TenantId): void {
    const now = this.turn();
    const { requests } = this.present;
    requests.set(tenantId, (requests.get(tenantId) ?? 0) + 1);
    this.present.total += 1;
    if (tenantId === this.latest.tenantId) this.latest.at = now;
    else {
      this.another = this.latest;
      this.latest = { tenantId, at: now };
    }
  }

  /**
   * Whether the tenant sends more than a light load, and more than all others together, while
   * others send as well.
   */
  dominates(tenantId: TenantId): boolean {
    const now = this.turn();
    const windows = [this.former, this.present];
    const own = windows.reduce((sum, { requests }) => sum + (requests.get(tenantId) ?? 0), 0);
    const others = windows.reduce((sum, { total }) => sum + total, 0) - own;
    const neighbour = tenantId === this.latest.tenantId ? this.another : this.latest;
    return own > LIGHT_LOAD && own > others && now - neighbour.at < PRESENT_MS;
  }

  private turn(): number {
    const now = this.now();
    const number = Math.floor(now / WINDOW_MS);
    if (number === this.number) return now;
    this.former = number === this.number + 1 ? this.present : new Window();
    this.present = new Window();
    this.number = number;
    return now;
  }
}

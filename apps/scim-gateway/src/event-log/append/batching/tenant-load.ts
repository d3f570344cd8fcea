import type { TenantId } from '@rollcall/contracts';

const WINDOW_MS = 250;
/** In half a second: twice the 25 requests a second that every tenant may send are nobody’s burden. */
const MUCH = 25;
/** So long after its last request a tenant is still taken for one that waits for answers. */
const PRESENT_MS = 5_000;

class Window {
  readonly asked = new Map<TenantId, number>();
  total = 0;
}

interface Asked {
  readonly tenantId: TenantId | undefined;
  at: number;
}

const nobody = (): Asked => ({ tenantId: undefined, at: Number.NEGATIVE_INFINITY });

/** How much each tenant asks of the log: in the window that runs, and in the one before it. */
export class Shares {
  private former = new Window();
  private present = new Window();
  private number = Number.NEGATIVE_INFINITY;
  private latest = nobody();
  /** The latest of all the others. */
  private another = nobody();

  constructor(private readonly now: () => number = () => performance.now()) {}

  count(tenantId: TenantId): void {
    const now = this.turn();
    const { asked } = this.present;
    asked.set(tenantId, (asked.get(tenantId) ?? 0) + 1);
    this.present.total += 1;
    if (tenantId === this.latest.tenantId) this.latest.at = now;
    else {
      this.another = this.latest;
      this.latest = { tenantId, at: now };
    }
  }

  /** Whether it asks much, and more than all others together, while there are others. */
  prevails(tenantId: TenantId): boolean {
    const now = this.turn();
    const windows = [this.former, this.present];
    const own = windows.reduce((sum, { asked }) => sum + (asked.get(tenantId) ?? 0), 0);
    const others = windows.reduce((sum, { total }) => sum + total, 0) - own;
    const neighbour = tenantId === this.latest.tenantId ? this.another : this.latest;
    return own > MUCH && own > others && now - neighbour.at < PRESENT_MS;
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

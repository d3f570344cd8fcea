import type { TenantId } from '@rollcall/contracts';

const WINDOW_MS = 1_000;
/** Twice the 25 requests a second that every tenant may send: whoever asks less is nobody’s burden. */
const MUCH = 50;

class Window {
  readonly asked = new Map<TenantId, number>();
  total = 0;
}

/** How much each tenant asks of the log: in the window that runs, and in the one before it. */
export class Shares {
  private former = new Window();
  private present = new Window();
  private number = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number = () => performance.now()) {}

  count(tenantId: TenantId): void {
    this.turn();
    const { asked } = this.present;
    asked.set(tenantId, (asked.get(tenantId) ?? 0) + 1);
    this.present.total += 1;
  }

  /** Whether it asks much, and more than all others together, while there are others. */
  prevails(tenantId: TenantId): boolean {
    this.turn();
    const windows = [this.former, this.present];
    const own = windows.reduce((sum, { asked }) => sum + (asked.get(tenantId) ?? 0), 0);
    const others = windows.reduce((sum, { total }) => sum + total, 0) - own;
    return own > MUCH && others > 0 && own > others;
  }

  private turn(): void {
    const number = Math.floor(this.now() / WINDOW_MS);
    if (number === this.number) return;
    this.former = number === this.number + 1 ? this.present : new Window();
    this.present = new Window();
    this.number = number;
  }
}

const MOST_SOURCES = 10_000;

/**
 * How many secrets nobody knows one address may have tried within a window: a second for tokens.
 * Each is counted when it is tried, and given back when it was good: many at once are caught too.
 */
export class SourceLimits {
  private counts = new Map<string, number>();
  private since = -Infinity;

  constructor(
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
    private readonly windowMs = 1_000,
  ) {}

  /** Whether this address may try one more; true counts it. */
  take(source: string): boolean {
    const now = this.now();
    if (now - this.since >= this.windowMs) {
      this.counts = new Map();
      this.since = now;
    }
    const count = this.counts.get(source) ?? 0;
    if (count >= this.most) return false;
    // Beyond so many addresses in one window they share a count: memory is bounded.
    const key = count === 0 && this.counts.size >= MOST_SOURCES ? '' : source;
    const shared = this.counts.get(key) ?? 0;
    if (shared >= this.most) return false;
    this.counts.set(key, shared + 1);
    return true;
  }

  /** The secret was good. */
  giveBack(source: string): void {
    const count = this.counts.get(source);
    if (count !== undefined && count > 0) this.counts.set(source, count - 1);
  }
}

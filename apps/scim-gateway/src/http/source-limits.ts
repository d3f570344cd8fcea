import { sourceOf } from './source';

const MOST_KEYS = 10_000;

/**
 * How often something may be tried under a key within a window. Each try is counted when it is made,
 * and given back when it was good: many at once are caught too.
 */
export class Tries {
  private counts = new Map<string, number>();
  private since = -Infinity;

  constructor(
    readonly most: number,
    private readonly now: () => number = () => performance.now(),
    private readonly windowMs = 1_000,
  ) {}

  /** Whether it may be tried once more under this key; true counts it. */
  take(key: string): boolean {
    const now = this.now();
    if (now - this.since >= this.windowMs) {
      this.counts = new Map();
      this.since = now;
    }
    const count = this.counts.get(key) ?? 0;
    if (count >= this.most) return false;
    // Beyond so many keys in one window they share a count: memory is bounded.
    const counted = count === 0 && this.counts.size >= MOST_KEYS ? '' : key;
    const shared = this.counts.get(counted) ?? 0;
    if (shared >= this.most) return false;
    this.counts.set(counted, shared + 1);
    return true;
  }

  /** It was good. */
  giveBack(key: string): void {
    const count = this.counts.get(key);
    if (count !== undefined && count > 0) this.counts.set(key, count - 1);
  }
}

/** How many unknown secrets one source may try within a window: a second for tokens. */
export class SourceLimits extends Tries {
  override take(address: string): boolean {
    return super.take(sourceOf(address));
  }

  override giveBack(address: string): void {
    super.giveBack(sourceOf(address));
  }
}

/** How long ago the directory, by whatever replica, had projected everything that was published. */
export class Freshness {
  private lastCaughtUpAt = Number.NEGATIVE_INFINITY;

  /** Everything published before `at`, of performance.now, is projected. */
  caughtUp(at: number): void {
    this.lastCaughtUpAt = Math.max(this.lastCaughtUpAt, at);
  }

  /** Infinity until it caught up once. */
  stalenessSeconds(): number {
    return Math.max(0, Math.round((performance.now() - this.lastCaughtUpAt) / 1_000));
  }
}

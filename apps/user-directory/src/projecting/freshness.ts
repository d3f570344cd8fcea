/** How long ago all that the log had told was known to be projected, by whatever replica. */
export class Freshness {
  private provenAt = Number.NEGATIVE_INFINITY;

  /** Everything told before `at`, of performance.now, is projected. */
  proven(at: number): void {
    this.provenAt = Math.max(this.provenAt, at);
  }

  /** Infinity until it was proven once. */
  secondsAgo(): number {
    return Math.max(0, Math.round((performance.now() - this.provenAt) / 1_000));
  }
}

const KEEP_MS = 3_600_000;
const FIRST_WAIT_MS = 5_000;
const MOST_WAIT_MS = 60_000;

/**
 * A value from another server, cached for an hour. A failure is cached as well, for 5 s at first
 * and twice as long each time up to a minute: our callers cannot make us call that server more
 * often.
 */
export class Discovered<T> {
  private known: { until: number; readonly what: Promise<T> } | undefined;
  private failures = 0;

  constructor(
    private readonly discover: () => Promise<T>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Rejects with the cached failure. */
  get(): Promise<T> {
    if (this.known && this.now() < this.known.until) return this.known.what;
    const known = { until: this.now() + KEEP_MS, what: this.discover() };
    this.known = known;
    known.what.then(
      () => (this.failures = 0),
      () => {
        known.until = this.now() + Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
        this.failures += 1;
      },
    );
    return known.what;
  }
}

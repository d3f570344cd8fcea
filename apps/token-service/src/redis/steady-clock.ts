/**
 * The time that tokens are judged by: Redis' clock when the service met it, counted on from there
 * by the monotonic clock. A wall clock that jumps later, here or there, expires nothing.
 */
export class SteadyClock {
  private offset: number | undefined;
  /** How far Redis' clock stands from ours now, in milliseconds: for a metric. */
  difference = 0;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** Hears what Redis' clock says; the first time sets this one. */
  hear(redisMs: number): void {
    this.offset ??= redisMs - this.monotonic();
    this.difference = redisMs - this.now();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.floor((this.offset ?? Date.now() - this.monotonic()) + this.monotonic());
  }
}

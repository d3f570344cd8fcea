/**
 * The time that expiry is judged by: Redis' clock at the first contact, advanced by the monotonic
 * clock. A wall clock that jumps later, in either place, expires nothing.
 */
export class SteadyClock {
  private offset: number | undefined;
  /** Redis' clock minus this one, in milliseconds: for a metric. */
  difference = 0;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** Takes the reply of Redis' TIME; the first one sets this clock. */
  sync([seconds, micros]: readonly [string, string]): void {
    const redisMs = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    this.offset ??= redisMs - this.monotonic();
    this.difference = redisMs - this.now();
  }

  /** Milliseconds since 1970, by Redis' clock: `time` is asked before the first contact. */
  async known(time: () => Promise<readonly [string, string]>): Promise<number> {
    if (this.offset === undefined) this.sync(await time());
    return this.now();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.floor((this.offset ?? Date.now() - this.monotonic()) + this.monotonic());
  }
}

/** How long ago the directory last knew that it had read everything told. */
export class Freshness {
  private provenAt = performance.now();
  private readonly behind = new Set<number>();

  /** After a batch: the end of its partition was reached, or not. */
  read(partition: number, lastOffset: string, highWatermark: string): void {
    if (BigInt(lastOffset) + 1n >= BigInt(highWatermark)) this.behind.delete(partition);
    else this.behind.add(partition);
    if (this.behind.size === 0) this.provenAt = performance.now();
  }

  /** A fetch of the consumer came back, with or without messages. */
  fetched(): void {
    if (this.behind.size === 0) this.provenAt = performance.now();
  }

  secondsAgo(): number {
    return Math.max(0, Math.round((performance.now() - this.provenAt) / 1_000));
  }
}

export interface Pauses {
  /** How long a batch waits for the callers whom the batch before it answered, in milliseconds. */
  readonly lingerMs: number;
  /** The pause before the next batch, after one that took this many milliseconds. */
  readonly cooldownMs: (tookMs: number) => number;
  /** Nothing waits any more. */
  readonly idle: () => void;
}

export const NO_PAUSES: Pauses = { lingerMs: 0, cooldownMs: () => 0, idle: () => undefined };

/**
 * What arrives while a batch runs forms the next one: an idle system waits for no timer.
 *
 * Callers that send their next request after each answer would fall into two halves that take
 * turns, each paying for a batch of its own. So after each batch, when some already wait, the next
 * one lingers until the answered callers return, `lingerMs` at most.
 */
export class NaturalBatch<Item> {
  private waiting: Item[] = [];
  private running = false;
  private lingering: { readonly enough: number; readonly go: () => void } | undefined;

  /** `run` takes at most `most` items and must not reject. */
  constructor(
    private readonly most: number,
    private readonly run: (items: Item[]) => Promise<void>,
    private readonly pauses = NO_PAUSES,
  ) {}

  get length(): number {
    return this.waiting.length;
  }

  add(item: Item): void {
    const waiting = this.waiting.push(item);
    if (this.lingering && waiting >= this.lingering.enough) this.lingering.go();
    if (this.running) return;
    this.running = true;
    // A breath of the event loop: requests that were read in the same one share the batch.
    setImmediate(() => void this.runAll());
  }

  private async runAll(): Promise<void> {
    const { cooldownMs, idle } = this.pauses;
    while (this.waiting.length > 0) {
      const items =
        this.waiting.length <= this.most ? this.waiting : this.waiting.slice(0, this.most);
      this.waiting = items === this.waiting ? [] : this.waiting.slice(this.most);
      const began = performance.now();
      await this.run(items);
      const cooldown = cooldownMs(performance.now() - began);
      if (cooldown > 0) await new Promise((resolve) => setTimeout(resolve, cooldown));
      else if (this.waiting.length > 0) await this.linger(this.waiting.length + items.length);
    }
    this.running = false;
    idle();
  }

  private async linger(all: number): Promise<void> {
    const { lingerMs } = this.pauses;
    const enough = Math.min(this.most, all);
    if (lingerMs === 0 || this.waiting.length >= enough) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lingerMs);
      const go = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.lingering = { enough, go };
    });
    this.lingering = undefined;
  }
}

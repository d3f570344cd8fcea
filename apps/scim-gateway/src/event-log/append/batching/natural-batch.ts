export interface Pauses {
  /** How long those who were answered have to come back, in milliseconds. */
  readonly gatherMs: number;
  /** How long nothing is begun after a turn that took so many milliseconds. */
  readonly restMs: (tookMs: number) => number;
  /** Nothing waits any more. */
  readonly idle: () => void;
}

export const NO_PAUSES: Pauses = { gatherMs: 0, restMs: () => 0, idle: () => undefined };

/**
 * What arrives while a turn runs forms the next one: an idle system waits for no timer.
 *
 * Callers who ask again when they are answered would fall into two halves that take turns, each
 * paying for a turn of its own. So when some wait already at the end of a turn, those who were
 * answered have a moment to come back; the turn begins when as many are there.
 */
export class NaturalBatch<Item> {
  private waiting: Item[] = [];
  private running = false;
  private gathering: { readonly enough: number; readonly go: () => void } | undefined;

  /** `turn` takes at most `most` items and must not reject. */
  constructor(
    private readonly most: number,
    private readonly turn: (items: Item[]) => Promise<void>,
    private readonly pauses = NO_PAUSES,
  ) {}

  get length(): number {
    return this.waiting.length;
  }

  add(item: Item): void {
    const waiting = this.waiting.push(item);
    if (this.gathering && waiting >= this.gathering.enough) this.gathering.go();
    if (this.running) return;
    this.running = true;
    // A breath of the event loop: requests that were read in the same one share the turn.
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    const { restMs, idle } = this.pauses;
    while (this.waiting.length > 0) {
      const items =
        this.waiting.length <= this.most ? this.waiting : this.waiting.slice(0, this.most);
      this.waiting = items === this.waiting ? [] : this.waiting.slice(this.most);
      const began = performance.now();
      await this.turn(items);
      const rest = restMs(performance.now() - began);
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      else if (this.waiting.length > 0) await this.gather(this.waiting.length + items.length);
    }
    this.running = false;
    idle();
  }

  private async gather(all: number): Promise<void> {
    const { gatherMs } = this.pauses;
    const enough = Math.min(this.most, all);
    if (gatherMs === 0 || this.waiting.length >= enough) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      const go = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.gathering = { enough, go };
    });
    this.gathering = undefined;
  }
}

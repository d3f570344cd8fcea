/** What arrives while a turn runs forms the next one: no timer, so an idle system adds no latency. */
export class NaturalBatch<Item> {
  private waiting: Item[] = [];
  private running = false;

  /** `turn` takes at most `most` items and must not reject. */
  constructor(
    private readonly most: number,
    private readonly turn: (items: Item[]) => Promise<void>,
  ) {}

  get length(): number {
    return this.waiting.length;
  }

  get idle(): boolean {
    return !this.running;
  }

  add(item: Item): void {
    this.waiting.push(item);
    if (this.running) return;
    this.running = true;
    // A breath of the event loop: requests that were read in the same one share the turn.
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const items =
        this.waiting.length <= this.most ? this.waiting : this.waiting.slice(0, this.most);
      this.waiting = items === this.waiting ? [] : this.waiting.slice(this.most);
      await this.turn(items);
    }
    this.running = false;
  }
}

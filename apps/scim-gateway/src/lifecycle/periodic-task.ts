/** Does something at once, and again `everyMs` after it ended, until it is stopped. */
export class Repeating {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  /** When `work` rejects, `failed` gets the reason, and the next turn comes all the same. */
  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly failed: (reason: unknown) => void,
  ) {}

  /** Resolves after the first turn, whether it succeeded or not. */
  start(): Promise<void> {
    return (this.running = this.turn());
  }

  /** The next turn now, unless one is running. */
  wake(): void {
    if (this.timer === undefined || this.stopped) return;
    clearTimeout(this.timer);
    void this.start();
  }

  /** Resolves when the turn in hand is through. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async turn(): Promise<void> {
    this.timer = undefined;
    try {
      await this.work();
    } catch (reason) {
      if (!this.stopped) this.failed(reason);
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.start(), this.everyMs);
    this.timer.unref();
  }
}

import type { OnApplicationShutdown } from '@nestjs/common';

/**
 * Writes in the background what was added a moment ago: one write after the other, never in the way
 * of a request. What waits is written when the gateway stops.
 */
export abstract class BufferedWriter implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly afterMs: number) {}

  /** Writes what was added until now. Never rejects. */
  protected abstract write(): Promise<void>;

  /** Something was added. */
  protected soon(): void {
    this.timer ??= setTimeout(() => this.due(), this.afterMs).unref();
  }

  protected due(): void {
    void this.flush();
  }

  /** Resolves when what was added until now is written, or was not to be written. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.writing = this.writing.then(() => this.write()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.flush();
  }
}

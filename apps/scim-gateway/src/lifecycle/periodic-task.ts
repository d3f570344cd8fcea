import type { OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';

export interface Period {
  readonly everyMs: number;
  /** Logged when a run fails; the next one comes all the same. */
  readonly failure: string;
  readonly level?: 'warn' | 'error';
  /** The gateway waits for the first run, whether it succeeds or not. */
  readonly isAwaited?: true;
}

/** Runs at the start of the gateway, and again so long after each end, until the gateway stops. */
export abstract class PeriodicTask
  implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  protected stopping = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    protected readonly logger: Logger,
    private readonly period: Period,
  ) {}

  protected abstract run(): Promise<unknown>;

  async onModuleInit(): Promise<void> {
    if (this.period.isAwaited) await this.start();
  }

  onApplicationBootstrap(): void {
    if (!this.period.isAwaited) void this.start();
  }

  /** Resolves when the run in hand has ended. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Runs now, unless it is running. */
  wake(): void {
    if (this.timer === undefined || this.stopping) return;
    clearTimeout(this.timer);
    void this.start();
  }

  private start(): Promise<void> {
    return (this.running = this.once());
  }

  private async once(): Promise<void> {
    const { everyMs, failure, level = 'warn' } = this.period;
    this.timer = undefined;
    try {
      await this.run();
    } catch (err) {
      if (!this.stopping) this.logger[level]({ err }, failure);
    }
    if (!this.stopping) this.timer = setTimeout(() => void this.start(), everyMs).unref();
  }
}

import { resampleTables, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';

const SOON_MS = 5_000;
const AGAIN_MS = 60_000;

/**
 * The logins, external ids and names of groups by which rows are found are sampled, and samples
 * outlive the rows: after an erasure they are taken again. Also at the start, since a directory that
 * stopped in between has forgotten that it was to do so.
 */
export class Statistics {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly pool: Pool,
    private readonly tables: readonly string[],
    private readonly logger: Logger,
  ) {}

  /** Several erasures in a row are one sampling. */
  due(inMs = SOON_MS): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.running = this.renew();
    }, inMs).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async renew(): Promise<void> {
    await resampleTables(this.pool, this.tables).catch((err: unknown) => {
      this.logger.warn({ err }, 'ANALYZE after an erasure failed, will retry in a minute');
      this.due(AGAIN_MS);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import { TokenStore } from '../credentials/token-store';
import { OutboxRelay } from '../events/outbox-relay';
import { AppendFile } from './append-file';

/** What time does to tokens: they near their expiry, expire, and are deleted. */
@Injectable()
export class Housekeeping {
  private readonly pruned;

  constructor(
    private readonly store: TokenStore,
    private readonly relay: OutboxRelay,
    private readonly file: AppendFile,
    metrics: Metrics,
  ) {
    this.pruned = metrics.counter(
      'rollcall_tokens_pruned_total',
      'Ended tokens deleted from the store: too old, or too many of one tenant.',
    );
  }

  /** One step of each task. Rejects without Redis. */
  async run(): Promise<void> {
    const expired = await this.store.expire('sweep');
    const warned = await this.store.warn('sweep');
    if (expired + warned > 0) this.relay.wake();
    this.pruned.inc(await this.store.prune());
    await this.file.rewriteWhenDue();
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { createPool, Metrics, poolGauges, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { DeliveryConfig } from '../config/delivery-config';
import { LOGGER } from '../service/logger';

/** Pages of the feed share no connection with what writes it, nor with who asks how far readers are. */
@Injectable()
export class Pools {
  readonly pages: Pool;
  /** One batch is written at a time, and one piece of an erasure. */
  readonly writing: Pool;
  /** Questions about subscriptions, and what they acknowledge. */
  readonly subscriptions: Pool;
  /** What webhooks read and write. */
  readonly sending: Pool;
  private readonly all: readonly Pool[];

  constructor(
    { DATABASE_URL: url, FEED_CONNECTIONS }: DeliveryConfig,
    @Inject(LOGGER) log: Logger,
    metrics: Metrics,
  ) {
    const onError = (err: Error): void => log.warn({ err }, 'database connection lost');
    const open = (name: string, max: number): Pool => createPool({ url, name, max, onError });
    this.pages = open('rollcall-delivery', FEED_CONNECTIONS);
    this.writing = open('rollcall-delivery-writing', 3);
    this.subscriptions = open('rollcall-delivery-subscriptions', 2);
    this.sending = open('rollcall-delivery-sending', 4);
    this.all = [this.pages, this.writing, this.subscriptions, this.sending];
    poolGauges(metrics, this.all);
  }

  async end(): Promise<void> {
    await Promise.all(this.all.map((pool) => pool.end()));
  }
}

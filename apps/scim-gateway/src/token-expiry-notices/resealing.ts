import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { WATCH_POOL } from '../database/pools';
import { Repeating } from '../lifecycle/periodic-task';
import { LOGGER } from '../runtime/tokens';
import { reseal } from './reseal';
import { SealedSecrets } from './sealed-secret';

const EVERY_MS = 3_600_000;

/** Seals the secrets of webhooks under the first key again, after keys were rotated. */
@Injectable()
export class Resealing implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly turns: Repeating;

  constructor(
    @Inject(WATCH_POOL) pool: Pool,
    @Inject(LOGGER) logger: Logger,
    secrets: SealedSecrets,
  ) {
    this.turns = new Repeating(
      EVERY_MS,
      () => reseal(pool, secrets, logger),
      (err) => logger.warn({ err }, 'resealing of webhook secrets failed, will retry'),
    );
  }

  onApplicationBootstrap(): void {
    void this.turns.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.turns.stop();
  }
}

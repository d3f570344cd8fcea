import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { WATCH_POOL } from '../database/pools';
import { PeriodicTask } from '../lifecycle/periodic-task';
import { LOGGER } from '../runtime/tokens';
import { reseal } from './reseal';
import { SealedSecrets } from './sealed-secret';

/** Seals the secrets of webhooks under the first key again, after keys were rotated. */
@Injectable()
export class Resealing extends PeriodicTask {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(LOGGER) logger: Logger,
    private readonly secrets: SealedSecrets,
  ) {
    const failure = 'resealing of webhook secrets failed, will retry';
    super(logger, { everyMs: 3_600_000, failure });
  }

  protected run(): Promise<unknown> {
    return reseal(this.pool, this.secrets, this.logger);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import { PeriodicTask } from '../lifecycle/periodic-task';
import { LOGGER } from '../runtime/tokens';
import { keepLog } from './partitions';

/** Makes the partitions of the request log before they are needed, and drops those that are old. */
@Injectable()
export class PartitionKeeper extends PeriodicTask {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    @Inject(REQUEST_LOG_POOL) private readonly requestLog: Pool,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, {
      everyMs: 3_600_000,
      failure: 'request log partition maintenance failed, will retry',
      level: 'error',
      isAwaited: true,
    });
  }

  protected run(): Promise<unknown> {
    return keepLog(this.pool, this.requestLog);
  }
}

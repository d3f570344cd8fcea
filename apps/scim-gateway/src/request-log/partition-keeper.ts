import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import { Repeating } from '../lifecycle/periodic-task';
import { LOGGER } from '../runtime/tokens';
import { keepLog } from './partitions';

const EVERY_MS = 3_600_000;

/** Makes the partitions of the request log before they are needed, and drops those that are old. */
@Injectable()
export class PartitionKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly turns: Repeating;

  constructor(
    @Inject(WATCH_POOL) pool: Pool,
    @Inject(REQUEST_LOG_POOL) requestLog: Pool,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.turns = new Repeating(
      EVERY_MS,
      () => keepLog(pool, requestLog),
      (err) => logger.error({ err }, 'request log partition maintenance failed, will retry'),
    );
  }

  /** Resolves when requests can be logged. */
  onModuleInit(): Promise<void> {
    return this.turns.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.turns.stop();
  }
}

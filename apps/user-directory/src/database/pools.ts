import { Inject, Injectable } from '@nestjs/common';
import { createPool, Metrics, poolGauges, type Logger } from '@rollcall/platform';
import type { Pool } from 'pg';
import { DirectoryConfig } from '../config/directory-config';
import { LOGGER } from '../service/logger';

/** Two pools of the read replica: lists, and questions that take no time. */
export interface ReplicaPools {
  readonly lists: Pool;
  readonly side: Pool;
}

/** What must always answer shares no connection with what can be slow. */
@Injectable()
export class Pools {
  readonly answers: Pool;
  readonly projection: Pool;
  readonly lists: Pool;
  readonly snapshots: Pool;
  readonly replica: ReplicaPools | undefined;

  constructor(config: DirectoryConfig, @Inject(LOGGER) logger: Logger, metrics: Metrics) {
    const { DATABASE_URL: primary, REPLICA_DATABASE_URL: replica } = config;
    const { LIST_CONNECTIONS: lists, REPLICA_DEADLINE_MS: ms } = config;
    const onError = (err: Error): void => logger.warn({ err }, 'database connection lost');
    const open = (url: string, name: string, max: number, connectMs?: number): Pool =>
      createPool({ url, name, max, onError, ...(connectMs === undefined ? {} : { connectMs }) });
    this.answers = open(primary, 'rollcall-directory', config.ANSWER_CONNECTIONS);
    this.projection = open(primary, 'rollcall-directory-projection', config.PROJECTION_CONNECTIONS);
    this.lists = open(primary, 'rollcall-directory-lists', lists);
    this.snapshots = open(primary, 'rollcall-directory-snapshots', config.SNAPSHOT_CONNECTIONS);
    this.replica =
      replica === undefined
        ? undefined
        : {
            lists: open(replica, 'rollcall-directory-lists', lists, ms),
            side: open(replica, 'rollcall-directory', 1, ms),
          };
    poolGauges(metrics, this.all);
  }

  async end(): Promise<void> {
    await Promise.all(this.all.map((pool) => pool.end()));
  }

  private get all(): readonly Pool[] {
    const { answers, projection, lists, snapshots, replica } = this;
    const all = [answers, projection, lists, snapshots, replica?.lists, replica?.side];
    return all.filter((pool) => pool !== undefined);
  }
}

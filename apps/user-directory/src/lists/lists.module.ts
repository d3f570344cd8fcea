import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { DirectoryConfig } from '../config/directory-config';
import { DatabaseModule } from '../database/database.module';
import { Pools } from '../database/pools';
import { FreshnessModule } from '../freshness/freshness.module';
import { WaitFor } from '../freshness/wait-for';
import { ServiceModule } from '../service/service.module';
import { CursorLists } from './cursor-lists';
import { ListDatabase } from './list-database';
import { ListMetrics } from './list-metrics';
import { ListReads } from './list-reads';
import { ListTurns } from './list-turns';
import { ResourceLists } from './resource-lists';

const listReads = (
  config: DirectoryConfig,
  { lists, answers, replica }: Pools,
  turns: ListTurns,
  wait: WaitFor,
  metrics: ListMetrics,
): ListReads => {
  const database = (pool: Pool, side: Pool): ListDatabase =>
    new ListDatabase({ pool, side, turns, onEnded: (why) => metrics.ended(why) });
  const follower = replica && {
    database: database(replica.lists, replica.side),
    deadlineMs: config.REPLICA_DEADLINE_MS,
  };
  return new ListReads(database(lists, answers), wait, follower, metrics);
};

/** Lists of users and of groups. */
@Module({
  imports: [ServiceModule, DatabaseModule, FreshnessModule],
  providers: [
    {
      provide: ListTurns,
      inject: [DirectoryConfig],
      useFactory: ({ LIST_CONNECTIONS }: DirectoryConfig) =>
        new ListTurns({ all: LIST_CONNECTIONS }),
    },
    {
      provide: ListReads,
      inject: [DirectoryConfig, Pools, ListTurns, WaitFor, ListMetrics],
      useFactory: listReads,
    },
    ListMetrics,
    ResourceLists,
    CursorLists,
  ],
  exports: [ListReads, ResourceLists, CursorLists],
})
export class ListsModule {}

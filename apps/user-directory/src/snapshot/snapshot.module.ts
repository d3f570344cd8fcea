import { Module } from '@nestjs/common';
import { Metrics, type Logger } from '@rollcall/platform';
import { DirectoryConfig } from '../config/directory-config';
import { DatabaseModule } from '../database/database.module';
import { Pools } from '../database/pools';
import { KafkaClient } from '../service/kafka-client';
import { LOGGER } from '../service/logger';
import { ServiceModule } from '../service/service.module';
import { Snapshots } from './snapshots';
import { committedOffsets } from './tail-offsets';

const snapshots = (
  config: DirectoryConfig,
  { snapshots: pool, answers: side }: Pools,
  client: KafkaClient,
  metrics: Metrics,
  logger: Logger,
): Snapshots => {
  const ended = metrics.counter(
    'rollcall_directory_snapshots_total',
    'Snapshots by how they ended: complete, left (the client closed the connection), time (SNAPSHOT_MAX_SECONDS), tables (a rebuild or a migration), stop (of the service), failed.',
    ['ending'],
  );
  return new Snapshots({
    pool,
    side,
    topic: client.topic,
    generation: config.TOPIC_GENERATION,
    offsets: () => committedOffsets(client),
    most: config.SNAPSHOT_CONNECTIONS,
    longestMs: config.SNAPSHOT_MAX_SECONDS * 1_000,
    logger,
    onEnded: (ending) => ended.inc({ ending }),
  });
};

/** Snapshots for subscribers that begin. */
@Module({
  imports: [ServiceModule, DatabaseModule],
  providers: [
    {
      provide: Snapshots,
      inject: [DirectoryConfig, Pools, KafkaClient, Metrics, LOGGER],
      useFactory: snapshots,
    },
  ],
  exports: [Snapshots],
})
export class SnapshotModule {}

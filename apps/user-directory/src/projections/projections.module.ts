import {
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { assertMigrated, Metrics, type Logger } from '@rollcall/platform';
import { connectAdmin, ConsumerLagMonitor } from '@rollcall/subscriber';
import { DirectoryConfig } from '../config/directory-config';
import { DatabaseModule } from '../database/database.module';
import { Pools } from '../database/pools';
import { Freshness } from '../freshness/freshness';
import { FreshnessModule } from '../freshness/freshness.module';
import { addHeldTenants, countDeadLetters } from '../projecting/gauges';
import { ProjectionMetrics } from '../projecting/projection-metrics';
import { Projector } from '../projecting/projector';
import { Statistics } from '../projecting/statistics';
import { KafkaClient } from '../service/kafka-client';
import { LOGGER } from '../service/logger';
import { ServiceModule } from '../service/service.module';
import { projections, SAMPLED } from './projections';
import { schema } from './schema';

/** The projector with its projections, and what watches how far they are. */
@Module({
  imports: [ServiceModule, DatabaseModule, FreshnessModule],
  providers: [
    ProjectionMetrics,
    {
      provide: Projector,
      inject: [Pools, ProjectionMetrics, LOGGER],
      useFactory: ({ projection: pool }: Pools, observer: ProjectionMetrics, logger: Logger) =>
        new Projector({ pool, projections, observer, logger }),
    },
    {
      provide: Statistics,
      inject: [Pools, LOGGER],
      useFactory: ({ projection: pool }: Pools, logger: Logger) =>
        new Statistics(pool, SAMPLED, logger),
    },
    {
      provide: ConsumerLagMonitor,
      inject: [KafkaClient, Freshness, ProjectionMetrics, LOGGER],
      useFactory: (
        { kafka, groupId, topic }: KafkaClient,
        freshness: Freshness,
        metrics: ProjectionMetrics,
        log: Logger,
      ) =>
        new ConsumerLagMonitor({
          connect: () => connectAdmin(kafka),
          groupId,
          topic,
          log,
          onCaughtUp: (at) => freshness.caughtUp(at),
          onLag: (events) => metrics.lag(events),
        }),
    },
  ],
  exports: [Projector, ProjectionMetrics, Statistics],
})
export class ProjectionsModule implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private stopCounting: () => void = () => undefined;

  constructor(
    private readonly config: DirectoryConfig,
    private readonly metrics: Metrics,
    private readonly client: KafkaClient,
    private readonly pools: Pools,
    private readonly lag: ConsumerLagMonitor,
    private readonly statistics: Statistics,
  ) {}

  onModuleInit(): Promise<void> {
    return assertMigrated(this.config.DATABASE_URL, schema);
  }

  onApplicationBootstrap(): void {
    addHeldTenants(this.metrics, this.pools.answers);
    this.stopCounting = countDeadLetters(this.metrics, this.client.kafka);
    this.lag.start();
    // A directory that stopped after an erasure no longer knows that it had to sample again.
    this.statistics.due();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopCounting();
    await Promise.all([this.lag.stop(), this.statistics.stop()]);
  }
}

import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type Provider,
  type Type,
} from '@nestjs/common';
import { AccessController } from './access/access.controller';
import { MembershipsController } from './access/memberships.controller';
import { OpenApiController } from './access/openapi.controller';
import { DirectoryConfig } from './config/directory-config';
import { DatabaseModule } from './database/database.module';
import { Pools } from './database/pools';
import { FreshnessModule } from './freshness/freshness.module';
import { LogProofs } from './freshness/log-proofs';
import { WaitFor } from './freshness/wait-for';
import { CursorLists } from './lists/cursor-lists';
import { ListReads } from './lists/list-reads';
import { ListsController } from './lists/lists.controller';
import { ListsModule } from './lists/lists.module';
import { ResourceLists } from './lists/resource-lists';
import { ProjectingController } from './projecting/projecting.controller';
import { ProjectionMetrics } from './projecting/projection-metrics';
import { Projector } from './projecting/projector';
import { Statistics } from './projecting/statistics';
import { ProjectionsModule } from './projections/projections.module';
import { RebuildingModule } from './rebuilding/rebuilding.module';
import { KafkaClient } from './service/kafka-client';
import { ServiceModule } from './service/service.module';
import { SnapshotController } from './snapshot/snapshot.controller';
import { SnapshotModule } from './snapshot/snapshot.module';
import { Snapshots } from './snapshot/snapshots';

/**
 * Everything but the controllers, once. The service listens on two ports, which in Nest are two HTTP
 * applications; their controllers get what this container built.
 */
@Module({
  imports: [
    ServiceModule,
    DatabaseModule,
    FreshnessModule,
    ListsModule,
    ProjectionsModule,
    RebuildingModule,
    SnapshotModule,
  ],
})
export class AppModule {}

/** Hooks of the life cycle are on modules, so that no application runs those of the container again. */
const from = (app: INestApplicationContext, ...types: readonly Type<unknown>[]): Provider[] =>
  types.map((type) => ({ provide: type, useFactory: () => app.get(type) }));

/** What services of the product ask: `/directory/v1`. */
@Module({
  controllers: [AccessController, MembershipsController, SnapshotController, OpenApiController],
})
export class PublicApi {
  static of(app: INestApplicationContext): DynamicModule {
    const providers = from(
      app,
      Pools,
      WaitFor,
      LogProofs,
      ResourceLists,
      ListReads,
      DirectoryConfig,
      Snapshots,
    );
    return { module: PublicApi, providers };
  }
}

/** What the gateway and operators ask, and what comes from Kafka. */
@Module({ controllers: [ListsController, ProjectingController] })
export class InternalApi {
  static of(app: INestApplicationContext): DynamicModule {
    const ofLists = [ResourceLists, CursorLists];
    const ofProjections = [Projector, Pools, KafkaClient, ProjectionMetrics, Statistics];
    return { module: InternalApi, providers: from(app, ...ofLists, ...ofProjections) };
  }
}

import { Module } from '@nestjs/common';
import type { InternalClient } from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { DatabaseModule } from '../database/database.module';
import { READ_POOL, REQUEST_LOG_POOL, WATCH_POOL } from '../database/pools';
import { EventLogModule } from '../event-log/event-log.module';
import { DIRECTORY } from '../neighbours/neighbours';
import { NeighboursModule } from '../neighbours/neighbours.module';
import { generationsOf } from '../relay/topic-publisher';
import { TenancyModule } from '../tenancy/tenancy.module';
import { TokenService } from '../tokens/token-service';
import { TokensModule } from '../tokens/tokens.module';
import { ActsController } from './acts.controller';
import { Holds } from './holds';
import { HoldsController } from './holds.controller';
import { TenantPages } from './tenant-pages';
import { OverviewController, TenantsController } from './tenants.controller';
import { TokensController } from './tokens.controller';

@Module({
  imports: [DatabaseModule, EventLogModule, NeighboursModule, TenancyModule, TokensModule],
  controllers: [
    ActsController,
    HoldsController,
    OverviewController,
    TenantsController,
    TokensController,
  ],
  providers: [
    {
      provide: Holds,
      inject: [READ_POOL, DIRECTORY, GatewayConfig],
      useFactory: (pool: Pool, directory: InternalClient, config: GatewayConfig) =>
        new Holds(pool, directory, generationsOf(config)),
    },
    {
      provide: TenantPages,
      inject: [WATCH_POOL, REQUEST_LOG_POOL, GatewayConfig, TokenService],
      useFactory: (pool: Pool, requestLog: Pool, config: GatewayConfig, tokens: TokenService) =>
        new TenantPages(
          pool,
          config.TOPIC_GENERATION,
          config.REQUEST_LOG ? requestLog : undefined,
          (ids) => tokens.lastEnds(ids),
        ),
    },
  ],
})
export class AdminModule {}

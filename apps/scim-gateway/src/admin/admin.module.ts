import { Module } from '@nestjs/common';
import { EventLogModule } from '../event-log/event-log.module';
import { NeighboursModule } from '../neighbours/neighbours.module';
import { TenancyModule } from '../tenancy/tenancy.module';
import { TokensModule } from '../tokens/tokens.module';
import { ActsController } from './acts.controller';
import { DeliveryService } from './delivery-service';
import { EndpointsController } from './endpoints.controller';
import { Holds } from './holds';
import { HoldsController } from './holds.controller';
import { SubscriptionsController } from './subscriptions.controller';
import { TenantPages } from './tenant-pages';
import { TenantsController } from './tenants.controller';
import { TokensController } from './tokens.controller';

@Module({
  imports: [EventLogModule, NeighboursModule, TenancyModule, TokensModule],
  controllers: [
    ActsController,
    EndpointsController,
    HoldsController,
    SubscriptionsController,
    TenantsController,
    TokensController,
  ],
  providers: [DeliveryService, Holds, TenantPages],
})
export class AdminModule {}

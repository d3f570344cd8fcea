import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { assertMigrated } from '@rollcall/platform';
import { DeliveryConfig } from '../config/delivery-config';
import { ServiceModule } from '../service/service.module';
import { Pools } from './pools';
import { schema } from './schema';

/** Connections to Postgres; they end when everything that asks has stopped. */
@Module({ imports: [ServiceModule], providers: [Pools], exports: [Pools] })
export class DatabaseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly config: DeliveryConfig,
    private readonly pools: Pools,
  ) {}

  onModuleInit(): Promise<void> {
    return assertMigrated(this.config.DATABASE_URL, schema);
  }

  onApplicationShutdown(): Promise<void> {
    return this.pools.end();
  }
}

import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { ServiceModule } from '../service/service.module';
import { Pools } from './pools';

/** Connections to Postgres; they end when everything that asks has stopped. */
@Module({ imports: [ServiceModule], providers: [Pools], exports: [Pools] })
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly pools: Pools) {}

  onApplicationShutdown(): Promise<void> {
    return this.pools.end();
  }
}

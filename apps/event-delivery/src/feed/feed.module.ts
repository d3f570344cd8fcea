import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module';
import { ServiceModule } from '../service/service.module';
import { Arrivals } from './arrivals';
import { Feed } from './feed';
import { Pages } from './pages';

/** Reading the feed, and waiting for what comes. */
@Module({
  imports: [ServiceModule, DatabaseModule],
  providers: [Arrivals, Pages, Feed],
  exports: [Arrivals, Feed],
})
export class FeedModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly arrivals: Arrivals) {}

  onApplicationBootstrap(): void {
    this.arrivals.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.arrivals.stop();
  }
}

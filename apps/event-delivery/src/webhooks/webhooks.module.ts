import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module';
import { FeedModule } from '../feed/feed.module';
import { ServiceModule } from '../service/service.module';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { Courier } from './courier';
import { Dispatcher } from './dispatcher';
import { EndpointSecrets } from './endpoint-secrets';
import { Endpoints } from './endpoints';
import { Places } from './places';
import { Poster } from './poster';

/** From the feed to the endpoints of webhooks. */
@Module({
  imports: [ServiceModule, DatabaseModule, FeedModule, SubscriptionsModule],
  providers: [EndpointSecrets, Poster, Places, Courier, Dispatcher, Endpoints],
  exports: [Endpoints],
})
export class WebhooksModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly dispatcher: Dispatcher) {}

  onApplicationBootstrap(): void {
    this.dispatcher.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.dispatcher.stop();
  }
}

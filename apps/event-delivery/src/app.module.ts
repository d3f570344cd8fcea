import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type Provider,
  type Type,
} from '@nestjs/common';
import { EventsController } from './access/events.controller';
import { HoldsController } from './access/holds.controller';
import {
  InternalSubscriptionsController,
  SubscriptionsController,
} from './access/subscriptions.controller';
import { Feed } from './feed/feed';
import { FeedModule } from './feed/feed.module';
import { ServiceModule } from './service/service.module';
import { Storing } from './storing/storing';
import { StoringModule } from './storing/storing.module';
import { Acknowledgements } from './subscriptions/acknowledgements';
import { Subscriptions } from './subscriptions/subscriptions';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';
import { Endpoints } from './webhooks/endpoints';
import { WebhooksController } from './webhooks/webhooks.controller';
import { WebhooksModule } from './webhooks/webhooks.module';

/**
 * Everything but the controllers, once. The service listens on two ports, which in Nest are two HTTP
 * applications; their controllers get what this container built.
 */
@Module({
  imports: [ServiceModule, FeedModule, StoringModule, SubscriptionsModule, WebhooksModule],
})
export class AppModule {}

/** Hooks of the life cycle are on modules, so that no application runs those of the container again. */
const from = (app: INestApplicationContext, type: Type<unknown>): Provider => ({
  provide: type,
  useFactory: () => app.get(type),
});

/** What services of the product ask: `/events/v1`. */
@Module({ controllers: [SubscriptionsController, EventsController] })
export class PublicApi {
  static of(app: INestApplicationContext): DynamicModule {
    return {
      module: PublicApi,
      providers: [Feed, Acknowledgements, Subscriptions].map((type) => from(app, type)),
    };
  }
}

/** What operators ask. */
@Module({ controllers: [HoldsController, InternalSubscriptionsController, WebhooksController] })
export class InternalApi {
  static of(app: INestApplicationContext): DynamicModule {
    return {
      module: InternalApi,
      providers: [Storing, Subscriptions, Endpoints].map((type) => from(app, type)),
    };
  }
}

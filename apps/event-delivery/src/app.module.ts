import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type Provider,
  type Type,
} from '@nestjs/common';
import { EventsController } from './access/events.controller';
import { HoldsController } from './access/holds.controller';
import { Feed } from './feed/feed';
import { FeedModule } from './feed/feed.module';
import { ServiceModule } from './service/service.module';
import { Storing } from './storing/storing';
import { StoringModule } from './storing/storing.module';

/**
 * Everything but the controllers, once. The service listens on two ports, which in Nest are two HTTP
 * applications; their controllers get what this container built.
 */
@Module({ imports: [ServiceModule, FeedModule, StoringModule] })
export class AppModule {}

/** Hooks of the life cycle are on modules, so that no application runs those of the container again. */
const from = (app: INestApplicationContext, type: Type<unknown>): Provider => ({
  provide: type,
  useFactory: () => app.get(type),
});

/** What services of the product ask: `/events/v1`. */
@Module({ controllers: [EventsController] })
export class PublicApi {
  static of(app: INestApplicationContext): DynamicModule {
    return { module: PublicApi, providers: [from(app, Feed)] };
  }
}

/** What operators ask. */
@Module({ controllers: [HoldsController] })
export class InternalApi {
  static of(app: INestApplicationContext): DynamicModule {
    return { module: InternalApi, providers: [from(app, Storing)] };
  }
}

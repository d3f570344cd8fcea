import type { INestApplicationContext } from '@nestjs/common';
import {
  addHealth,
  clientKeysOf,
  createContainer,
  createHttpApp,
  EventLoopWatch,
  installAsyncResourceBindPatch,
  keysOf,
  Metrics,
  portOf,
  ProblemFilter,
  requireClientKeys,
  requireKeys,
  run,
  type Logger,
} from '@rollcall/platform';
import { CLIENT_ROUTES } from './access/events.controller';
import { INTERNAL_ROUTES } from './access/holds.controller';
import { AppModule, InternalApi, PublicApi } from './app.module';
import { DeliveryConfig } from './config/delivery-config';
import { Pools } from './database/pools';
import { Arrivals } from './feed/arrivals';
import { LOGGER } from './service/logger';
import { WEBHOOK_ROUTES } from './webhooks/webhooks.controller';

installAsyncResourceBindPatch();

let logger: Logger;

/** `/events/v1`, for services of the product. */
const createPublic = (app: INestApplicationContext, loop: EventLoopWatch) =>
  createHttpApp(PublicApi.of(app), logger, (instance) => {
    loop.attach(instance);
    const keys = clientKeysOf(app.get(DeliveryConfig).CLIENT_KEYS);
    requireClientKeys(instance, '/events/', CLIENT_ROUTES, keys);
  });

/** For operators, probes and Prometheus. */
const createInternal = (app: INestApplicationContext, loop: EventLoopWatch) =>
  createHttpApp(InternalApi.of(app), logger, (instance) => {
    loop.attach(instance);
    requireKeys(
      instance,
      { ...INTERNAL_ROUTES, ...WEBHOOK_ROUTES },
      {
        operator: keysOf(app.get(DeliveryConfig), 'INTERNAL_KEYS'),
      },
    );
    addHealth(instance, app.get(Metrics), () =>
      app
        .get(Pools)
        .pages.query('SELECT 1')
        .then(
          () => [],
          () => ['postgres'],
        ),
    );
  });

void run(
  () => logger,
  async () => {
    const app = await createContainer(AppModule);
    const config = app.get(DeliveryConfig);
    logger = app.get<Logger>(LOGGER);
    const loop = new EventLoopWatch(app.get(Metrics), logger);
    const open = await createPublic(app, loop);
    const internal = await createInternal(app, loop);
    for (const one of [open, internal]) one.useGlobalFilters(new ProblemFilter(logger));
    await internal.listen(config.INTERNAL_PORT, config.HOST);
    await open.listen(config.PORT, config.HOST);
    logger.info({ port: portOf(open), internalPort: portOf(internal) }, 'event-delivery is up');
    return async () => {
      app.get(Arrivals).release();
      await Promise.all([open.close(), internal.close()]);
      await app.close();
    };
  },
);

import type { INestApplicationContext } from '@nestjs/common';
import { EventServer, installKafkajsPatches } from '@rollcall/messaging';
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
  Tracing,
  warnOfKeys,
  type Logger,
} from '@rollcall/platform';
import { CLIENT_ROUTES } from './access/client-routes';
import { INTERNAL_ROUTES } from './access/internal-routes';
import { AppModule, InternalApi, PublicApi } from './app.module';
import { DirectoryConfig } from './config/directory-config';
import { Pools } from './database/pools';
import { PROVISIONING } from './projecting/projecting.controller';
import { KafkaClient } from './service/kafka-client';
import { LOGGER } from './service/logger';

installKafkajsPatches();
installAsyncResourceBindPatch();

let logger: Logger;

/** `/directory/v1`, for services of the product. */
const createPublic = (app: INestApplicationContext, loop: EventLoopWatch) =>
  createHttpApp(PublicApi.of(app), logger, (instance) => {
    loop.attach(instance);
    const keys = clientKeysOf(app.get(DirectoryConfig).CLIENT_KEYS);
    requireClientKeys(instance, '/directory/', CLIENT_ROUTES, keys);
  });

/** For the gateway, operators, probes and Prometheus; events of Kafka come in here, too. */
const createInternal = async (app: INestApplicationContext, loop: EventLoopWatch) => {
  const config = app.get(DirectoryConfig);
  const { answers } = app.get(Pools);
  const { kafka, groupId, topic } = app.get(KafkaClient);
  const internal = await createHttpApp(InternalApi.of(app), logger, (instance) => {
    loop.attach(instance);
    requireKeys(instance, INTERNAL_ROUTES, {
      gateway: keysOf(config, 'DIRECTORY_KEYS'),
      operator: keysOf(config, 'INTERNAL_KEYS'),
    });
    addHealth(instance, app.get(Metrics), () =>
      answers.query('SELECT 1').then(
        () => [],
        () => ['postgres'],
      ),
    );
  });
  internal.connectMicroservice({
    strategy: new EventServer({
      kafka,
      groupId,
      log: logger,
      topics: new Map([[PROVISIONING, topic]]),
    }),
  });
  return internal;
};

void run(
  () => logger,
  async () => {
    const app = await createContainer(AppModule);
    const config = app.get(DirectoryConfig);
    logger = app.get<Logger>(LOGGER);
    warnOfKeys(config, ['DIRECTORY_KEYS', 'INTERNAL_KEYS'], logger);
    const tracing = await Tracing.start('user-directory');
    const loop = new EventLoopWatch(app.get(Metrics), logger);
    const open = await createPublic(app, loop);
    const internal = await createInternal(app, loop);
    for (const one of [open, internal]) one.useGlobalFilters(new ProblemFilter(logger));
    await internal.startAllMicroservices();
    await internal.listen(config.INTERNAL_PORT, config.HOST);
    await open.listen(config.PORT, config.HOST);
    logger.info({ port: portOf(open), internalPort: portOf(internal) }, 'user-directory is up');
    return async () => {
      await Promise.all([open.close(), internal.close()]);
      await Promise.all([app.close(), tracing?.stop()]);
    };
  },
);

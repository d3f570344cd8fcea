import { installKafkajsPatches } from '@rollcall/messaging';
import {
  assertDurable,
  assertMigrated,
  createLogger,
  EventLoopWatch,
  installAsyncResourceBindPatch,
  loadConfig,
  Metrics,
  run,
  Tracing,
  warnOfKeys,
  type Logger,
} from '@rollcall/platform';
import type { Pool } from 'pg';
import { GatewayConfig } from './config/gateway-config';
import { sayKeys } from './config/operator-keys';
import { createGateway } from './gateway';
import { createInternal } from './server/internal';
import { RelayMetrics } from './relay/relay-metrics';
import { schema } from './database/schema';
import { requestLogSchema } from './database/request-log-schema';
import { ConsoleConfig } from './config/console-config';
import { READ_POOL } from './database/pools';

installKafkajsPatches();
installAsyncResourceBindPatch();

let logger: Logger;

void run(
  () => logger,
  async () => {
    const config = loadConfig(GatewayConfig);
    const consoleConfig = loadConfig(ConsoleConfig);
    logger = createLogger('scim-gateway', config.LOG_LEVEL);
    warnOfKeys(config, ['TOKEN_SERVICE_KEYS', 'DIRECTORY_KEYS', 'INTERNAL_KEYS'], logger);
    sayKeys(config.OPERATOR_KEYS, logger);
    if (config.SEALING_KEYS === undefined)
      logger.warn('SERVICE_KEYS seals cursors and webhook secrets until SEALING_KEYS is set');
    await assertMigrated(config.DATABASE_URL, schema);
    if (config.REQUEST_LOG_DATABASE_URL !== undefined)
      await assertMigrated(config.REQUEST_LOG_DATABASE_URL, requestLogSchema);
    if (!config.DEVELOPMENT) await assertDurable(config.DATABASE_URL);
    const metrics = new Metrics('scim-gateway');
    const tracing = await Tracing.start('scim-gateway');
    const loop = new EventLoopWatch(metrics, logger);
    const app = await createGateway({ config, consoleConfig, logger, metrics, loop, tracing });
    const internal = createInternal(
      config,
      logger,
      app.get<Pool>(READ_POOL, { strict: false }),
      metrics,
      app.get(RelayMetrics, { strict: false }),
    );
    loop.attach(internal);
    await internal.listen({ host: config.HOST, port: config.INTERNAL_PORT });
    await app.listen(config.PORT, config.HOST);
    logger.info({ scimBaseUrl: config.scimBaseUrl }, 'scim-gateway is up');
    return async () => {
      await app.close();
      await internal.close();
      await tracing?.stop();
    };
  },
);

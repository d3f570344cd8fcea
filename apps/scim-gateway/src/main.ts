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
import { GatewayConfig } from './config/gateway-config';
import { addErasuresWaiting } from './erasure/erasures-waiting';
import { createGateway } from './gateway';
import { createInternal } from './server/internal';
import { GatewayMetrics } from './metrics/gateway-metrics';
import { addRelayLag } from './relay/relay-lag';
import { schema } from './database/schema';
import { requestLogSchema } from './database/request-log-schema';
import { ConsoleConfig } from './config/console-config';
import { wire } from './wiring';

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
    if (config.SEALING_KEYS === undefined)
      logger.warn('SERVICE_KEYS seals cursors and webhook secrets until SEALING_KEYS is set');
    await assertMigrated(config.DATABASE_URL, schema);
    if (config.REQUEST_LOG_DATABASE_URL !== undefined)
      await assertMigrated(config.REQUEST_LOG_DATABASE_URL, requestLogSchema);
    if (!config.DEVELOPMENT) await assertDurable(config.DATABASE_URL);
    const metrics = new Metrics('scim-gateway');
    const counted = new GatewayMetrics(metrics);
    const tracing = await Tracing.start('scim-gateway');
    const wiring = wire(config, logger, counted, metrics, tracing);
    addRelayLag(metrics, wiring.reads, config.TOPIC_GENERATION);
    addErasuresWaiting(metrics, wiring.reads);
    const loop = new EventLoopWatch(metrics, logger);
    const internal = createInternal(config, logger, wiring, metrics);
    loop.attach(internal);
    const app = await createGateway(config, consoleConfig, logger, wiring, counted, loop);
    await internal.listen({ host: config.HOST, port: config.INTERNAL_PORT });
    await app.listen(config.PORT, config.HOST);
    wiring.start();
    logger.info({ scimBaseUrl: config.scimBaseUrl }, 'scim-gateway is up');
    return async () => {
      await app.close();
      await wiring.stop();
      await internal.close();
      await tracing?.stop();
    };
  },
);

import { topics } from '@rollcall/contracts';
import { createKafka, EventPublisher, kafkaOptions } from '@rollcall/messaging';
import {
  addHealth,
  createHttpApp,
  EventLoopWatch,
  keysOf,
  Metrics,
  Peppers,
  portOf,
  ProblemFilter,
  requireKeys,
  warnOfKeys,
  type Logger,
} from '@rollcall/platform';
import { Admissions } from './credentials/admissions';
import { AppendFile } from './monitoring/append-file';
import type { TokenConfig } from './config/token-config';
import { reading, telling } from './events/credentials-topic';
import { INTERNAL_ROUTES } from './credentials/internal-routes';
import { OutboxRelay } from './events/outbox-relay';
import { RedisLink } from './redis/redis-link';
import { redisPlace } from './redis/primary-locator';
import { SteadyClock } from './redis/steady-clock';
import { StoreKeeper } from './monitoring/store-monitor';
import { addStoreMetrics } from './monitoring/store-metrics';
import { TokenDesk } from './credentials/tokens.service';
import { TokenModule } from './token.module';
import { TokenStore } from './credentials/token-store';

/** What waits for Kafka is left behind at a stop; the facts stay in the outbox. */
const KAFKA_PATIENCE_MS = 2_000;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** How long a boot waits for Redis before it goes on without it, not ready. */
const REDIS_PATIENCE_MS = 3_000;

/** The same fault is said once a minute: an outage is met many times a second. */
const onceAMinute = (say: (error: Error) => void): ((error: Error) => void) => {
  const said = new Map<string, number>();
  return (error) => {
    const fault = (error as NodeJS.ErrnoException).code ?? error.message;
    if (performance.now() - (said.get(fault) ?? -Infinity) < 60_000) return;
    if (said.size > 100) said.clear();
    said.set(fault, performance.now());
    say(error);
  };
};

export interface TokenService {
  readonly port: number;
  stop(): Promise<void>;
}

/** Puts the service together and listens. Rejects with UnsafeRedis. */
export const startTokenService = async (
  config: TokenConfig,
  logger: Logger,
): Promise<TokenService> => {
  warnOfKeys(config, ['TOKEN_SERVICE_KEYS', 'INTERNAL_KEYS'], logger);
  const topic = topics.credentials(config.CREDENTIALS_GENERATION);
  const kafka = createKafka({
    ...kafkaOptions(config),
    clientId: 'token-service',
    log: logger,
  });
  const publisher = new EventPublisher(kafka);
  const tell = telling(publisher, topic, config.TOPIC_PARTITIONS);
  const read = reading(kafka, topic);

  const onError = onceAMinute((err) => logger.warn({ err }, 'Redis connection failed'));
  const place = redisPlace(config, onError);
  const reader = new RedisLink({ place, name: 'token-service', onError });
  const writer = new RedisLink({ place, name: 'token-service-writes', onError });
  const clock = new SteadyClock();
  const metrics = new Metrics('token-service');
  const peppers = new Peppers(config.TOKEN_PEPPERS, 'TOKEN_PEPPERS');
  const store = new TokenStore(reader, writer, peppers, clock);
  const admissions = new Admissions(reader, peppers, clock, logger);
  const relay = new OutboxRelay(reader, tell, logger);
  const file = new AppendFile(reader, logger);
  const pruned = metrics.counter(
    'rollcall_tokens_pruned_total',
    'Ended tokens deleted from the store: too old, or too many of one tenant.',
  );
  const keeper = new StoreKeeper(
    reader,
    store,
    clock,
    read,
    file,
    logger,
    () => relay.wake(),
    (tokens) => pruned.inc(tokens),
  );
  addStoreMetrics(metrics, reader, relay, keeper, clock);

  const end = async (): Promise<void> => {
    await keeper.stop();
    await Promise.race([relay.stop(), after(KAFKA_PATIENCE_MS)]);
    await Promise.race([publisher.close(), after(KAFKA_PATIENCE_MS)]);
    await Promise.all([reader.close(), writer.close()]);
    place.close();
  };

  reader.connect();
  writer.connect();
  try {
    await keeper.start(REDIS_PATIENCE_MS);
    relay.wake();
    const desk = new TokenDesk(admissions, store, relay, clock, metrics);
    const app = await createHttpApp(TokenModule.of(desk), logger, (instance) => {
      new EventLoopWatch(metrics, logger).attach(instance);
      requireKeys(instance, INTERNAL_ROUTES, {
        gateway: keysOf(config, 'TOKEN_SERVICE_KEYS'),
        operator: keysOf(config, 'INTERNAL_KEYS'),
      });
      addHealth(instance, metrics, () =>
        keeper.state === 'ready' ? [] : [`redis: ${keeper.state}`],
      );
    });
    app.useGlobalFilters(new ProblemFilter(logger));
    await app.listen(config.INTERNAL_PORT, config.HOST);
    const port = portOf(app);
    logger.info({ port }, 'listening');
    return {
      port,
      stop: async () => {
        await app.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
};

import { topics, type EventMessage, type ReadEvent } from '@rollcall/contracts';
import {
  createKafka,
  EventPublisher,
  kafkaOptions,
  partitionOf,
  readTopic,
  type Delivered,
} from '@rollcall/messaging';
import {
  addHealth,
  createHttpApp,
  Metrics,
  Peppers,
  portOf,
  ProblemFilter,
  requireKey,
  type Logger,
} from '@rollcall/platform';
import { Admissions } from './admissions';
import type { TokenConfig } from './config';
import { OutboxRelay, type Tell } from './outbox-relay';
import { RedisLink } from './redis-link';
import { redisPlace } from './redis-place';
import type { ReadFacts } from './restore';
import { SteadyClock } from './steady-clock';
import { StoreKeeper } from './store-keeper';
import { addStoreMetrics } from './store-metrics';
import { TokenDesk } from './token-desk';
import { TokenModule } from './token.module';
import { TokenStore } from './token-store';

/** What waits for Kafka is left behind at a stop; the facts stay in the outbox. */
const KAFKA_PATIENCE_MS = 2_000;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** How long a boot waits for Redis before it goes on without it, not ready. */
const REDIS_PATIENCE_MS = 3_000;

export interface TokenService {
  readonly port: number;
  stop(): Promise<void>;
}

// To pass over a fact that may say "revoked" would let a withdrawn token in: the restore stops.
const readable = (delivered: Delivered): ReadEvent => {
  if ('event' in delivered) return delivered.event;
  throw new Error(
    `The credentials topic cannot be restored from: offset ${delivered.offset} is unreadable (${delivered.unreadable}).`,
  );
};

/** Puts the service together and listens. Rejects with UnsafeRedis. */
export const startTokenService = async (
  config: TokenConfig,
  logger: Logger,
): Promise<TokenService> => {
  const topic = topics.credentials(config.CREDENTIALS_GENERATION);
  const kafka = createKafka({
    ...kafkaOptions(config),
    clientId: 'token-service',
    log: logger,
  });
  const publisher = new EventPublisher(kafka);
  const tell: Tell = async (messages) => {
    const byPartition = new Map<number, EventMessage[]>();
    for (const message of messages) {
      const partition = partitionOf(message.key, config.TOPIC_PARTITIONS);
      const same = byPartition.get(partition);
      if (same) same.push(message);
      else byPartition.set(partition, [message]);
    }
    const sends = [...byPartition].map(([partition, some]) =>
      publisher.publish(topic, partition, some),
    );
    // All are waited for: a batch is told again as a whole, never while a part is on its way.
    for (const sent of await Promise.allSettled(sends))
      if (sent.status === 'rejected') throw sent.reason;
  };
  const read: ReadFacts = (take) =>
    readTopic({ kafka, topic, onBatch: (batch) => take(batch.events.map(readable)) });

  const onError = (error: Error): void => logger.debug({ err: error }, 'redis connection');
  const place = redisPlace(config, onError);
  const reader = new RedisLink({ place, name: 'token-service', onError });
  const writer = new RedisLink({ place, name: 'token-service-writes', onError });
  const clock = new SteadyClock();
  const metrics = new Metrics('token-service');
  const peppers = new Peppers(config.TOKEN_PEPPERS, 'TOKEN_PEPPERS');
  const store = new TokenStore(reader, writer, peppers, clock);
  const admissions = new Admissions(reader, peppers, clock, logger);
  const relay = new OutboxRelay(reader, tell, logger);
  const keeper = new StoreKeeper(reader, store, clock, read, logger, () => relay.wake());
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
      requireKey(instance, '/internal/', config.SERVICE_KEYS);
      addHealth(instance, metrics, () =>
        keeper.state === 'ready' ? [] : [`redis: ${keeper.state}`],
      );
    });
    app.useGlobalFilters(new ProblemFilter(logger));
    await app.listen(config.PORT, config.HOST);
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

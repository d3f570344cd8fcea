import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { topics } from '@rollcall/contracts';
import { createKafka, kafkaOptions } from '@rollcall/messaging';
import type { Logger } from '@rollcall/platform';
import { TokenConfig } from '../config/token-config';
import { RedisModule } from '../redis/redis.module';
import { LOGGER } from '../service/logger';
import { ServiceModule } from '../service/service.module';
import { CredentialsTopic } from './credentials-topic';
import { OutboxRelay } from './outbox-relay';
import { Restore } from './restore';

/** A stop waits no longer for Kafka; what is not published stays in the outbox. */
const KAFKA_DEADLINE_MS = 2_000;

const atMost = (work: Promise<void>): Promise<void> =>
  Promise.race([
    work,
    new Promise<void>((resolve) => setTimeout(resolve, KAFKA_DEADLINE_MS).unref()),
  ]);

/** Credential events: from the outbox to Kafka, and from Kafka into an empty store. */
@Module({
  imports: [ServiceModule, RedisModule],
  providers: [
    {
      provide: CredentialsTopic,
      inject: [TokenConfig, LOGGER],
      useFactory: (config: TokenConfig, log: Logger) =>
        new CredentialsTopic(
          createKafka({ ...kafkaOptions(config), clientId: 'token-service', log }),
          topics.credentials(config.CREDENTIALS_GENERATION),
          config.TOPIC_PARTITIONS,
        ),
    },
    OutboxRelay,
    Restore,
  ],
  exports: [OutboxRelay, Restore],
})
export class EventsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly topic: CredentialsTopic,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    await atMost(this.relay.stop());
    await atMost(this.topic.close());
  }
}

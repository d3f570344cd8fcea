import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RedisModule } from '../redis/redis.module';
import { ServiceModule } from '../service/service.module';
import { CredentialsTopic, credentialsTopicProvider } from './credentials-topic';
import { OutboxRelay } from './outbox-relay';
import { Restore } from './restore';
import { CountedEnds } from './topic-ends';
import { TopicWatch } from './topic-watch';

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
  providers: [credentialsTopicProvider, CountedEnds, TopicWatch, OutboxRelay, Restore],
  exports: [OutboxRelay, Restore, TopicWatch],
})
export class EventsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly watch: TopicWatch,
    private readonly topic: CredentialsTopic,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.wake();
    this.watch.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([atMost(this.watch.stop()), atMost(this.relay.stop())]);
    await atMost(this.topic.close());
  }
}

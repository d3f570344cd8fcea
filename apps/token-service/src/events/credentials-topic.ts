import type { Provider } from '@nestjs/common';
import {
  topics,
  toMessage,
  type EventMessage,
  type ReadEvent,
  type Recorded,
} from '@rollcall/contracts';
import { EventPublisher, kafkaOptions } from '@rollcall/messaging';
import {
  createKafka,
  partitionOf,
  readTopic,
  TopicMissing,
  topicOffsets,
  type Delivered,
  type Kafka,
  type PartitionOffsets,
} from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import { TokenConfig } from '../config/token-config';
import { LOGGER } from '../service/logger';

// A skipped event may be a revocation, without which a withdrawn token would be live: the read stops.
const readable = (delivered: Delivered): ReadEvent => {
  if ('event' in delivered) return delivered.event;
  throw new Error(
    `The credentials topic cannot be restored from: offset ${delivered.offset} is unreadable (${delivered.unreadable}).`,
  );
};

/** Where Kafka appended some events: the offsets `first` to `next` - 1. */
export interface Appended {
  readonly partition: number;
  readonly first: bigint;
  readonly next: bigint;
}

/** One generation of the credentials topic. */
export class CredentialsTopic {
  private readonly publisher: EventPublisher;

  constructor(
    private readonly kafka: Kafka,
    readonly name: string,
    private readonly partitions: number,
    private readonly installation?: string,
  ) {
    this.publisher = new EventPublisher(kafka);
  }

  /** Passes every event to `take`, from the beginning to the end that the topic has now. */
  read(take: (events: readonly ReadEvent[]) => Promise<void>): Promise<void> {
    return readTopic({
      kafka: this.kafka,
      topic: this.name,
      onBatch: (batch) => take(batch.events.map(readable)),
    });
  }

  /** First and next offset of each partition; undefined without the topic. Rejects without Kafka. */
  offsets(): Promise<readonly PartitionOffsets[] | undefined> {
    return topicOffsets(this.kafka, this.name).catch((reason: unknown) => {
      if (reason instanceof TopicMissing) return undefined;
      throw reason;
    });
  }

  /**
   * Sends events to the partitions of their tenants; resolves when Kafka has all of them. A broker
   * that had them already may not say where.
   */
  async publish(events: readonly Recorded[]): Promise<readonly Appended[]> {
    const byPartition = new Map<number, EventMessage[]>();
    for (const event of events) {
      const message = toMessage(event, this.installation);
      const partition = partitionOf(message.key, this.partitions);
      const same = byPartition.get(partition);
      if (same) same.push(message);
      else byPartition.set(partition, [message]);
    }
    const sends = [...byPartition].map(async ([partition, some]): Promise<Appended[]> => {
      const first = await this.publisher.publish(this.name, partition, some);
      return first === undefined ? [] : [{ partition, first, next: first + BigInt(some.length) }];
    });
    // A batch is sent again as a whole, so never while a part of it is on its way.
    const appended: Appended[] = [];
    for (const sent of await Promise.allSettled(sends))
      if (sent.status === 'rejected') throw sent.reason;
      else appended.push(...sent.value);
    return appended;
  }

  close(): Promise<void> {
    return this.publisher.close();
  }
}

/** The topic of the configuration. Who uses it closes it. */
export const credentialsTopicProvider: Provider = {
  provide: CredentialsTopic,
  inject: [TokenConfig, LOGGER],
  useFactory: (config: TokenConfig, log: Logger) =>
    new CredentialsTopic(
      createKafka({ ...kafkaOptions(config), clientId: 'token-service', log }),
      topics.credentials(config.CREDENTIALS_GENERATION),
      config.TOPIC_PARTITIONS,
      config.INSTALLATION,
    ),
};

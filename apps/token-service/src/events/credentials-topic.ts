import type { EventMessage, ReadEvent } from '@rollcall/contracts';
import {
  EventPublisher,
  partitionOf,
  readTopic,
  type Delivered,
  type Kafka,
} from '@rollcall/messaging';

// A skipped event may be a revocation, without which a withdrawn token would be live: the read stops.
const readable = (delivered: Delivered): ReadEvent => {
  if ('event' in delivered) return delivered.event;
  throw new Error(
    `The credentials topic cannot be restored from: offset ${delivered.offset} is unreadable (${delivered.unreadable}).`,
  );
};

/** One generation of the credentials topic. */
export class CredentialsTopic {
  private readonly publisher: EventPublisher;

  constructor(
    private readonly kafka: Kafka,
    readonly name: string,
    private readonly partitions: number,
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

  /** Sends events to the partitions of their tenants; resolves when Kafka has all of them. */
  async publish(messages: readonly EventMessage[]): Promise<void> {
    const byPartition = new Map<number, EventMessage[]>();
    for (const message of messages) {
      const partition = partitionOf(message.key, this.partitions);
      const same = byPartition.get(partition);
      if (same) same.push(message);
      else byPartition.set(partition, [message]);
    }
    const sends = [...byPartition].map(([partition, some]) =>
      this.publisher.publish(this.name, partition, some),
    );
    // A batch is sent again as a whole, so never while a part of it is on its way.
    for (const sent of await Promise.allSettled(sends))
      if (sent.status === 'rejected') throw sent.reason;
  }

  close(): Promise<void> {
    return this.publisher.close();
  }
}

import type { EventMessage, ReadEvent } from '@rollcall/contracts';
import {
  partitionOf,
  readTopic,
  type Delivered,
  type EventPublisher,
  type Kafka,
} from '@rollcall/messaging';
import type { Tell } from './outbox-relay';
import type { ReadFacts } from './restore';

// To pass over a fact that may say "revoked" would let a withdrawn token in: the restore stops.
const readable = (delivered: Delivered): ReadEvent => {
  if ('event' in delivered) return delivered.event;
  throw new Error(
    `The credentials topic cannot be restored from: offset ${delivered.offset} is unreadable (${delivered.unreadable}).`,
  );
};

/** Every fact of a topic of credentials, from its beginning to the end that it has then. */
export const reading =
  (kafka: Kafka, topic: string): ReadFacts =>
  (take) =>
    readTopic({ kafka, topic, onBatch: (batch) => take(batch.events.map(readable)) });

/** Facts go to their tenants' partitions. */
export const telling =
  (publisher: EventPublisher, topic: string, partitions: number): Tell =>
  async (messages) => {
    const byPartition = new Map<number, EventMessage[]>();
    for (const message of messages) {
      const partition = partitionOf(message.key, partitions);
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

import { SupervisedConsumer, type Kafka, type Log, topicOffsets } from '@rollcall/subscriber';
import type { ReadEvent } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';

export interface ListenOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly log: Log;
  /** Unreadable messages are skipped. An error is logged, and the next event is handled. */
  readonly handle: (event: ReadEvent) => void;
  /** The offsets of the topic are known: every event published from here on is received. */
  readonly onListening?: () => void;
}

/**
 * Every process receives every event from now on, also events published while its consumer is created again.
 * Hints, not truth: nothing is kept over the end of the process. Resolves the stop.
 */
export const listen = (options: ListenOptions): (() => Promise<void>) => {
  const { kafka, topic, log, handle, onListening } = options;
  const consumer = new SupervisedConsumer({
    kafka,
    groupId: `rollcall-listener-${randomUUID()}`,
    topics: [topic],
    fromBeginning: false,
    log,
    places: async () => {
      const ends = await topicOffsets(kafka, topic);
      onListening?.();
      return ends.map(({ partition, high }) => ({ topic, partition, offset: high }));
    },
    handle: async ({ events }) => {
      for (const one of events) {
        if (!('event' in one)) continue;
        try {
          handle(one.event);
        } catch (reason) {
          log.error({ err: reason, offset: one.offset }, 'listener failed');
        }
      }
    },
  });
  consumer.start();
  return () => consumer.stop();
};

import type { ReadEvent } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { SupervisedConsumer } from './consumer';
import type { Kafka, Log } from './kafka';
import { topicOffsets } from './topics';

export interface ListenOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly log: Log;
  /** Unreadable messages are passed over; what it throws is logged, and the next one is told. */
  readonly handle: (event: ReadEvent) => void;
  /** The places of the topic are known: what is told from here on is heard. */
  readonly onListening?: () => void;
}

/**
 * Every process hears every event from now on, also what is told while its consumer is made anew.
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

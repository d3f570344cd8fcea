import { randomUUID } from 'node:crypto';
import { SupervisedConsumer } from './consumer';
import type { ReadEvent } from '@rollcall/contracts';
import type { Kafka, Log } from './kafka';

export interface ListenOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly log: Log;
  readonly handle: (event: ReadEvent) => void;
}

/** Every process hears every event from now on (and all again after a restart): hints, not truth. */
export const listen = ({ kafka, topic, log, handle }: ListenOptions): (() => Promise<void>) => {
  const consumer = new SupervisedConsumer({
    kafka,
    groupId: `rollcall-listener-${randomUUID()}`,
    topics: [topic],
    fromBeginning: false,
    log,
    handle: async ({ events }) => {
      for (const one of events) if ('event' in one) handle(one.event);
    },
  });
  consumer.start();
  return () => consumer.stop();
};

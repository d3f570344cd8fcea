import type { ReadEvent } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import { SupervisedConsumer } from './consumer';
import { DeadLetters } from './dead-letter';
import { EventPublisher } from './event-publisher';
import { createKafka, type KafkaOptions, type Log } from './kafka';
import { Reader, type Held } from './reader';
import type { Place } from './tenant-sequence';

interface EverySubscriber extends Pick<KafkaOptions, 'brokers' | 'ssl' | 'sasl'> {
  readonly topic: string;
  readonly log?: Log;
  /** Called once for each event, in order for each tenant. Rejecting holds the tenant after three tries. */
  readonly handle: (event: ReadEvent) => void | Promise<void>;
  readonly onHeld?: (held: Held) => void;
  /** Where holds are told, too; the subscriber must be allowed to write there. */
  readonly deadLetterTopic?: string;
}

/** Reads everything from the beginning, at each start. */
export interface AloneOptions extends EverySubscriber {
  readonly groupId?: undefined;
  /** What was handled in an earlier life, by tenant: it is passed over. */
  readonly from?: Iterable<readonly [string, number]>;
}

/** Members of a group share the partitions and go on where the group was. */
export interface GroupOptions extends EverySubscriber {
  readonly groupId: string;
  /**
   * The position that the subscriber keeps with its own rows, 0 for a tenant that it never saw;
   * with its epoch, a log that went back in time holds the tenant instead of being passed over.
   * Asked whenever a partition comes to this member. Rejecting makes the batch come again.
   */
  readonly positionOf: (tenantId: string) => Place | Promise<Place>;
}

export type SubscribeOptions = AloneOptions | GroupOptions;

export interface Subscription {
  /** Resolves when the event in hand is through. */
  stop(): Promise<void>;
  /** The tenants that wait for somebody to look. */
  held(): readonly Held[];
  /** Reads a held tenant again from where it stopped, to the live end; false when it is not held. */
  redrive(tenantId: string): boolean;
}

const QUIET: Log = { warn: () => undefined, error: () => undefined };

/**
 * Reads events as most subscribers want them: each once, in order for each tenant, a tenant with a
 * gap or a failing event held while the others go on. A group's commits never pass a hold, so a
 * restart, or another member, comes back to it. Throws when a group has no `positionOf`.
 */
export const subscribe = (options: SubscribeOptions): Subscription => {
  const { brokers, ssl, sasl, topic, handle, deadLetterTopic } = options;
  const inGroup = options.groupId !== undefined;
  if (inGroup && typeof options.positionOf !== 'function')
    throw new Error(
      'A subscriber in a group says where each tenant stands: give positionOf, from the store ' +
        'that your rows are in. Without a store leave groupId out.',
    );
  const log = options.log ?? QUIET;
  const kafka = createKafka({
    brokers,
    clientId: 'rollcall-subscriber',
    log,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
  });
  const groupId = options.groupId ?? `rollcall-subscriber-${randomUUID()}`;
  const publisher = deadLetterTopic === undefined ? undefined : new EventPublisher(kafka);
  const letters =
    publisher &&
    new DeadLetters({ publisher, topic: deadLetterTopic as string, reader: groupId, log });
  const start = inGroup ? undefined : new Map((options as AloneOptions).from);
  const reader = new Reader({
    handle,
    positionOf: inGroup ? options.positionOf : (tenantId) => start?.get(tenantId) ?? 0,
    onHeld: (held) => {
      log.error({ ...held }, 'a tenant is held');
      if (held.tenantId !== undefined) options.onHeld?.(held as Held);
      void letters?.tell({ ...held, topic });
    },
  });
  const consumer = new SupervisedConsumer({
    kafka,
    groupId,
    topics: [topic],
    fromBeginning: true,
    log,
    handle: (batch) => reader.take(batch),
    commitLimit: (_topic, partition) => reader.firstHold(partition),
    // Another member may have moved on meanwhile. A lone reader's memory stays true.
    onAssigned: () => (inGroup ? reader.forget() : undefined),
  });
  consumer.start();
  return {
    stop: async () => {
      await consumer.stop();
      await publisher?.close();
    },
    held: () => reader.held(),
    redrive: (tenantId) => {
      const hold = reader.held().find((one) => one.tenantId === tenantId);
      if (hold) consumer.seek({ topic, partition: hold.partition, offset: hold.offset });
      return hold !== undefined;
    },
  };
};

import type { ReadEvent } from '@rollcall/contracts';
import { randomUUID } from 'node:crypto';
import type { KafkaClient, Member } from './client';
import { DeadLetters } from './dead-letter';
import type { Held, Waiting } from './halts';
import { kafkaJs } from './kafkajs/client';
import type { KafkaOptions } from './kafkajs/kafka';
import { Live } from './live';
import { STANDARD_ERROR, type Log } from './log';
import { partitionOf } from './partition';
import { Reader } from './reader';
import { Reporter, type ReportTo } from './reporter';
import type { Place } from './tenant-sequence';

/** Where Kafka is: for kafkajs; or another client, which the caller closes after the stop. */
type Connection =
  | (Pick<KafkaOptions, 'brokers' | 'ssl' | 'sasl'> & { readonly client?: undefined })
  | { readonly client: KafkaClient; readonly brokers?: undefined };

interface EverySubscriber {
  readonly topic: string;
  /** Warnings and errors; standard error when left out. */
  readonly log?: Log;
  /**
   * Called once for each event, in order for each tenant. When it rejects it is called again with the
   * same event, after pauses that grow from 0.2 s to 30 s, for as long as it takes; the tenant waits
   * meanwhile, and the others go on.
   */
  readonly handle: (event: ReadEvent) => void | Promise<void>;
  /**
   * Called in place of `handle` with up to 500 events of several tenants, in their order, when so many
   * have come: one transaction for all of them costs less. When it rejects, `handle` is called with
   * each of them, so it stores all or none, or `handle` drops what is stored.
   */
  readonly handleAll?: (events: readonly ReadEvent[]) => void | Promise<void>;
  /** Partitions whose events are handled side by side: 4 by default. A tenant is in one of them. */
  readonly partitionsAtATime?: number;
  /** A message can never be handled: its tenant waits until somebody has looked. */
  readonly onHeld?: (held: Held) => void;
  /** After each failure of `handle`. */
  readonly onWaiting?: (waiting: Waiting) => void;
  /**
   * Everything published until now is read: the first time, and again after a trouble. Tenants
   * that are held or wait do not keep it from being said.
   */
  readonly onLive?: () => void;
  /**
   * Nothing can be read: a wrong address, no such topic, no right to read it, or Kafka is away. Said
   * within seconds, and again each half minute while it lasts; the kit goes on trying. Also when the
   * relay of the installation gives no heartbeat any more: the topic is then no picture of the log.
   */
  readonly onTrouble?: (reason: Error) => void;
  /**
   * How long the relay may give no heartbeat before that is a trouble: 30 s by default. An
   * installation beats each 5 s (HEARTBEAT_SECONDS); one of a former release, or one that is told not
   * to, does not beat, and its silence is no trouble.
   */
  readonly heartbeatWithinMs?: number;
  /**
   * Where to report how far this subscription is, once a second at most: `GET /events/v1/subscriptions`
   * and the operator's console then show it, with the oldest deactivation that it has not processed.
   */
  readonly reportTo?: ReportTo;
  /** The topic for notices of holds; the subscriber needs the right to write there. */
  readonly deadLetterTopic?: string;
}

/** Reads everything from the beginning, at each start. */
export type AloneOptions = EverySubscriber &
  Connection & {
    readonly groupId?: undefined;
    /** What was handled in an earlier life, by tenant: it is passed over. */
    readonly from?: Iterable<readonly [string, number]>;
  };

/** Members of a group share the partitions and go on where the group was. */
export type GroupOptions = EverySubscriber &
  Connection & {
    readonly groupId: string;
    /**
     * The position that the subscriber keeps with its own rows, 0 for a tenant that it never saw;
     * with its epoch, a log that went back in time holds the tenant instead of being passed over.
     * Called whenever a partition comes to this member. If it rejects, the batch comes again.
     */
    readonly positionOf: (tenantId: string) => Place | Promise<Place>;
  };

export type SubscribeOptions = AloneOptions | GroupOptions;

export interface Subscription {
  /** Resolves when the event in hand is through. */
  stop(): Promise<void>;
  /** The tenants that wait for somebody to look. */
  held(): readonly Held[];
  /** The tenants whose event the handler refused, and which is tried again. */
  waiting(): readonly Waiting[];
  /** Records that were published and not read by this member a second ago; undefined: unknown. */
  lag(): number | undefined;
  /** Tries a tenant again now, from where it stopped to the live end; false when it goes on. */
  redrive(tenantId: string): boolean;
  /**
   * Leaves out the unreadable message that holds a tenant; false when none does. Were it an event,
   * the gap after it holds the tenant again.
   */
  skipUnreadable(tenantId: string): boolean;
  /**
   * Reads one tenant again, while the others continue. `drop` is called when no event of it is in
   * progress: it deletes the tenant's data and its place. Resolves when everything that is published
   * of it until now is handled; rejects when the tenant is held on the way, or when another member of
   * the group reads it.
   */
  rebuild(tenantId: string, drop: () => void | Promise<void>): Promise<void>;
}

/** Holds of rows that somebody put right end by themselves within this. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Reads events as most subscribers want them: each once, in order for each tenant; one with a gap or
 * an unreadable event is held while the others go on. A group's commits never pass a tenant that is
 * held or waits, so a restart, or another member, comes back to it. Throws when a group has no
 * `positionOf`.
 */
export const subscribe = (options: SubscribeOptions): Subscription => {
  const { topic, handle, handleAll, deadLetterTopic } = options;
  const inGroup = options.groupId !== undefined;
  if (inGroup && typeof options.positionOf !== 'function')
    throw new Error(
      'A subscriber in a group needs positionOf: return the last position of the tenant ' +
        'from the database of your rows. Without a database leave groupId out.',
    );
  const log = options.log ?? STANDARD_ERROR;
  const client = options.client ?? kafkaJs({ ...options, log });
  const groupId = options.groupId ?? `rollcall-subscriber-${randomUUID()}`;
  const letters =
    deadLetterTopic === undefined
      ? undefined
      : new DeadLetters({ client, topic: deadLetterTopic, reader: groupId, log });
  const start = inGroup ? undefined : new Map(options.from);
  let partitions: number | undefined;
  let mine: readonly number[] | undefined;
  const handled = new Map<number, string>();
  const reader: Reader = new Reader({
    handle,
    handleAll,
    positionOf: inGroup ? options.positionOf : (tenantId) => start?.get(tenantId) ?? 0,
    onHeld: (held) => {
      log.error({ ...held }, 'tenant held');
      if (held.tenantId !== undefined) options.onHeld?.(held as Held);
      void letters?.publish({ ...held, topic });
    },
    onWaiting: (waiting) => {
      log.warn({ ...waiting }, 'event handler failed, will retry');
      options.onWaiting?.(waiting);
    },
    seek: (partition, offset) => member.seek(partition, offset),
    onChanged: options.reportTo && ((tenantId) => reporter?.onChanged(tenantId)),
  });
  const reporter =
    options.reportTo &&
    new Reporter({
      ...options.reportTo,
      log,
      stateOf: (tenantId) => reader.stateOf(tenantId),
      isMine: async (tenantId) => {
        partitions ??= await partitionsOf(client, topic);
        return mine?.includes(partitionOf(tenantId, partitions)) ?? false;
      },
    });
  const live = new Live({
    client,
    groupId,
    topic,
    log,
    partitions: () => mine,
    handledTo: (partition) => handled.get(partition),
    heartbeatWithinMs: options.heartbeatWithinMs,
    onLive: () => options.onLive?.(),
    onTrouble: (reason) => options.onTrouble?.(reason),
  });
  const member: Member = client.join({
    groupId,
    topic,
    log,
    partitionsAtATime: options.partitionsAtATime,
    handle: (batch) => reader.take(batch),
    commitLimit: (partition) => reader.firstHold(partition),
    onHandled: (partition, offset) => void handled.set(partition, offset),
    onAssigned: (assigned) => {
      mine = assigned;
      handled.clear();
      // Another member may have moved on meanwhile. A lone reader's memory stays true.
      if (inGroup) reader.forget();
    },
  });
  live.start();
  reporter?.start();
  const looking = setInterval(() => void reader.lookAgain(), LOOK_AGAIN_MS);
  return {
    stop: async () => {
      clearInterval(looking);
      await Promise.all([reader.close(), member.stop(), live.stop()]);
      await reporter?.stop();
      if (!options.client) await client.close();
    },
    held: () => reader.held(),
    waiting: () => reader.waiting(),
    lag: () => live.lag(),
    redrive: (tenantId) => reader.redrive(tenantId),
    skipUnreadable: (tenantId) => reader.skipUnreadable(tenantId),
    rebuild: async (tenantId, drop) => {
      const partition = partitionOf(tenantId, await partitionsOf(client, topic));
      if (!mine?.includes(partition))
        throw new Error(
          `${tenantId} is in partition ${partition}, which is not assigned to this member`,
        );
      start?.delete(tenantId);
      await reader.rebuild(tenantId, partition, drop, (take) =>
        client.readPartition(topic, partition, ({ events }) => take(events)),
      );
    },
  };
};

const partitionsOf = async (client: KafkaClient, topic: string): Promise<number> => {
  const admin = await client.connectAdmin();
  try {
    return (await admin.offsets(topic)).length;
  } finally {
    await admin.close();
  }
};

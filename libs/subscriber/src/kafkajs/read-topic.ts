import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import type { EventBatch } from '../event-batch';
import { beating } from '../retry';
import { batchOf } from './batch-of';
import { topicOffsets } from './topic-offsets';

export interface ReadTopicOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly onBatch: (batch: EventBatch) => Promise<void>;
  /** Messages read of messages there, as they were at the beginning. */
  readonly onProgress?: (read: number, all: number) => void;
  /** First offset by partition; the beginning when left out. */
  readonly from?: ReadonlyMap<number, string>;
  /** Only these partitions. */
  readonly partitions?: readonly number[];
}

const HEARTBEAT_MS = 500;

interface Open {
  readonly next: bigint;
  readonly last: bigint;
}

/**
 * Reads a topic from its beginning to the end that it has now, without a trace in the group's
 * offsets. Resolves when every partition was read to there; rejects with what `onBatch` threw, or
 * with what outlasted the retries of the client.
 */
export const readTopic = async (options: ReadTopicOptions): Promise<void> => {
  const { kafka, topic } = options;
  const open = new Map<number, Open>();
  const closed: number[] = [];
  for (const { partition, low, high } of await topicOffsets(kafka, topic)) {
    const wanted = options.partitions?.includes(partition) ?? true;
    const next = BigInt(options.from?.get(partition) ?? low);
    if (wanted && next < BigInt(high)) open.set(partition, { next, last: BigInt(high) - 1n });
    else closed.push(partition);
  }
  if (open.size === 0) return;
  const consumer = kafka.consumer({
    groupId: `rollcall-reader-${randomUUID()}`,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 200,
    heartbeatInterval: HEARTBEAT_MS,
    maxBytesPerPartition: 4_194_304,
    retry: { retries: 2, restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await toTheEnd(consumer, options, open, closed);
  } finally {
    await consumer.disconnect();
  }
};

const toTheEnd = (
  consumer: Consumer,
  { topic, onBatch, onProgress }: ReadTopicOptions,
  open: Map<number, Open>,
  closed: number[],
): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    let read = 0;
    let failed = false;
    const all = Number(
      [...open.values()].reduce((sum, { next, last }) => sum + last - next + 1n, 0n),
    );
    const fail = (reason: unknown): void => {
      failed = true;
      reject(reason);
    };
    const close = (...partitions: number[]): void => consumer.pause([{ topic, partitions }]);
    consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
    // Nothing is committed: a member that joins, again or for the first time, seeks to its place.
    consumer.on(consumer.events.GROUP_JOIN, () => {
      if (closed.length > 0) close(...closed);
      for (const [partition, { next }] of open)
        consumer.seek({ topic, partition, offset: String(next) });
    });
    const running = consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      partitionsConsumedConcurrently: 1,
      eachBatch: async (payload) => {
        const { partition } = payload.batch;
        const place = open.get(partition);
        if (failed || !place || payload.isStale()) return;
        const batch = batchOf(payload);
        try {
          await beating(
            () => payload.heartbeat(),
            2 * HEARTBEAT_MS,
            () => onBatch(batch),
          );
          read += batch.events.length;
          onProgress?.(Math.min(read, all), all);
        } catch (reason) {
          return fail(reason);
        }
        const next = BigInt(batch.lastOffset) + 1n;
        if (next <= place.last) return void open.set(partition, { next, last: place.last });
        open.delete(partition);
        closed.push(partition);
        close(partition);
        if (open.size === 0) resolve();
      },
    });
    running.catch(fail);
  });

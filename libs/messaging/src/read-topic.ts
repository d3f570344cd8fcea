import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { batchOf, type EventBatch } from './event-batch';

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

/**
 * Reads a topic from its beginning to the end that it has now, without a trace in the group's
 * offsets. Resolves when every partition was read to there; rejects with what `onBatch` threw.
 */
export const readTopic = async (options: ReadTopicOptions): Promise<void> => {
  const { kafka, topic, onBatch, onProgress } = options;
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const open = new Map<number, bigint>();
  let all = 0;
  for (const { partition, low, high } of offsets) {
    if (options.partitions && !options.partitions.includes(partition)) continue;
    const from = options.from?.get(partition) ?? low;
    if (BigInt(high) <= BigInt(from)) continue;
    open.set(partition, BigInt(high) - 1n);
    all += Number(BigInt(high) - BigInt(from));
  }
  if (open.size === 0) return;
  const consumer = kafka.consumer({
    groupId: `rollcall-reader-${randomUUID()}`,
    maxWaitTimeInMs: 200,
    heartbeatInterval: 500,
    maxBytesPerPartition: 4_194_304,
    retry: { retries: 2, restartOnFailure: () => Promise.resolve(false) },
  });
  let read = 0;
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      let failed = false;
      void consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: true,
        partitionsConsumedConcurrently: 1,
        eachBatch: async (payload) => {
          const { partition } = payload.batch;
          if (failed || !open.has(partition)) return;
          try {
            const batch = batchOf(payload);
            await onBatch(batch);
            read += batch.events.length;
            onProgress?.(Math.min(read, all), all);
            if (BigInt(batch.lastOffset) >= (open.get(partition) as bigint)) open.delete(partition);
            if (open.size === 0) resolve();
          } catch (reason) {
            failed = true;
            reject(reason as Error);
          }
        },
      });
      for (const [partition, offset] of options.from ?? [])
        if (open.has(partition)) consumer.seek({ topic, partition, offset });
    });
  } finally {
    await consumer.disconnect();
  }
};

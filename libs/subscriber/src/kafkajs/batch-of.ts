import type { EachBatchPayload } from 'kafkajs';
import { deliver, type EventBatch } from '../event-batch';

/** The events of one fetch. */
export const batchOf = ({ batch }: Pick<EachBatchPayload, 'batch'>): EventBatch => ({
  topic: batch.topic,
  partition: batch.partition,
  events: batch.messages.map(deliver),
  highWatermark: batch.highWatermark,
  lastOffset: batch.lastOffset(),
});

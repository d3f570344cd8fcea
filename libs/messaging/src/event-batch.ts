import { fromMessage, UnreadableEvent, type ReadEvent } from '@rollcall/contracts';
import { checkData } from './sound';
import { headerTexts } from './kafkajs/decode-record';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';

/** A message that is no event this reader may pass over, or one that cannot be believed. */
export interface Unreadable {
  readonly unreadable: string;
  /** From the key, which decides the partition; undefined when there is none. */
  readonly tenantId: string | undefined;
  readonly offset: string;
}

export type Delivered = { readonly offset: string; readonly event: ReadEvent } | Unreadable;

/** What a handler gets: the messages of one fetch of one partition, in order. */
export interface EventBatch {
  readonly topic: string;
  readonly partition: number;
  readonly events: readonly Delivered[];
  /** Offset after the last message of the partition when this was fetched. */
  readonly highWatermark: string;
  readonly lastOffset: string;
}

/** Reads one message; never throws. */
export const deliver = (
  message: Pick<KafkaMessage, 'offset' | 'key' | 'value' | 'headers'>,
): Delivered => {
  try {
    const headers = headerTexts(message) ?? message.headers;
    const { offset, key, value } = message;
    const event = fromMessage({ key, value, headers });
    checkData(event);
    return { offset, event };
  } catch (reason) {
    if (!(reason instanceof UnreadableEvent)) throw reason;
    return {
      unreadable: reason.message,
      tenantId: message.key?.toString(),
      offset: message.offset,
    };
  }
};

export const batchOf = ({ batch }: Pick<EachBatchPayload, 'batch'>): EventBatch => ({
  topic: batch.topic,
  partition: batch.partition,
  events: batch.messages.map(deliver),
  highWatermark: batch.highWatermark,
  lastOffset: batch.lastOffset(),
});

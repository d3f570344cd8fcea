import { checkData, fromMessage, UnreadableEvent, type ReadEvent } from '@rollcall/contracts';

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

/** Where a codec offers the headers of a message as text, which costs less than buffers do. */
export const HEADER_TEXTS: unique symbol = Symbol('header texts');

export interface HeaderTexts {
  /** Undefined when they are unusual: the headers themselves are then read. */
  texts(): Readonly<Record<string, string>> | undefined;
}

/** A message as a client read it. */
export interface RawMessage {
  readonly offset: string;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly [HEADER_TEXTS]?: HeaderTexts;
}

/** Reads one message; never throws. */
export const deliver = (message: RawMessage): Delivered => {
  try {
    const headers = message[HEADER_TEXTS]?.texts() ?? message.headers;
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

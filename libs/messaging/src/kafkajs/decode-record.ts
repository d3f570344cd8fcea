import { HEADER_TEXTS, type HeaderTexts } from '@rollcall/subscriber';

type Value = Buffer | null;

/** A message from Kafka, as kafkajs hands it on. */
export interface IncomingRecord {
  readonly magicByte: number;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly key: Value;
  readonly value: Value;
  readonly headers: Headers;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchContext;
  readonly [HEADER_TEXTS]: HeaderTexts;
}

export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly magicByte: number;
  readonly isControlBatch?: boolean;
  readonly timestampType?: number;
  readonly maxTimestamp?: string;
}

const LOG_APPEND_TIME = 1;

let bytes: Buffer;
let at = 0;

/** Zigzag, seven bits a byte, the lowest first; exact for every safe integer. */
const readNumber = (): number => {
  let value = 0;
  let unit = 1;
  for (;;) {
    const byte = bytes[at++] as number;
    value += (byte & 0x7f) * unit;
    if (byte < 0x80) break;
    unit *= 128;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
};

const readBytes = (): Value => {
  const length = readNumber();
  if (length < 0) return null;
  at += length;
  return bytes.subarray(at - length, at);
};

const readText = (): string => {
  const length = readNumber();
  if (length < 0) return 'null';
  at += length;
  return bytes.toString('utf8', at - length, at);
};

type Headers = Record<string, Value | Value[]>;

/**
 * Headers are decoded when they are used: as kafkajs gives them, or as text, which is what an
 * event's reader wants and costs a fifth.
 */
class Lazy implements HeaderTexts {
  private read: Headers | undefined;

  constructor(
    private readonly body: Buffer,
    private readonly from: number,
  ) {}

  buffers(): Headers {
    if (this.read) return this.read;
    bytes = this.body;
    at = this.from;
    return (this.read = readHeaders());
  }

  /** Undefined when a header is not ASCII, absent, or named as what every object has. */
  texts(): Record<string, string> | undefined {
    bytes = this.body;
    at = this.from;
    const all = bytes.toString('latin1', at);
    const texts: Record<string, string> = {};
    for (let left = readNumber(); left > 0; left -= 1) {
      const name = part(all, this.from);
      const value = part(all, this.from);
      if (name === undefined || value === undefined || name in texts) return undefined;
      texts[name] = value;
    }
    return texts;
  }
}

const part = (all: string, from: number): string | undefined => {
  const length = readNumber();
  if (length < 0) return undefined;
  for (const end = at + length; at < end; at += 1)
    if ((bytes[at] as number) > 0x7f) return undefined;
  return all.slice(at - length - from, at - from);
};

const readHeaders = (): Headers => {
  const headers: Headers = {};
  for (let left = readNumber(); left > 0; left -= 1) {
    const name = readText();
    const value = readBytes();
    if (name in headers) putAgain(headers, name, value);
    else headers[name] = value;
  }
  return headers;
};

/** A name that came before, or one that every object has: `__proto__`, `constructor`. */
const putAgain = (headers: Headers, name: string, value: Value): void => {
  const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
  const all = Array.isArray(before) ? [...before, value] : [before as Value, value];
  Object.defineProperty(headers, name, {
    value: before === undefined ? value : all,
    writable: true,
    enumerable: true,
    configurable: true,
  });
};

/**
 * One record of a record batch (Kafka protocol, message format 2), as kafkajs 2.2.4 gives it:
 * kafkajs copies all headers again for each header, which is most of what a message costs.
 */
export const decodeRecord = (
  decoder: { readonly buffer: Buffer },
  context: BatchContext,
): IncomingRecord => {
  bytes = decoder.buffer;
  at = 0;
  const attributes = bytes.readInt8(at++);
  const timestampDelta = readNumber();
  const offsetDelta = readNumber();
  const { firstTimestamp, firstOffset, timestampType, maxTimestamp } = context;
  const key = readBytes();
  const value = readBytes();
  const lazy = new Lazy(bytes, at);
  return {
    magicByte: context.magicByte,
    attributes,
    timestamp:
      timestampType === LOG_APPEND_TIME && maxTimestamp
        ? maxTimestamp
        : String(Number(firstTimestamp) + timestampDelta),
    offset: String(Number(firstOffset) + offsetDelta),
    key,
    value,
    get headers(): Headers {
      return lazy.buffers();
    },
    isControlRecord: context.isControlBatch ?? false,
    batchContext: context,
    [HEADER_TEXTS]: lazy,
  };
};

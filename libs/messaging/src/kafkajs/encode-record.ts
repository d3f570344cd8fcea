type Bytes = string | Buffer | null | undefined;

/** A message on its way to Kafka, as kafkajs hands it to its own encoder. */
export interface OutgoingRecord {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Bytes;
  readonly value?: Bytes;
  readonly headers?: Readonly<Record<string, string | Buffer | readonly (string | Buffer)[]>>;
}

/** What kafkajs reads of an encoder. */
export interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

/** Room for the length, which is known only when the rest is written. */
const HEAD = 5;
const MOST_BYTES_OF_A_NUMBER = 10;
/** Its length, doubled, is one byte. */
const LONGEST_SHORT = 63;

let scratch = Buffer.allocUnsafe(65_536);
let at = 0;

const room = (bytes: number): void => {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafe(2 * (at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
};

/** Zigzag, seven bits a byte, the lowest first; exact for every safe integer. */
const writeNumber = (value: number): void => {
  room(MOST_BYTES_OF_A_NUMBER);
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest > 0x7f) {
    scratch[at++] = rest % 128 | 0x80;
    rest = Math.floor(rest / 128);
  }
  scratch[at++] = rest;
};

/** Short ASCII text, which nearly all headers are: a loop is cheaper than two calls out of JavaScript. */
const writeShort = (text: string): boolean => {
  const { length } = text;
  if (length > LONGEST_SHORT) return false;
  room(length + 1);
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return false;
    scratch[at + 1 + i] = unit;
  }
  scratch[at] = 2 * length;
  at += length + 1;
  return true;
};

const writeBytes = (value: Bytes): void => {
  if (value === null || value === undefined) return writeNumber(-1);
  if (typeof value !== 'string') {
    writeNumber(value.length);
    room(value.length);
    at += value.copy(scratch, at);
    return;
  }
  if (writeShort(value)) return;
  const length = Buffer.byteLength(value);
  writeNumber(length);
  room(length);
  at += scratch.write(value, at, length, 'utf8');
};

/**
 * One record of a record batch (Kafka protocol, message format 2), byte for byte as kafkajs 2.2.4
 * writes it, in one buffer: kafkajs fills a new one of 512 bytes for each header.
 */
export const encodeRecord = (record: OutgoingRecord): Encoded => {
  const { offsetDelta = 0, timestampDelta = 0, key, value, headers = {} } = record;
  at = HEAD;
  room(1);
  scratch[at++] = 0;
  writeNumber(timestampDelta);
  writeNumber(offsetDelta);
  writeBytes(key);
  writeBytes(value);
  const names = Object.keys(headers);
  const count = (one: string): number => {
    const text = headers[one];
    return Array.isArray(text) ? text.length : 1;
  };
  writeNumber(names.reduce((sum, one) => sum + count(one), 0));
  for (const name of names) {
    const given = headers[name];
    for (const one of Array.isArray(given) ? (given as readonly Bytes[]) : [given as Bytes]) {
      writeBytes(name);
      writeBytes(one);
    }
  }
  const end = at;
  at = 0;
  writeNumber(end - HEAD);
  const head = at;
  scratch.copyWithin(HEAD - head, 0, head);
  const buf = Buffer.from(scratch.subarray(HEAD - head, end));
  return { buf, buffer: buf };
};

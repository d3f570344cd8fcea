import fc from 'fast-check';
import { HEADER_TEXTS } from '@rollcall/subscriber';
import { decodeRecord, type BatchContext } from './decode-record';
import { encodeRecord, type OutgoingRecord } from './encode-record';

/* eslint-disable @typescript-eslint/no-require-imports -- kafkajs has no types for its insides */
const theirs = require('kafkajs/src/protocol/recordBatch/record/v0') as (
  record: OutgoingRecord,
) => { buffer: Buffer };
const theirDecoder = require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
  decoder: object,
  context: BatchContext,
) => object;
const Decoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => {
  buffer: Buffer;
  readVarInt(): number;
};

const bytes = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array().map((a) => Buffer.from(a)),
);
const nullable = fc.option(bytes);
const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'ce_id', 'constructor'));
const record = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.integer(),
  key: nullable,
  value: nullable,
  headers: fc
    .array(fc.tuple(name, fc.oneof(bytes, fc.array(bytes, { minLength: 1, maxLength: 3 }))))
    .map((entries) => Object.fromEntries(entries) as OutgoingRecord['headers'] & object),
});
const context: BatchContext = {
  firstOffset: '9007199254',
  firstTimestamp: '1764000000000',
  magicByte: 2,
};

describe('the codec of records', () => {
  it('writes the bytes that kafkajs writes', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(encodeRecord(one).buffer.equals(theirs(one).buffer)).toBe(true);
      }),
    );
  });

  it('reads what kafkajs reads', () => {
    fc.assert(
      fc.property(record, (one) => {
        // kafkajs mistakes what every object inherits for a header that came before.
        fc.pre(!Object.keys(one.headers).some((key) => key in {}));
        const { buffer } = theirs(one);
        const head = new Decoder(buffer);
        head.readVarInt();
        const body = buffer.subarray((head as unknown as { offset: number }).offset);
        const ours = decodeRecord({ buffer: body }, context);
        expect({ ...ours, [HEADER_TEXTS]: undefined }).toEqual(
          theirDecoder(new Decoder(body), context),
        );
      }),
    );
  });

  it('gives headers as text, or not at all', () => {
    const texts = (headers: OutgoingRecord['headers'] & object): unknown => {
      const { buffer } = encodeRecord({ key: 'ü', value: 'ü'.repeat(100), headers });
      const head = new Decoder(buffer);
      head.readVarInt();
      const body = buffer.subarray((head as unknown as { offset: number }).offset);
      return decodeRecord({ buffer: body }, context)[HEADER_TEXTS].texts();
    };
    expect(texts({ ce_id: 'a/1', long: 'x'.repeat(300) })).toEqual({
      ce_id: 'a/1',
      long: 'x'.repeat(300),
    });
    expect(texts({ ce_id: 'ü' })).toBeUndefined();
    expect(texts({ ce_id: ['a', 'b'] })).toBeUndefined();
    expect(texts({ constructor: 'a' })).toBeUndefined();
  });

  it('takes a header by any name', () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":["b","c"]}') as Record<
      string,
      string
    >;
    const { buffer } = encodeRecord({ headers });
    const read = decodeRecord({ buffer: buffer.subarray(1) }, context).headers;
    expect(Object.entries(read).map(([key, value]) => `${key}=${String(value)}`)).toEqual([
      '__proto__=a',
      'constructor=b,c',
    ]);
  });

  it('reads a large record that it wrote', () => {
    const value = 'ü'.repeat(100_000);
    const { buffer } = encodeRecord({ key: 'k', value, headers: { a: ['1', '2'], b: 'x' } });
    const head = new Decoder(buffer);
    head.readVarInt();
    const body = buffer.subarray((head as unknown as { offset: number }).offset);
    const read = decodeRecord({ buffer: body }, context);
    expect(String(read.value)).toBe(value);
    expect(String(read.headers['a'])).toBe('1,2');
  });
});

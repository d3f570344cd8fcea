import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from './catalogue';
import { EMPTY_CHECKSUM, moveChecksum, rowChecksum } from './checksum';
import { fromMessage, toMessage, UnreadableEvent, type EventMessage } from './codec';
import type { Recorded } from './event';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '..', path), 'utf8')) as unknown;

const goldenOf = (type: string) =>
  read(`golden/${type}.v1.json`) as { event: Recorded; message: EventMessage };

describe.each(Object.keys(catalogue))('%s', (type) => {
  const ajv = addFormats(new Ajv({ strict: true }));
  const { event, message } = goldenOf(type);

  it('is written as its golden message', () => expect(toMessage(event)).toEqual(message));

  it('is read back whole', () => expect(fromMessage(message)).toEqual({ ...event, known: true }));

  it('has data that its schema takes', () => {
    const validate = ajv.compile(read(`schemas/${type}.v1.json`) as object);
    expect(validate(event.data) ? [] : validate.errors).toEqual([]);
  });
});

describe('a reader', () => {
  const { message } = goldenOf('UserDeactivated');
  const withType = (ce_type: string) => ({ ...message, headers: { ...message.headers, ce_type } });

  it('may skip a type name that it does not know', () =>
    expect(fromMessage(withType('rollcall.UserKnighted.v3')).known).toBe(false));

  it('may not pass over an unknown version of a type that it knows', () =>
    expect(() => fromMessage(withType('rollcall.UserDeactivated.v2'))).toThrow(UnreadableEvent));

  it.each([
    ['broken JSON', { ...message, value: '{' }],
    ['no headers', { value: '{}' }],
    ['a foreign type', withType('com.example.thing')],
  ])('refuses %s', (_what, broken) => expect(() => fromMessage(broken)).toThrow(UnreadableEvent));
});

describe('a checksum', () => {
  const row = rowChecksum('users/1', 1, { userName: 'a', active: true });

  it('does not depend on the order of attributes', () =>
    expect(rowChecksum('users/1', 1, { active: true, userName: 'a' })).toBe(row));

  it('differs by version, by subject and by value', () =>
    expect(
      new Set([
        row,
        rowChecksum('users/1', 2, { userName: 'a', active: true }),
        rowChecksum('users/2', 1, { userName: 'a', active: true }),
        rowChecksum('users/1', 1, { userName: 'a', active: false }),
      ]).size,
    ).toBe(4));

  it('is empty again when what came has gone', () =>
    expect(moveChecksum(moveChecksum(EMPTY_CHECKSUM, { plus: row }), { minus: row })).toBe(
      EMPTY_CHECKSUM,
    ));
});

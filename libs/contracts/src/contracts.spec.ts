import { expectGolden } from '@rollcall/testing';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { catalogue, type EventType } from './catalogue';
import { EMPTY_CHECKSUM, moveChecksum, rowChecksum } from './checksum';
import { asRedacted, fromMessage, isMoment, toMessageOfText, UnreadableEvent } from './codec';
import {
  attributesFile,
  goldenFile,
  goldenOf,
  schemaFile,
  attributesSchema,
} from './golden.fixture';
import { PERSONAL } from './payload-schema';
import { userAttributes } from './user-attributes';

interface Forged {
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

describe.each(Object.keys(catalogue) as EventType[])('%s', (type) => {
  const ajv = addFormats(new Ajv({ strict: true }));
  const { event, message } = goldenOf(type);

  it('has a golden message', () => expectGolden(goldenFile(type), { event, message }));

  it('has a golden schema', () => expectGolden(schemaFile(type), catalogue[type].schema));

  it('is read back whole', () => expect(fromMessage(message)).toEqual({ ...event, known: true }));

  it('has data that its schema takes', () => {
    const validate = ajv.compile(catalogue[type].schema);
    expect(validate(event.data) ? [] : validate.errors).toEqual([]);
  });

  it.each([
    ['its key', { key: 'another' }],
    ['no key', { key: null }],
    ['its tenant', { headers: { ce_tenant: 'another' } }],
    ['its source', { headers: { ce_source: '/tenants/another' } }],
    ['its source elsewhere', { headers: { ce_source: 'https://eu.example.com/tenants/another' } }],
    ['its subject', { headers: { ce_subject: 'things/1' } }],
    ['the id of its subject', { headers: { ce_subject: '' } }],
    ['its time', { headers: { ce_time: 'yesterday' } }],
    ['a stream that is too long', { headers: { ce_streamversion: '4294967296' } }],
  ])('is refused when %s is wrong', (_, { headers, ...rest }: Forged) =>
    expect(() =>
      fromMessage({ ...message, ...rest, headers: { ...message.headers, ...headers } }),
    ).toThrow(UnreadableEvent),
  );

  it('is read back whole from an installation with a name', () => {
    const { data, ...rest } = event;
    const named = toMessageOfText(
      { ...rest, text: JSON.stringify(data) },
      'https://eu.example.com',
    );
    expect(named.headers['ce_source']).toBe('https://eu.example.com/tenants/acme');
    expect(fromMessage(named)).toEqual({ ...event, known: true });
  });

  it('names its schema', () => {
    expect(catalogue[type].schema['$id']).toBe(message.headers['ce_dataschema']);
    expect(new URL(String(message.headers['ce_dataschema'])).protocol).toBe('urn:');
  });

  it('is refused about another than its subject names', () => {
    const [kind = ''] = event.subject.split('/');
    const ce_subject = `${kind}/somebody-else`;
    const forged = { ...message, headers: { ...message.headers, ce_subject } };
    if (type === 'EventRedacted') expect(fromMessage(forged).known).toBe(true);
    else expect(() => fromMessage(forged)).toThrow(UnreadableEvent);
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
    ['no headers', { key: 'a', value: '{}' }],
    ['a foreign type', withType('com.example.thing')],
  ])('refuses %s', (_what, broken) => expect(() => fromMessage(broken)).toThrow(UnreadableEvent));
});

describe('the id of an event', () => {
  const { event } = goldenOf('UserDeactivated');
  const { data, ...rest } = event;
  const recorded = { ...rest, text: JSON.stringify(data) };
  const idOf = (change: object, of = recorded): string =>
    String(toMessageOfText({ ...of, ...change }).headers['ce_id']);

  it('is the same whenever the event is published, and another one at a position that came again', () => {
    expect(idOf({})).toBe(`acme/7/${event.epoch}`);
    expect(idOf({ epoch: '2.another' })).toBe('acme/7/2.another');
  });

  it('is another one of what is left when the event is redacted', () =>
    expect(idOf({}, asRedacted(recorded))).toBe(`acme/7/${event.epoch}/redacted`));
});

describe.each(Object.entries(userAttributes))('the attributes of the profile %s', (name, some) => {
  it('have a golden schema', () =>
    expectGolden(attributesFile(name), attributesSchema(name, some)));

  it('are in the events of users as they are', () => {
    for (const [type, member] of [
      ['UserProvisioned', 'attributes'],
      ['UserProfileChanged', 'set'],
      ['TestUserProvisioned', 'attributes'],
    ] as const) {
      const { properties } = catalogue[type].schema as {
        properties: Readonly<Record<string, { readonly properties: object }>>;
      };
      expect(properties[member]?.properties).toMatchObject(some);
    }
  });
});

describe('personal data', () => {
  const personalOf = (type: EventType): string[] => {
    const { properties } = catalogue[type].schema as {
      properties: Readonly<Record<string, { readonly $comment?: string }>>;
    };
    return Object.keys(properties).filter((name) => properties[name]?.$comment === PERSONAL);
  };

  it.each<[EventType, readonly string[]]>([
    ['UserProvisioned', ['login', 'attributes']],
    ['UserProfileChanged', ['login', 'previousLogin', 'set']],
    ['UserDeactivated', ['login', 'userName', 'externalId']],
    ['TestUserDeactivated', ['login', 'userName', 'externalId']],
    ['UserErased', ['source']],
    ['GroupCreated', []],
    ['SetUpLinkIssued', ['label', 'source']],
  ])('of %s is marked: %p', (type, names) => expect(personalOf(type)).toEqual(names));
});

describe('a moment', () => {
  it.each([
    '2026-01-31T12:00:00Z',
    '2024-02-29T23:59:59.999999999+15:59',
    '0004-02-29T00:00:00-00:00',
    '2026-01-01T24:00:00Z',
  ])('is %s', (text) => expect(isMoment(text)).toBe(true));

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00+16:00',
    '2026-01-01T00:00:00+01:60',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
  ])('is not %s', (text) => expect(isMoment(text)).toBe(false));
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

import Ajv from 'ajv';
import fc from 'fast-check';
import { catalogue, type EventType } from './catalogue';
import { checkData } from './payload-check';
import { isMoment, UnreadableEvent } from './codec';
import { goldenOf } from './golden.fixture';

const types = Object.keys(catalogue) as EventType[];
const ajv = new Ajv({ strict: true, formats: { 'date-time': isMoment } });

const faultOf = (type: string, data: unknown): string | undefined => {
  try {
    checkData({ type, data });
    return undefined;
  } catch (reason) {
    if (!(reason instanceof UnreadableEvent)) throw reason;
    return reason.message;
  }
};

/** Values that a schema may or may not take, at any place of the data. */
const strange = fc.oneof(
  fc.constantFrom<unknown>('', 'x', '👩‍🚀', 0, -1, 1.5, 1e21, true, null, [], {}, [''], [null]),
  fc.constantFrom<unknown>('2026-01-31T12:00:00Z', '2026-02-30T00:00:00Z', 'User', 'strict', 30),
  fc.json().map((text): unknown => JSON.parse(text)),
);

/** Replaces, adds or takes away one member, at the top or one level below. */
const change = (data: unknown): fc.Arbitrary<unknown> => {
  if (typeof data !== 'object' || data === null) return strange;
  const names = Object.keys(data);
  const put = (name: string, value: unknown): unknown =>
    Array.isArray(data)
      ? data.map((one: unknown, at) => (String(at) === name ? value : one))
      : { ...data, [name]: value };
  const drop = (name: string): unknown =>
    Array.isArray(data)
      ? data.filter((_, at) => String(at) !== name)
      : Object.fromEntries(Object.entries(data).filter(([one]) => one !== name));
  if (names.length === 0) return strange.map((value) => put('more', value));
  const name = fc.constantFrom(...names);
  return fc.oneof(
    strange,
    name.map(drop),
    fc.tuple(name, strange).map(([one, value]) => put(one, value)),
    name.chain((one) =>
      change((data as Readonly<Record<string, unknown>>)[one]).map((value) => put(one, value)),
    ),
  );
};

describe.each(types)('data of %s', (type) => {
  const validate = ajv.compile(catalogue[type].schema);
  const { data } = goldenOf(type).event;

  it('are taken and refused as a validator of JSON Schema does', () =>
    fc.assert(
      fc.property(change(data), (changed) => {
        expect(faultOf(type, changed) === undefined).toBe(validate(changed));
      }),
      { numRuns: 300 },
    ));
});

describe('data that do not satisfy their schema', () => {
  const member = { type: 'User', id: 'u1' };
  const group = { groupId: 'g1', displayName: 'Staff' };
  it.each<[string, unknown, string]>([
    ['UserDeactivated', { userId: 'u1', login: 'a', userName: 7 }, '/userName must be string'],
    ['UserDeactivated', { userId: 'u1' }, "they must have required property 'login'"],
    ['UserDeactivated', 'gone', 'they must be object'],
    [
      'GroupMembersAdded',
      { ...group, members: [member, { ...member, id: '' }] },
      '/members/1/id must NOT have fewer than 1 characters',
    ],
    ['GroupMembersAdded', { ...group, members: [] }, '/members must NOT have fewer than 1 items'],
    ['ProfileChosen', { profile: 'open' }, '/profile must be equal to one of the allowed values'],
  ])('of %s are named by place and rule: %j', (type, data, fault) =>
    expect(faultOf(type, data)).toBe(`the data of ${type} do not satisfy its schema: ${fault}`),
  );

  it('of a type that is not known are passed', () =>
    expect(faultOf('UserKnighted', 'anything')).toBeUndefined());
});

import { withoutFormer } from './former-words';
import { naming } from './person-texts';

const isNamed = naming(['Zelda Quux', 'Quux', 'zq@private.example']);
const URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const former = (data: object, now: object = {}) =>
  withoutFormer(data as never, now as never, isNamed);

describe('former words about a person, in the events of others', () => {
  const attributes = {
    userName: 'bob@example.com',
    title: 'Assistant of Zelda Quux',
    emails: [{ value: 'bob@example.com' }, { value: 'zq@private.example', type: 'other' }],
    [URN]: { department: 'Desk of Quux', manager: { value: 'u1', displayName: 'Zelda Quux' } },
  };
  const redacted = {
    ...attributes,
    title: 'redacted',
    emails: [attributes.emails[0], { value: 'redacted', type: 'other' }],
    [URN]: { department: 'redacted', manager: { value: 'u1', displayName: 'redacted' } },
  };

  it.each([
    [{ userId: 'u2', login: 'bob@example.com', attributes }, { attributes: redacted }],
    [{ userId: 'u2', login: 'b', set: attributes, unset: ['Quux'] }, { set: redacted }],
    [
      { userId: 'u2', login: 'quux', userName: 'Quux' },
      { login: 'redacted', userName: 'redacted' },
    ],
    [
      { groupId: 'g', displayName: 'Quux', externalId: 'q-Quux', members: [{ id: 'Quux' }] },
      { displayName: 'redacted', externalId: 'redacted' },
    ],
    [{ name: 'Acme of Quux' }, { name: 'redacted' }],
  ])('are taken out (%#)', (data, words) => expect(former(data)).toEqual(words));

  it('stay where the attribute still has them', () => {
    expect(former({ userId: 'u2', login: 'b', attributes }, attributes)).toBeUndefined();
    expect(former({ displayName: 'Quux' }, { displayName: 'Quux' })).toBeUndefined();
    const login = { userId: 'u2', login: 'quux', userName: 'Quux' };
    expect(former(login, { userName: 'Quux' })).toBeUndefined();
  });

  it('go one by one out of an attribute that still has others', () => {
    const now = { [URN]: { department: 'Desk of Quux' } };
    expect(former({ set: { [URN]: attributes[URN] } }, now)).toEqual({
      set: {
        [URN]: { department: 'Desk of Quux', manager: { value: 'u1', displayName: 'redacted' } },
      },
    });
  });

  it('are none where the person is not named', () =>
    expect(
      former({ set: { title: 'Quuxotic', active: true, age: 4, list: [null] } }),
    ).toBeUndefined());
});

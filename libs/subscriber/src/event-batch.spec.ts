import { catalogue, type EventMessage } from '@rollcall/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { message } from './broker.fixture';
import { deliver } from './event-batch';

const goldenOf = (type: string) =>
  (
    JSON.parse(readFileSync(join(__dirname, `../../contracts/golden/${type}.v1.json`), 'utf8')) as {
      message: EventMessage;
    }
  ).message;

const delivered = ({ key, value, headers }: EventMessage) =>
  deliver({
    offset: '7',
    key: Buffer.from(key),
    value: Buffer.from(value),
    headers: { ...headers },
  });
const withData = (one: EventMessage, change: object): EventMessage => ({
  ...one,
  value: JSON.stringify({ ...(JSON.parse(one.value) as object), ...change }),
});

describe('a message that was read', () => {
  it.each(Object.keys(catalogue))('is the event that it says: %s', (type) =>
    expect(delivered(goldenOf(type))).toMatchObject({ event: { type, known: true } }),
  );

  it('may have data that a later writer added', () =>
    expect(delivered(withData(goldenOf('UserDeactivated'), { since: 'x' }))).toHaveProperty(
      'event',
    ));

  it.each([
    ['a userName that is a number', withData(goldenOf('UserDeactivated'), { userName: 1 })],
    ['no login', withData(goldenOf('UserDeactivated'), { login: undefined })],
    ['attributes that are text', withData(goldenOf('UserProvisioned'), { attributes: 'all' })],
    ['members of no type', withData(goldenOf('GroupMembersAdded'), { members: [{ id: 'x' }] })],
    ['a profile that there is not', withData(goldenOf('ProfileChosen'), { profile: 'open' })],
    ['another user’s id', withData(goldenOf('UserDeactivated'), { userId: 'somebody-else' })],
    ['another tenant’s source', message('a', 1, { headers: { ce_source: '/tenants/b' } })],
    ['another tenant', message('a', 1, { headers: { ce_tenant: 'b', ce_source: '/tenants/b' } })],
  ])('with %s is not believed, and holds the tenant of its key', (_, forged) =>
    expect(delivered(forged)).toEqual({
      offset: '7',
      tenantId: forged.key,
      unreadable: expect.any(String),
    }),
  );

  it('says what is wrong with it, and nothing of what is in it', () => {
    const one = delivered(withData(goldenOf('UserDeactivated'), { userName: { secret: 'word' } }));
    expect(one).toMatchObject({
      unreadable: 'the data of UserDeactivated do not satisfy its schema: /userName must be string',
    });
  });
});

import { MOST_USED_NETWORKS, type IssuedClientSecret, type TrustView } from '@rollcall/contracts';
import {
  ask,
  eventually,
  issue,
  list,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';

let serving: Serving;
let base: string;

beforeEach(async () => {
  serving = await Serving.on(3);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterEach(() => serving.end(), 30_000);

const note = (uses: readonly object[]) =>
  ask<{ detail: string } | undefined>(base, 'POST', '/internal/v1/network-uses', { uses });
const use = (tokenId: string, network: string) => note([{ tokenId, network }]);
const published = () =>
  eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0);
const networksOn = async () => {
  await published();
  const facts = await serving.facts();
  return facts.filter(({ type }) => type === 'CredentialUsedFromNewNetwork');
};
const keys = () => serving.redis.keys('{rollcall}:networks:*');

it('the first use from a network is an event, the very first use, too; a second one is none', async () => {
  const { id } = (await issue(base, 'acme')).body;
  const [first, second] = ['203.0.113.0/24', '2001:db8::/64'];
  expect((await use(id, first)).status).toBe(204);
  await use(id, first);
  expect((await list(base, 'acme'))[0]?.usedNetworks).toMatchObject({
    count: 1,
    newest: { network: first },
  });
  await use(id, second);
  expect((await list(base, 'acme'))[0]?.usedNetworks).toMatchObject({
    count: 2,
    newest: { network: second },
  });
  expect(await networksOn()).toMatchObject([
    {
      tenantId: 'acme',
      subject: `tokens/${id}`,
      streamVersion: 2,
      actor: 'token-service',
      data: { tokenId: id, kind: 'token', network: first },
    },
    { streamVersion: 3, data: { tokenId: id, kind: 'token', network: second } },
  ]);
});

it('the event says what kind of credential it is, and of which client', async () => {
  const clients = '/internal/v1/tenants/acme/clients';
  const secret = (await ask<IssuedClientSecret>(base, 'POST', clients, { actor: 'operator' })).body;
  const trust = (
    await ask<TrustView>(base, 'POST', '/internal/v1/tenants/acme/trusts', {
      actor: 'operator',
      method: 'federation',
      issuer: 'https://idp.example.com',
      subject: 's',
      audiences: ['a'],
    })
  ).body;
  const network = '198.51.100.0/24';
  await note([
    { tokenId: secret.id, network },
    { tokenId: trust.id, network },
  ]);
  expect((await networksOn()).map(({ data }) => data)).toEqual([
    { tokenId: secret.id, kind: 'client_secret', network, clientId: secret.clientId },
    { tokenId: trust.id, kind: 'federation', network, clientId: trust.clientId },
  ]);
});

it('the first networks alone are kept and published, however many there are', async () => {
  const { id } = (await issue(base, 'acme')).body;
  const many = Array.from({ length: MOST_USED_NETWORKS + 20 }, (_, i) => `10.0.${i}.0/24`);
  await note(many.map((network) => ({ tokenId: id, network })));
  expect(await serving.redis.hLen(`{rollcall}:networks:${id}`)).toBe(MOST_USED_NETWORKS);
  expect(await networksOn()).toHaveLength(MOST_USED_NETWORKS);
});

it('of an id that no credential has nothing is kept', async () => {
  expect((await use('0000000000000000', '203.0.113.0/24')).status).toBe(204);
  expect(await keys()).toEqual([]);
  expect(await networksOn()).toEqual([]);
});

it('an erased tenant takes the networks along; a late report brings none back', async () => {
  const { id } = (await issue(base, 'acme')).body;
  await use(id, '203.0.113.0/24');
  await ask(base, 'DELETE', '/internal/v1/tenants/acme/tokens');
  await use(id, '198.51.100.0/24');
  expect(await keys()).toEqual([]);
});

it('a restore knows the networks again, with the times of their first use', async () => {
  const { id } = (await issue(base, 'acme')).body;
  await use(id, '203.0.113.0/24');
  await use(id, '198.51.100.0/24');
  await revoke(base, 'acme', id);
  await published();
  const before = await serving.redis.hGetAll(`{rollcall}:networks:${id}`);
  expect(Object.keys(before)).toHaveLength(2);
  await serving.redis.flushDb();
  await eventually(async () => (await list(base, 'acme'))?.[0]?.status === 'revoked');
  expect(await serving.redis.hGetAll(`{rollcall}:networks:${id}`)).toEqual(before);
  expect((await list(base, 'acme'))[0]?.usedNetworks.count).toBe(2);
});

it.each([
  [{ uses: 'x' }, 'uses'],
  [{ uses: Array(501).fill({}) }, 'uses'],
  [{ uses: [{ tokenId: '../x', network: '10.0.0.0/24' }] }, 'tokenId'],
  [{ uses: [{ tokenId: '0000000000000000', network: '10.0.0.7' }] }, 'network'],
  [{ uses: [{ tokenId: '0000000000000000', network: ['10.0.0.0/24'] }] }, 'network'],
])('a report %# that is none is refused by name', async (body, name) => {
  const answer = await ask<{ detail: string }>(base, 'POST', '/internal/v1/network-uses', body);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toContain(name);
});

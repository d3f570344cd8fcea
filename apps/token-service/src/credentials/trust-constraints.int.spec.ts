import type { AssertionAnswer, IssuedClientSecret, TrustView } from '@rollcall/contracts';
import { claims, ENDPOINTS, FEDERATION, KEYS, signed } from '../fixtures/assertions.fixture';
import { admit, ask, Serving, untilReady } from '../fixtures/serving.fixture';

let serving: Serving;
let base: string;
beforeAll(async () => {
  serving = await Serving.on(5);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterAll(() => serving.end(), 30_000);

const add = (tenant: string, body: object) =>
  ask<TrustView>(base, 'POST', `/internal/v1/tenants/${tenant}/trusts`, {
    actor: 'operator',
    ...body,
  });
const tokenOf = async ({ id: trustId, clientId }: TrustView, sub: string): Promise<string> => {
  const assertion = signed(claims({ sub }));
  const question = { clientId, assertion, endpoints: ENDPOINTS, trustId, keys: KEYS };
  const { body } = await ask<AssertionAnswer>(base, 'POST', '/internal/v1/assertions', question);
  if (body.outcome !== 'granted') throw new Error(JSON.stringify(body));
  return body.accessToken;
};

it('restricts the access tokens of a trust, of a client as its newest credential unless it says', async () => {
  const constraints = { networks: ['10.0.0.0/8'], readOnly: true, usersOnly: false };
  const secret = (
    await ask<IssuedClientSecret>(base, 'POST', '/internal/v1/tenants/tight/clients', {
      actor: 'operator',
      constraints,
    })
  ).body;
  const more = { ...FEDERATION, clientId: secret.clientId };
  const inherited = (await add('tight', { ...more, subject: 'inherited' })).body;
  const opened = (await add('tight', { ...more, subject: 'opened', constraints: {} })).body;
  const own = (await add('tight', { ...FEDERATION, subject: 'own', constraints })).body;
  const unrestricted = { networks: [], readOnly: false, usersOnly: false };
  expect([inherited, opened, own].map((one) => one.constraints)).toEqual([
    constraints,
    unrestricted,
    constraints,
  ]);
  expect((await admit(base, await tokenOf(inherited, 'inherited'))).body).toMatchObject({
    tokenId: inherited.id,
    constraints,
  });
  expect((await admit(base, await tokenOf(opened, 'opened'))).body).not.toHaveProperty(
    'constraints',
  );
  expect((await add('tight', { ...more, constraints: { readonly: true } })).status).toBe(400);
});

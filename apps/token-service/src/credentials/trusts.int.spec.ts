import type {
  AssertionAnswer,
  ClientView,
  IssuedClientSecret,
  TrustView,
} from '@rollcall/contracts';
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  claims,
  encoded,
  ENDPOINTS,
  FEDERATION,
  ISSUER,
  jwk,
  KEYS,
  now,
  publicKey,
  signed,
  stranger,
} from '../fixtures/assertions.fixture';
import {
  admit,
  ask,
  eventually,
  list,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';

/** A restore reads the topic: on a busy machine that takes more than a test has by itself. */
jest.setTimeout(60_000);

let serving: Serving;
let base: string;
let trust: TrustView;

const trustsOf = (tenant: string): string => `/internal/v1/tenants/${tenant}/trusts`;
const add = (tenant: string, body: object) =>
  ask<TrustView & { detail: string }>(base, 'POST', trustsOf(tenant), {
    actor: 'operator',
    ...body,
  });
const trusts = async (tenant: string) =>
  (await ask<{ trusts: TrustView[] }>(base, 'GET', trustsOf(tenant))).body.trusts;
const present = async (assertion: string, more: object = {}) =>
  (
    await ask<AssertionAnswer>(base, 'POST', '/internal/v1/assertions', {
      clientId: trust.clientId,
      assertion,
      endpoints: ENDPOINTS,
      trustId: trust.id,
      keys: KEYS,
      ...more,
    })
  ).body;
const granted = (answer: AssertionAnswer): string => {
  if (answer.outcome !== 'granted') throw new Error(JSON.stringify(answer));
  return answer.accessToken;
};

beforeAll(async () => {
  serving = await Serving.on(15);
  base = await serving.start();
  await untilReady(base);
  trust = (await add('acme', { ...FEDERATION, label: 'entra' })).body;
}, 30_000);
afterAll(() => serving.end(), 30_000);

it('grants an access token for a token of a trusted issuer, admitted as the trust', async () => {
  const token = granted(await present(signed(claims())));
  expect((await admit(base, token)).body).toMatchObject({
    outcome: 'admitted',
    tenantId: 'acme',
    tokenId: trust.id,
    label: 'entra',
  });
  expect((await trusts('acme'))[0]?.lastUsedAt).not.toBeNull();
});

it('asks the gateway for the keys first, once all claims agree', async () => {
  expect(await present(signed(claims()), { keys: undefined })).toEqual({
    outcome: 'keys-needed',
    tenantId: 'acme',
    tokenId: trust.id,
    label: 'entra',
    kid: 'k1',
    issuer: ISSUER,
  });
});

it.each<[string, object, string]>([
  ['another issuer', { iss: 'https://evil.example.com' }, 'iss'],
  ['no issuer', { iss: undefined }, 'iss'],
  ['another subject', { sub: 'other' }, 'sub'],
  ['a prefix of an audience', { aud: 'api://tw' }, 'aud'],
  ['an audience below one', { aud: 'api://two/scim' }, 'aud'],
  ['no audience of ours in its list', { aud: ['a', 'b'] }, 'aud'],
  ['another application', { azp: 'other' }, 'azp'],
  ['two applications', { appid: 'other' }, 'azp'],
  ['no application', { azp: undefined }, 'azp'],
  ['another directory', { tid: 'other' }, 'tid'],
  ['a past end', { exp: now() - 120 }, 'exp'],
  ['no end', { exp: undefined }, 'exp'],
  ['an end that is text', { exp: '9999999999' }, 'exp'],
  ['an end beyond all patience', { exp: now() + 10 * 86_400 }, 'exp'],
  ['a beginning in the future', { nbf: now() + 600 }, 'nbf'],
  ['an issue in the future', { iat: now() + 600 }, 'iat'],
  ['an issue long ago', { iat: now() - 10 * 86_400 }, 'iat'],
  ['a jti that is no text', { jti: 7 }, 'jti'],
])('refuses %s, and says what differs', async (_, changed, what) => {
  const answer = await present(signed(claims(changed)));
  expect(answer).toMatchObject({
    outcome: 'refused',
    reason: 'assertion',
    tenantId: 'acme',
    tokenId: trust.id,
    fault: { what, expected: expect.any(String) as string, got: expect.any(String) as string },
  });
});

it('names what it expected and what it got', async () =>
  expect(await present(signed(claims({ aud: 'api://three' })))).toMatchObject({
    fault: { what: 'aud', expected: 'api://one or api://two', got: 'api://three' },
  }));

it.each<[string, () => string, string]>([
  [
    'no signature (alg none)',
    () =>
      `${signed(claims(), { header: { alg: 'none' } })
        .split('.')
        .slice(0, 2)
        .join('.')}.`,
    'alg',
  ],
  [
    'a MAC with the public key (HS256)',
    () =>
      signed(claims(), {
        header: { alg: 'HS256' },
        hmac: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      }),
    'alg',
  ],
  ['the signature of another key', () => signed(claims(), { key: stranger }), 'signature'],
  [
    'a changed claim',
    () => signed(claims()).replace(/\.[^.]+\./, `.${encoded(claims({ iat: 1 + now() }))}.`),
    'signature',
  ],
  ['an unknown kid', () => signed(claims(), { header: { kid: 'k2' } }), 'kid'],
  [
    'a critical header that nobody knows',
    () => signed(claims(), { header: { crit: ['x'], x: 1 } }),
    'signature',
  ],
  ['a text that is no JWT', () => 'nothing', 'format'],
  ['claims that are a list', () => `${encoded({ alg: 'RS256' })}.${encoded([])}.x`, 'format'],
  ['more than a JWT has', () => 'x'.repeat(9_000), 'format'],
])('refuses %s', async (_, assertion, what) =>
  expect(await present(assertion())).toMatchObject({ reason: 'assertion', fault: { what } }),
);

it.each([
  ['a key that is none', { kty: 'RSA', kid: 'k1', n: 'AQAB', e: 'AQAB' }],
  ['a key of another kind', { kty: 'oct', kid: 'k1', k: 'c2VjcmV0' }],
])('refuses when the issuer publishes %s', async (_, key) =>
  expect(await present(signed(claims()), { keys: [key] })).toMatchObject({ reason: 'assertion' }),
);

it('takes a jti once, and a token without one again', async () => {
  const once = signed(claims({ jti: 'a' }));
  granted(await present(once));
  expect(await present(once)).toMatchObject({ fault: { what: 'jti', got: 'a' } });
  const again = signed(claims({ uti: 'b' }));
  granted(await present(again));
  granted(await present(again));
});

it('takes keys for the trust alone that they were read for', async () => {
  const answer = await present(signed(claims()), { trustId: 'another0another0' });
  expect(answer.outcome).toBe('keys-needed');
});

it('knows no client of another id, and no client that has secrets alone', async () => {
  const made = await ask<IssuedClientSecret>(base, 'POST', '/internal/v1/tenants/acme/clients', {
    actor: 'operator',
  });
  for (const clientId of ['', 'x', 'x'.repeat(16), made.body.clientId])
    expect(await present(signed(claims()), { clientId })).toEqual({
      outcome: 'refused',
      reason: 'unknown',
    });
});

describe('a client that signs its assertions itself', () => {
  let own: TrustView;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ofClient = (changed: object = {}): object => ({
    iss: own.clientId,
    sub: own.clientId,
    aud: ENDPOINTS[0],
    exp: now() + 60,
    jti: String(Math.random()),
    ...changed,
  });
  const es256 = (what: object): string => {
    const body = `${encoded({ alg: 'ES256', kid: 'e1' })}.${encoded(what)}`;
    const key = { key: ec.privateKey, dsaEncoding: 'ieee-p1363' as const };
    return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
  };
  const send = (what: object) =>
    present(es256(what), { clientId: own.clientId, keys: undefined, trustId: undefined });
  beforeAll(async () => {
    const keys = [jwk(ec.publicKey, 'e1')];
    own = (await add('acme', { method: 'private_key_jwt', keys })).body;
  });

  it('gets an access token, for the endpoint or the issuer as audience', async () => {
    expect(own.keyIds).toEqual(['e1']);
    granted(await send(ofClient()));
    granted(await send(ofClient({ aud: [ENDPOINTS[1]] })));
  });

  it.each<[string, object, string]>([
    ['another audience', { aud: 'https://other.example.com' }, 'aud'],
    ['another issuer', { iss: 'other' }, 'iss'],
    ['no jti', { jti: undefined }, 'jti'],
    ['a life of a day', { exp: now() + 86_400 }, 'exp'],
  ])('is refused with %s', async (_, changed, what) =>
    expect(await send(ofClient(changed))).toMatchObject({ fault: { what } }),
  );
});

it('a revoked trust takes its access tokens along, and is in no list', async () => {
  const mine = (await add('acme', { ...FEDERATION, subject: 'revoked' })).body;
  const assertion = () => signed(claims({ sub: 'revoked' }));
  const as = { clientId: mine.clientId, trustId: mine.id };
  const token = granted(await present(assertion(), as));
  expect((await revoke(base, 'globex', mine.id)).status).toBe(404);
  expect((await revoke(base, 'acme', mine.id)).status).toBe(204);
  expect((await admit(base, token)).body).toMatchObject({ reason: 'revoked', tokenId: mine.id });
  expect(await present(assertion(), as)).toEqual({ outcome: 'refused', reason: 'unknown' });
  expect((await trusts('acme')).map(({ id }) => id)).not.toContain(mine.id);
});

it('is of its tenant, in the list of clients, and not among the tokens', async () => {
  const clients = (
    await ask<{ clients: ClientView[] }>(base, 'GET', '/internal/v1/tenants/acme/clients')
  ).body.clients;
  const client = clients.find(({ id }) => id === trust.clientId);
  expect(client).toMatchObject({ label: 'entra', secrets: [], trusts: [{ id: trust.id }] });
  expect((await list(base, 'acme')).map(({ id }) => id)).not.toContain(trust.id);
  expect(await trusts('globex')).toEqual([]);
  expect((await add('globex', { ...FEDERATION, clientId: trust.clientId })).status).toBe(404);
  const secret = await ask<IssuedClientSecret>(
    base,
    'POST',
    `/internal/v1/tenants/acme/clients/${trust.clientId}/secrets`,
    { actor: 'operator' },
  );
  expect(secret.body).toMatchObject({ clientId: trust.clientId, label: 'entra' });
});

it('access tokens live as long as the tenant chose', async () => {
  const path = (tenant: string): string => `/internal/v1/tenants/${tenant}/access-tokens`;
  expect((await ask(base, 'GET', path('acme'))).body).toEqual({ lifetimeMinutes: 60 });
  for (const lifetimeMinutes of [59, 361, 60.5, '90'])
    expect((await ask(base, 'PUT', path('acme'), { lifetimeMinutes })).status).toBe(400);
  for (const lifetimeMinutes of [90, 360])
    expect((await ask(base, 'PUT', path('acme'), { lifetimeMinutes })).body).toEqual({
      lifetimeMinutes,
    });
  expect((await ask(base, 'GET', path('globex'))).body).toEqual({ lifetimeMinutes: 60 });
  expect(await present(signed(claims()))).toMatchObject({ expiresInSeconds: 21_600 });
});

it('a loss of Redis loses no trust, and no lifetime that was chosen', async () => {
  await eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0, 30_000);
  const before = await trusts('acme');
  await serving.redis.flushDb();
  await eventually(async () => (await ask(base, 'GET', trustsOf('acme'))).status === 200, 30_000);
  expect(await trusts('acme')).toEqual(before.map((one) => ({ ...one, lastUsedAt: null })));
  expect(await present(signed(claims()))).toMatchObject({
    outcome: 'granted',
    expiresInSeconds: 21_600,
  });
});

it('an erased tenant has no trust any more, and none comes back', async () => {
  const token = granted(await present(signed(claims())));
  await ask(base, 'DELETE', '/internal/v1/tenants/acme/tokens');
  expect((await admit(base, token)).body).toEqual({ outcome: 'refused', reason: 'unknown' });
  expect(await present(signed(claims()))).toEqual({ outcome: 'refused', reason: 'unknown' });
  expect((await add('acme', FEDERATION)).status).toBe(404);
  const left = await serving.redis.keys('*acme*');
  expect(left).toEqual([]);
  expect(await serving.redis.exists(`{rollcall}:trusts:${trust.clientId}`)).toBe(0);
});

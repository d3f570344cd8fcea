import type { AccessTokenAnswer, ClientView, IssuedClientSecret } from '@rollcall/contracts';
import {
  admit,
  ask,
  eventually,
  list,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';

let serving: Serving;
let base: string;

beforeEach(async () => {
  serving = await Serving.on(6);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterEach(() => serving.end(), 30_000);

const pathOf = (tenant: string): string => `/internal/v1/tenants/${tenant}/clients`;
const create = async (tenant: string, body: object = {}) =>
  ask<IssuedClientSecret>(base, 'POST', pathOf(tenant), { actor: 'operator', ...body });
const addSecret = async (tenant: string, clientId: string, body: object = {}) =>
  ask<IssuedClientSecret>(base, 'POST', `${pathOf(tenant)}/${clientId}/secrets`, {
    actor: 'operator',
    ...body,
  });
const clients = async (tenant: string) =>
  (await ask<{ clients: ClientView[] }>(base, 'GET', pathOf(tenant))).body.clients;
const request = async (clientId: string, clientSecret: string) =>
  (
    await ask<AccessTokenAnswer>(base, 'POST', '/internal/v1/access-tokens', {
      clientId,
      clientSecret,
    })
  ).body;
const grant = async ({ clientId, secret }: IssuedClientSecret): Promise<string> => {
  const answer = await request(clientId, secret);
  if (answer.outcome !== 'granted') throw new Error(answer.reason);
  return answer.accessToken;
};
const DAY = 86_400_000;

it('grants an access token for an hour, that is admitted as its client secret', async () => {
  const { status, body } = await create('acme', { label: 'entra' });
  expect(status).toBe(201);
  expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(365 * DAY);
  const answer = await request(body.clientId, body.secret);
  expect(answer).toMatchObject({ outcome: 'granted', expiresInSeconds: 3_600 });
  const admission = (await admit(base, await grant(body))).body as Record<string, unknown>;
  expect(admission).toMatchObject({
    outcome: 'admitted',
    tenantId: 'acme',
    tokenId: body.id,
    label: 'entra',
  });
  expect(admission['remainingMs']).toBeLessThanOrEqual(3_600_000);
  expect(admission['remainingMs']).toBeGreaterThan(3_590_000);
  expect(admission['credentialRemainingMs']).toBeGreaterThan(364 * DAY);
  expect((await clients('acme'))[0]?.secrets[0]?.lastUsedAt).not.toBeNull();
});

it('takes no client secret for a bearer token, and no token for a client secret', async () => {
  const { body } = await create('acme');
  expect((await admit(base, body.secret)).body).toEqual({ outcome: 'refused', reason: 'unknown' });
  const token = await ask<{ token: string }>(base, 'POST', '/internal/v1/tenants/acme/tokens', {
    actor: 'operator',
  });
  for (const other of [token.body.token, await grant(body)])
    expect(await request(body.clientId, other)).toEqual({ outcome: 'refused', reason: 'unknown' });
});

it('refuses another client with the secret, and any other secret', async () => {
  const [one, two] = [(await create('acme')).body, (await create('globex')).body];
  const wrong = `${one.secret.slice(0, 25)}${two.secret.slice(25)}`;
  for (const [id, secret] of [
    [two.clientId, one.secret],
    [one.clientId, wrong],
    ['', one.secret],
    [one.clientId, 'rc_nothing'],
  ] as const)
    expect(await request(id, secret)).toEqual({ outcome: 'refused', reason: 'unknown' });
});

it('keeps several secrets, each with its own end; a revoked one takes its access tokens along', async () => {
  const first = (await create('acme', { label: 'entra' })).body;
  const { status, body: second } = await addSecret('acme', first.clientId, {
    expiresInDays: 1_096,
  });
  expect([status, second.label, second.clientId]).toEqual([201, 'entra', first.clientId]);
  const [old, young] = [await grant(first), await grant(second)];
  expect((await revoke(base, 'acme', first.id)).status).toBe(204);
  expect((await admit(base, old)).body).toEqual({
    outcome: 'refused',
    reason: 'revoked',
    tenantId: 'acme',
    tokenId: first.id,
  });
  expect((await admit(base, young)).body.outcome).toBe('admitted');
  expect(await request(first.clientId, first.secret)).toMatchObject({ reason: 'revoked' });
  expect((await clients('acme')).map(({ secrets }) => secrets.map(({ id }) => id))).toEqual([
    [second.id],
  ]);
});

it('a revoked client is gone with all of its secrets and access tokens', async () => {
  const first = (await create('acme')).body;
  const second = (await addSecret('acme', first.clientId)).body;
  const granted = [await grant(first), await grant(second)];
  const path = `${pathOf('acme')}/${first.clientId}`;
  expect((await ask(base, 'DELETE', `${pathOf('globex')}/${first.clientId}`)).status).toBe(404);
  expect((await ask(base, 'DELETE', path)).status).toBe(204);
  for (const token of granted)
    expect((await admit(base, token)).body).toMatchObject({ reason: 'revoked' });
  expect(await clients('acme')).toEqual([]);
  expect((await ask(base, 'DELETE', path)).status).toBe(404);
  expect((await addSecret('acme', first.clientId)).status).toBe(404);
});

it('an access token ends with its secret, when that is sooner', async () => {
  const expiresAt = new Date(Date.now() + 2_000).toISOString();
  const { body } = await create('acme', { expiresAt });
  const token = await grant(body);
  expect((await admit(base, token)).body).not.toHaveProperty('credentialRemainingMs');
  await eventually(async () => (await admit(base, token)).body.outcome === 'refused', 5_000);
  expect((await admit(base, token)).body).toMatchObject({ reason: 'expired', tokenId: body.id });
  expect(await request(body.clientId, body.secret)).toEqual({
    outcome: 'refused',
    reason: 'expired',
    tenantId: 'acme',
    tokenId: body.id,
    label: '',
  });
});

it('restores clients from the topic; access tokens are granted anew', async () => {
  const { body } = await create('acme', { label: 'entra' });
  const token = await grant(body);
  await eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0);
  await serving.redis.flushDb();
  await eventually(async () => (await admit(base, token)).status === 200);
  expect((await admit(base, token)).body).toEqual({ outcome: 'refused', reason: 'unknown' });
  expect((await clients('acme'))[0]).toMatchObject({ id: body.clientId, label: 'entra' });
  expect((await admit(base, await grant(body))).body.outcome).toBe('admitted');
});

it('an erased tenant has no client any more, and its access tokens are refused', async () => {
  const { body } = await create('acme');
  const token = await grant(body);
  await ask(base, 'DELETE', '/internal/v1/tenants/acme/tokens');
  expect((await admit(base, token)).body).toEqual({ outcome: 'refused', reason: 'unknown' });
  expect(await request(body.clientId, body.secret)).toMatchObject({ reason: 'unknown' });
  expect((await create('acme')).status).toBe(404);
});

it('lists a client secret among the tokens, with its client, and never shows it again', async () => {
  const { body } = await create('acme');
  const tokens = await list(base, 'acme');
  expect(tokens).toMatchObject([{ id: body.id, clientId: body.clientId }]);
  const secret = body.secret.slice(20, 63);
  expect(JSON.stringify([tokens, await clients('acme'), await serving.facts()])).not.toContain(
    secret,
  );
});

it.each([
  [{ expiresInDays: 1_097 }, 'expiresInDays'],
  [{ expiresInDays: 0 }, 'expiresInDays'],
  [{ nonsense: 1 }, 'nonsense'],
])('%j is refused', async (wrong, name) => {
  const { status, body } = await create('acme', wrong);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain(name);
});

it('restricts the access tokens of a secret; a further secret is restricted likewise unless it says', async () => {
  const constraints = { networks: ['10.0.0.0/8'], readOnly: false, usersOnly: true };
  const first = (await create('acme', { constraints })).body;
  const admission = (await admit(base, await grant(first))).body;
  expect(admission).toMatchObject({ tokenId: first.id, constraints });
  const second = (await addSecret('acme', first.clientId)).body;
  const third = (await addSecret('acme', first.clientId, { constraints: {} })).body;
  expect([second.constraints, third.constraints]).toEqual([
    constraints,
    { networks: [], readOnly: false, usersOnly: false },
  ]);
  expect((await admit(base, await grant(third))).body).not.toHaveProperty('constraints');
});

it('a secret outlives a new pepper; without its own it is a fault of ours, and no refusal', async () => {
  const { body } = await create('acme');
  const [before, after] = ['spec:0123456789abcdef', 'next:fedcba9876543210'];
  const requestAt = (at: string) =>
    ask<{ outcome?: string }>(at, 'POST', '/internal/v1/access-tokens', {
      clientId: body.clientId,
      clientSecret: body.secret,
    });
  const both = await serving.start({ TOKEN_PEPPERS: [after, before] });
  await untilReady(both);
  expect((await requestAt(both)).body).toMatchObject({ outcome: 'granted' });
  const without = await serving.start({ TOKEN_PEPPERS: [after] });
  await untilReady(without);
  const answer = await requestAt(without);
  expect([answer.status, answer.body.outcome]).toEqual([503, undefined]);
});

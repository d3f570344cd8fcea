import type { TokenIssued } from '@rollcall/contracts';
import { touchScript } from '../redis/scripts/admit.lua';
import { revokeScript } from '../redis/scripts/end.lua';
import { MARKER } from '../redis/scripts/script';
import { formatToken, newTokenParts } from './token';
import {
  admit,
  ask,
  issue,
  list,
  OPERATOR_KEY,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';

let serving: Serving;
let base: string;

beforeAll(async () => {
  serving = await Serving.on(11);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterAll(() => serving.end());

const published = async (tokenId: string, type: string) =>
  (await serving.facts()).filter(
    (one) => one.type === type && (one.data as { tokenId: string }).tokenId === tokenId,
  );

it('admits a token it issued, for the time that is left', async () => {
  const { status, body } = await issue(base, 'acme', { label: 'okta', expiresInDays: 1 });
  expect(status).toBe(201);
  expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(86_400_000);
  const admission = (await admit(base, body.token)).body;
  expect(admission).toMatchObject({
    outcome: 'admitted',
    tenantId: 'acme',
    tokenId: body.id,
    label: 'okta',
  });
  const { remainingMs } = admission as { remainingMs: number };
  expect(remainingMs).toBeGreaterThan(86_390_000);
  expect(remainingMs).toBeLessThanOrEqual(86_400_000);
});

it('refuses a revoked token and names its tenant; says 204 when Kafka has the fact', async () => {
  const { id, token } = (await issue(base, 'acme')).body;
  expect((await revoke(base, 'acme', id)).status).toBe(204);
  expect(await published(id, 'TokenRevoked')).toHaveLength(1);
  expect((await admit(base, token)).body).toEqual({
    outcome: 'refused',
    reason: 'revoked',
    tenantId: 'acme',
    tokenId: id,
  });
  expect((await revoke(base, 'acme', id)).status).toBe(204);
  expect(await published(id, 'TokenRevoked')).toHaveLength(1);
});

it('refuses an expired token, and publishes that it expired', async () => {
  const expiresAt = new Date(Date.now() + 1_000).toISOString();
  const { id, token } = (await issue(base, 'acme', { expiresAt })).body;
  expect((await admit(base, token)).body.outcome).toBe('admitted');
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect((await admit(base, token)).body).toMatchObject({ reason: 'expired', tenantId: 'acme' });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await published(id, 'TokenExpired')).toHaveLength(1);
  expect((await list(base, 'acme')).find((one) => one.id === id)?.status).toBe('expired');
});

it('attributes a forged token to nobody, even one of a revoked id', async () => {
  const { id } = (await issue(base, 'acme')).body;
  await revoke(base, 'acme', id);
  for (const forged of [{ ...newTokenParts(), id }, newTokenParts()])
    expect((await admit(base, formatToken(forged))).body).toEqual({
      outcome: 'refused',
      reason: 'unknown',
    });
});

it('shows and revokes tokens of their own tenant only', async () => {
  const { id, token } = (await issue(base, 'acme')).body;
  expect((await list(base, 'globex')).map((one) => one.id)).not.toContain(id);
  expect((await revoke(base, 'globex', id)).status).toBe(404);
  expect((await admit(base, token)).body.outcome).toBe('admitted');
});

it('never shows a secret or a digest again, nor publishes a secret', async () => {
  const { id, token } = (await issue(base, 'umbrella', { label: 'one' })).body;
  await revoke(base, 'umbrella', id);
  const secret = token.split('_')[2] as string;
  expect(JSON.stringify(await list(base, 'umbrella'))).not.toMatch(/digest|rc_/);
  const [fact] = await published(id, 'TokenIssued');
  const { digest } = (fact as { data: TokenIssued['data'] }).data;
  expect(digest).toHaveLength(43);
  expect(JSON.stringify(await serving.facts())).not.toContain(secret.slice(0, 43));
  expect(JSON.stringify(await list(base, 'umbrella'))).not.toContain(digest);
});

it('gives twenty live tokens to a tenant, however many ask at once', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => issue(base, 'many')));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.type).toContain('application/problem+json');
  expect(await list(base, 'many')).toHaveLength(20);
  const [first] = await list(base, 'many');
  await revoke(base, 'many', first?.id as string);
  expect((await issue(base, 'many')).status).toBe(201);
});

it('notes a use at most once a minute', async () => {
  const { id, token } = (await issue(base, 'used')).body;
  await Promise.all(Array.from({ length: 5 }, () => admit(base, token)));
  const noted = async () => (await list(base, 'used'))[0]?.lastUsedAt;
  const first = await noted();
  expect(first).not.toBeNull();
  await admit(base, token);
  expect(await noted()).toBe(first);
  const before = Date.parse(first as string) - 60_000;
  await serving.redis.hSet(`{rollcall}:token:${id}`, 'lastUsedAt', String(before));
  await admit(base, token);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(Date.parse((await noted()) as string)).toBeGreaterThan(before + 59_000);
});

it('stores a use at most once a minute, however many come at the same moment', async () => {
  const { id } = (await issue(base, 'used')).body;
  const noteAt = (now: number) =>
    serving.redis.eval(touchScript.text, {
      keys: [MARKER],
      arguments: [id, String(now), '60000'],
    });
  expect([await noteAt(100_000), await noteAt(159_999), await noteAt(160_000)]).toEqual([1, 0, 1]);
});

it('writes when a revocation is repeated, or a replica could confirm it without having it', async () => {
  const { id } = (await issue(base, 'acme')).body;
  await revoke(base, 'acme', id);
  const keys = [MARKER];
  const [before, entry, after] = await serving.redis
    .multi()
    .info('persistence')
    .eval(revokeScript.text, { keys, arguments: [id, 'acme', '1', 'operator', 'c'] })
    .info('persistence')
    .exec();
  const changes = (said: unknown) =>
    Number(/changes_since_last_save:(\d+)/.exec(String(said))?.[1]);
  expect(entry).toMatch(/^\d+-\d+$/);
  expect(changes(after)).toBe(changes(before) + 1);
});

it('writes the token and its fact in one step, or neither', async () => {
  await serving.redis.set('{rollcall}:relay', 'somebody else', { PX: 1_000 });
  const { id } = (await issue(base, 'atomic')).body;
  const outbox = await serving.redis.xRange('{rollcall}:outbox', '-', '+');
  const entries = outbox?.filter(({ message }) => message['token'] === id);
  expect(entries?.map(({ message }) => message['type'])).toEqual(['TokenIssued']);
  expect(await serving.redis.exists(`{rollcall}:token:${id}`)).toBe(1);
});

it.each([
  [
    'POST',
    '/internal/v1/tenants/acme/tokens',
    { actor: 'o', expiresInDays: 0 },
    400,
    'expiresInDays',
  ],
  ['POST', '/internal/v1/tenants/a%20b/tokens', { actor: 'o' }, 400, 'tenant'],
  ['POST', '/internal/v1/admissions', {}, 400, 'token'],
  ['DELETE', '/internal/v1/tenants/acme/tokens/..%2f', undefined, 404, 'token'],
])('%s %s %j is %i and names %s', async (method, path, body, status, name) => {
  const answer = await ask<Record<string, string>>(base, method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.type).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ status, type: 'about:blank' });
  expect(answer.body['detail']).toContain(name);
});

it('asks for a key', async () => {
  const answer = await fetch(`${base}/internal/v1/admissions`, { method: 'POST' });
  expect(answer.status).toBe(401);
});

it('counts admissions by outcome', async () => {
  await admit(base, 'rc_nothing');
  const metrics = await (await fetch(`${base}/metrics`)).text();
  expect(metrics).toMatch(/rollcall_token_admissions_total\{outcome="unknown",.*\} [1-9]/);
  expect(metrics).toMatch(/rollcall_token_outbox_length\{.*\} \d/);
  expect(metrics).toMatch(/rollcall_token_relay_state\{state="leading",.*\} [01]/);
});

describe('a key of operators', () => {
  const asOperator = { key: OPERATOR_KEY, headers: { 'x-actor': 'oidc:somebody-else' } };
  const tokens = '/internal/v1/tenants/acme/tokens';

  it('sees and revokes tokens, and acts under no other name', async () => {
    const { id } = (await issue(base, 'acme')).body;
    expect((await ask(base, 'GET', tokens, undefined, asOperator)).status).toBe(200);
    const path = `${tokens}/${id}`;
    expect((await ask(base, 'DELETE', path, undefined, asOperator)).status).toBe(204);
    const [fact] = await published(id, 'TokenRevoked');
    expect(fact).toMatchObject({ actor: 'operator' });
  });

  it.each([
    ['POST', tokens, { actor: 'oidc:somebody-else', expiresInDays: 1 }],
    ['POST', '/internal/v1/admissions', { token: 'rc_nothing' }],
    ['DELETE', tokens, undefined],
  ])('does not do what the gateway does: %s %s', async (method, path, body) => {
    const answer = await ask<{ detail: string }>(base, method, path, body, { key: OPERATOR_KEY });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain('gateway');
  });
});

it('restricts a token for its life, and says so in its admission and in the list', async () => {
  const constraints = { networks: ['203.0.113.7', '2001:DB8::/32'], readOnly: true };
  const { status, body } = await issue(base, 'restricted', { constraints });
  const kept = { networks: ['203.0.113.7/32', '2001:db8::/32'], readOnly: true, usersOnly: false };
  expect([status, body.constraints]).toEqual([201, kept]);
  expect((await admit(base, body.token)).body).toMatchObject({ constraints: kept });
  expect((await list(base, 'restricted')).map((one) => one.constraints)).toEqual([kept]);
});

it('names no constraints where there are none', async () => {
  const { token, constraints } = (await issue(base, 'acme', { constraints: {} })).body;
  expect(constraints).toEqual({ networks: [], readOnly: false, usersOnly: false });
  expect((await admit(base, token)).body).not.toHaveProperty('constraints');
});

it('refuses a constraint that it does not know, and issues nothing', async () => {
  const wrong = await issue(base, 'misspelt', { constraints: { readonly: true } });
  expect(wrong.status).toBe(400);
  expect(await list(base, 'misspelt')).toEqual([]);
});

import type { TokenView } from '@rollcall/contracts';
import {
  admit,
  ask,
  eventually,
  issue,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';

const P = '{rollcall}:';
const DAY = 86_400_000;
let serving: Serving;
let base: string;

beforeEach(async () => {
  serving = await Serving.on(14);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterEach(() => serving.end(), 30_000);

interface Page {
  readonly tokens: readonly TokenView[];
  readonly next: string | null;
}

const page = async (query = ''): Promise<Page> =>
  (await ask<Page>(base, 'GET', `/internal/v1/tenants/acme/tokens${query}`)).body;
const outboxIsEmpty = () => eventually(async () => (await serving.redis.xLen(`${P}outbox`)) === 0);
const idOf = (n: number): string => `old${String(n).padStart(13, '0')}`;

/** Revoked tokens as earlier versions kept them: among the live ones. */
const leftBehind = async (count: number, revokedAt: (n: number) => number): Promise<void> => {
  for (let from = 0; from < count; from += 500) {
    const batch = serving.redis.multi();
    for (let n = from; n < Math.min(count, from + 500); n += 1) {
      const kept = { tenant: 'acme', label: '', digest: 'd', digestKey: 'spec', version: '2' };
      const times = { createdAt: String(n + 1), expiresAt: String(Date.now() + DAY) };
      const more = { createdBy: 'operator', revokedAt: String(revokedAt(n)) };
      batch.hSet(`${P}token:${idOf(n)}`, { ...kept, ...times, ...more });
      batch.zAdd(`${P}tenant:acme`, { score: n + 1, value: idOf(n) });
    }
    await batch.exec();
  }
};

/** How many commands the scripts of one request gave, at most: what one Lua call reads. */
const mostRead = async (work: () => Promise<unknown>): Promise<number> => {
  const counts: number[] = [];
  const watcher = serving.redis.duplicate();
  await watcher.connect();
  let run = 0;
  await watcher.monitor((line: string) => {
    if (/"evalsha"|"eval"/i.test(line)) run = 0;
    else if (/ lua\] "hmget"/i.test(line)) counts.push((run += 1));
  });
  await work();
  await new Promise((done) => setTimeout(done, 200));
  watcher.destroy();
  return Math.max(0, ...counts);
};

it('an ended token leaves what admissions and lists read, and is listed behind the live ones', async () => {
  const made = [];
  for (let i = 0; i < 4; i += 1) made.push((await issue(base, 'acme', { label: `t${i}` })).body);
  await revoke(base, 'acme', made[1]!.id);
  await revoke(base, 'acme', made[0]!.id);
  expect((await page()).tokens.map(({ label, status }) => [label, status])).toEqual([
    ['t3', 'live'],
    ['t2', 'live'],
    ['t0', 'revoked'],
    ['t1', 'revoked'],
  ]);
  expect(await serving.redis.zCard(`${P}tenant:acme`)).toBe(2);
  expect(await serving.redis.zRange(`${P}ended:acme`, 0, -1)).toEqual([made[1]!.id, made[0]!.id]);
  expect((await admit(base, made[0]!.token)).body).toMatchObject({ reason: 'revoked' });
}, 30_000);

it('pages go on behind the last one, whatever their size', async () => {
  await issue(base, 'acme', { label: 'live' });
  await leftBehind(25, (n) => Date.now() - 1_000 - (n % 7));
  const seen: string[] = [];
  let next: string | null = '';
  for (let pages = 0; next !== null && pages < 40; pages += 1) {
    const part: Page = await page(`?count=3${next === '' ? '' : `&cursor=${next}`}`);
    seen.push(...part.tokens.map(({ id }) => id));
    ({ next } = part);
  }
  expect(seen).toHaveLength(26);
  expect(new Set(seen).size).toBe(26);
  expect((await page('?count=1')).tokens).toHaveLength(1);
  for (const query of ['?cursor=x', '?count=0', '?count=201', '?count=a'])
    expect((await ask(base, 'GET', `/internal/v1/tenants/acme/tokens${query}`)).status).toBe(400);
}, 30_000);

it('what earlier versions left is put in order, and no script reads more than a bounded number', async () => {
  const { body } = await issue(base, 'acme', { label: 'live' });
  await leftBehind(3_000, () => Date.now() - 1_000);
  let first: Page | undefined;
  expect(await mostRead(async () => (first = await page()))).toBeLessThanOrEqual(120);
  expect(first?.tokens).toHaveLength(100);
  expect(first?.tokens[0]).toMatchObject({ id: body.id, status: 'live' });
  expect(await serving.redis.zCard(`${P}tenant:acme`)).toBe(1);
  expect(await mostRead(() => page())).toBeLessThanOrEqual(120);
}, 60_000);

it('ended tokens beyond two hundred of a tenant, or ninety days, are forgotten, live ones never', async () => {
  const { body } = await issue(base, 'acme', { label: 'live' });
  const recent = (await issue(base, 'acme', { label: 'recent' })).body;
  await revoke(base, 'acme', recent.id);
  await leftBehind(260, (n) => Date.now() - (n < 20 ? 91 : 2) * DAY - n);
  await page();
  await outboxIsEmpty();
  await eventually(async () => (await serving.redis.zCard(`${P}ended:acme`)) === 200, 30_000);
  await eventually(async () => (await serving.redis.zCard(`${P}endings`)) === 200);
  const keys = await serving.redis.keys(`${P}token:*`);
  expect(keys).toHaveLength(201);
  expect(await serving.redis.zScore(`${P}ended:acme`, recent.id)).not.toBeNull();
  expect((await admit(base, body.token)).body.outcome).toBe('admitted');
  expect((await admit(base, recent.token)).body).toMatchObject({ reason: 'revoked' });
}, 60_000);

it('nothing is forgotten that the topic may not have, or that ended within the hour', async () => {
  await leftBehind(300, () => Date.now() - 60_000);
  await page();
  await new Promise((done) => setTimeout(done, 1_500));
  expect(await serving.redis.zCard(`${P}ended:acme`)).toBe(300);
}, 30_000);

it('returns the ids that belong to a token, live or ended, with their tenants, and no other', async () => {
  const live = (await issue(base, 'acme')).body.id;
  const ended = (await issue(base, 'globex')).body.id;
  await revoke(base, 'globex', ended);
  const ids = [live, 'x'.repeat(16), '', 'a b', ended, '*'];
  const post = (body: object) =>
    ask<{ existing: string[]; tenants: object }>(base, 'POST', '/internal/v1/token-ids', body);
  const { existing, tenants } = (await post({ ids })).body;
  expect(existing.sort()).toEqual([live, ended].sort());
  expect(tenants).toEqual({ [live]: 'acme', [ended]: 'globex' });
  expect((await post({ ids: ['nothing'] })).body).toEqual({ existing: [], tenants: {} });
  for (const wrong of [{}, { ids: 'x' }, { ids: [1] }, { ids: Array(1_001).fill('x') }])
    expect((await post(wrong)).status).toBe(400);
}, 30_000);

it('returns the last expiry of the live tokens of each tenant, whatever ended before', async () => {
  await issue(base, 'acme', { expiresInDays: 10 });
  const later = (await issue(base, 'acme', { expiresInDays: 40 })).body;
  const ended = (await issue(base, 'acme', { expiresInDays: 90 })).body.id;
  await revoke(base, 'acme', ended);
  const revoked = (await issue(base, 'globex')).body.id;
  await revoke(base, 'globex', revoked);
  const trust = {
    method: 'federation',
    label: 'Entra',
    actor: 'operator',
    issuer: 'https://login.example.com/',
    subject: 'provisioning',
    audiences: ['api://rollcall'],
  };
  await ask(base, 'POST', '/internal/v1/tenants/initech/trusts', trust);
  const post = (body: object) =>
    ask<{ lastEnds: (string | null)[] }>(base, 'POST', '/internal/v1/last-ends', body);
  const { body } = await post({ tenants: ['globex', 'acme', 'nobody', 'initech'] });
  expect(body.lastEnds).toEqual([null, later.expiresAt, null, 'never']);
  expect((await post({ tenants: [] })).body).toEqual({ lastEnds: [] });
  for (const wrong of [
    {},
    { tenants: 'x' },
    { tenants: ['a b'] },
    { tenants: Array(1_001).fill('x') },
  ])
    expect((await post(wrong)).status).toBe(400);
}, 30_000);

it('an erased tenant with many ended tokens leaves nothing, piece by piece', async () => {
  const { body } = await issue(base, 'acme');
  await leftBehind(1_700, () => Date.now() - 1_000);
  const path = '/internal/v1/tenants/acme/tokens';
  expect((await ask(base, 'DELETE', path)).status).toBe(204);
  expect(await serving.redis.keys(`${P}token:*`)).toEqual([]);
  expect(await serving.redis.keys(`${P}*acme*`)).toEqual([]);
  expect(await serving.redis.zCard(`${P}endings`)).toBe(0);
  expect((await admit(base, body.token)).body).toMatchObject({ reason: 'unknown' });
  await outboxIsEmpty();
  expect((await serving.facts()).filter(({ type }) => type === 'TokensErased')).toHaveLength(1);
}, 60_000);

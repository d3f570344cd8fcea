import {
  admit,
  eventually,
  issue,
  list,
  revoke,
  Serving,
  untilReady,
} from '../fixtures/serving.fixture';
import { formatToken, newTokenParts } from '../credentials/token';

let serving: Serving;
let base: string;

beforeEach(async () => {
  serving = await Serving.on(12);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterEach(() => serving.end(), 30_000);

const outboxIsEmpty = () =>
  eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0);

it('an emptied Redis is never taken for one without tokens, and gives the same answers again', async () => {
  const constraints = { networks: ['203.0.113.0/24'], readOnly: true, usersOnly: true };
  const live = (await issue(base, 'acme', { label: 'live', constraints })).body;
  const gone = (await issue(base, 'acme', { label: 'gone' })).body;
  await revoke(base, 'acme', gone.id);
  await outboxIsEmpty();
  const before = await list(base, 'acme');

  await serving.redis.flushDb();
  const seen: (number | string)[] = [];
  await eventually(async () => {
    const { status, body } = await admit(base, live.token);
    seen.push(status === 200 ? body.outcome : status);
    return body.outcome === 'admitted';
  });
  expect(seen[0]).toBe(503);
  expect(seen).not.toContain('refused');
  // A restored token is restricted as it was.
  expect((await admit(base, live.token)).body).toMatchObject({ constraints });
  expect((await admit(base, gone.token)).body).toMatchObject({
    reason: 'revoked',
    tenantId: 'acme',
  });
  const forgetUse = (views: typeof before) =>
    views.map((one) => ({ ...one, lastUsedAt: null })).sort((a, b) => a.id.localeCompare(b.id));
  expect(forgetUse(await list(base, 'acme'))).toEqual(forgetUse(before));
}, 30_000);

it('an unready service answers 503 to every question, and says so to its probe', async () => {
  await serving.stop();
  await serving.redis.flushDb();
  const cold = await serving.start({ KAFKA_BROKERS: ['127.0.0.1:1'] });
  expect((await admit(cold, formatToken(newTokenParts()))).status).toBe(503);
  expect((await issue(cold, 'acme')).status).toBe(503);
  expect((await revoke(cold, 'acme', 'A1b2C3d4E5f6G7h8')).status).toBe(503);
  expect((await fetch(`${cold}/health/ready`)).status).toBe(503);
  expect((await fetch(`${cold}/health/live`)).status).toBe(200);
}, 30_000);

it('goes on with Kafka away: a revocation takes effect, is answered 202, and is published later', async () => {
  await serving.stop();
  const alone = await serving.start({ KAFKA_BROKERS: ['127.0.0.1:1'] });
  await untilReady(alone);
  const { id, token } = (await issue(alone, 'acme')).body;
  expect((await admit(alone, token)).body.outcome).toBe('admitted');
  expect((await revoke(alone, 'acme', id)).status).toBe(202);
  expect((await admit(alone, token)).body).toMatchObject({ reason: 'revoked' });
  await serving.stop();

  const again = await serving.start();
  await outboxIsEmpty();
  const types = (await serving.facts())
    .filter((one) => one.subject === `tokens/${id}`)
    .map((one) => one.type);
  expect(types).toEqual(['TokenIssued', 'TokenRevoked']);
  expect((await revoke(again, 'acme', id)).status).toBe(204);
}, 60_000);

it('one of two relays leads and publishes each event; the other takes over when it is gone', async () => {
  const second = await serving.start();
  const issueSome = (tenant: string) =>
    Promise.all(
      [base, second, base, second].map(async (at, i) => (await issue(at, tenant + i)).body.id),
    );
  const ids = await issueSome('both');
  await outboxIsEmpty();
  const published = async () =>
    (await serving.facts()).map((one) => (one.data as { tokenId: string }).tokenId).sort();
  expect(await published()).toEqual([...ids].sort());

  await serving.redis.set('{rollcall}:relay', 'a leader that was killed', { PX: 1_000 });
  const { id } = (await issue(second, 'late')).body;
  await outboxIsEmpty();
  expect(await published()).toEqual([...ids, id].sort());
}, 30_000);

it('a restore that was emptied in the middle begins again instead of claiming to be complete', async () => {
  const { token } = (await issue(base, 'acme')).body;
  await outboxIsEmpty();
  await serving.redis.flushDb();
  const emptying = setInterval(() => void serving.redis.flushDb(), 40);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  clearInterval(emptying);
  // Readiness is looked at twice a second; each answer looks at the marker itself.
  await eventually(async () => (await admit(base, token)).status !== 503);
  expect(await admit(base, token)).toMatchObject({ status: 200, body: { outcome: 'admitted' } });
}, 30_000);

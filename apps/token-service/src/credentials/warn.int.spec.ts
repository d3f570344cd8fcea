import type { TokenExpiring } from '@rollcall/contracts';
import { eventually, issue, revoke, Serving, untilReady } from '../fixtures/serving.fixture';

const DAY = 86_400_000;
let serving: Serving;
let base: string;

beforeAll(async () => {
  serving = await Serving.on(10);
  base = await serving.start();
  await untilReady(base);
}, 30_000);
afterAll(() => serving.end());

const warnings = async (tokenId: string): Promise<TokenExpiring['data'][]> =>
  (await serving.facts())
    .filter(({ type }) => type === 'TokenExpiring')
    .map(({ data }) => data as TokenExpiring['data'])
    .filter((one) => one.tokenId === tokenId);
const untilWarned = async (tokenId: string, times: number) => {
  await eventually(async () => (await warnings(tokenId)).length >= times);
  return warnings(tokenId);
};
/** As if it had been made a year ago: it ends so long from now. */
const moved = async (id: string, leftMs: number): Promise<void> => {
  const expiresAt = Date.now() + leftMs;
  await serving.redis.hSet(`{rollcall}:token:${id}`, {
    createdAt: String(Date.now() - 365 * DAY),
    expiresAt: String(expiresAt),
  });
  await serving.redis.zAdd('{rollcall}:expiries', { score: expiresAt, value: id });
};
const aSweep = () => new Promise((resolve) => setTimeout(resolve, 1_500));

it.each([30, 14, 7, 1])(
  'warns when %i days are left',
  async (days) => {
    const expiresAt = new Date(Date.now() + days * DAY + 700).toISOString();
    const { id } = (await issue(base, 'acme', { label: 'okta', expiresAt })).body;
    expect(await warnings(id)).toEqual([]);
    expect(await untilWarned(id, 1)).toEqual([
      { tokenId: id, label: 'okta', expiresAt, daysLeft: days },
    ]);
  },
  30_000,
);

it('warns once at each threshold, also after restarts and from an emptied Redis', async () => {
  const expiresAt = new Date(Date.now() + 7 * DAY + 500).toISOString();
  const { id } = (await issue(base, 'acme', { expiresAt })).body;
  await untilWarned(id, 1);
  await serving.stop();
  base = await serving.start();
  await untilReady(base);
  await aSweep();
  await eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0);
  await serving.redis.flushDb();
  await untilReady(base);
  await aSweep();
  expect(await warnings(id)).toHaveLength(1);
}, 60_000);

it('does not warn of a token that was issued for fewer days, nor of a revoked one', async () => {
  const short = (await issue(base, 'acme', { expiresInDays: 20 })).body;
  const exact = (await issue(base, 'acme', { expiresInDays: 30 })).body;
  const expiresAt = new Date(Date.now() + 14 * DAY + 1_200).toISOString();
  const gone = (await issue(base, 'acme', { expiresAt })).body;
  await revoke(base, 'acme', gone.id);
  await aSweep();
  for (const { id } of [short, exact, gone]) expect(await warnings(id)).toEqual([]);
}, 30_000);

it('warns once, at the nearest threshold, of a token that crossed several during an outage', async () => {
  const { id } = (await issue(base, 'acme', { expiresInDays: 180 })).body;
  await serving.stop();
  await moved(id, 5 * DAY);
  await serving.redis.del(['{rollcall}:warned:7', '{rollcall}:warned:14', '{rollcall}:warned:30']);
  base = await serving.start();
  await untilReady(base);
  expect((await untilWarned(id, 1)).map(({ daysLeft }) => daysLeft)).toEqual([7]);
  await aSweep();
  expect(await warnings(id)).toHaveLength(1);
}, 30_000);

it('shows the seconds that are left of the tokens near their end', async () => {
  const { id } = (await issue(base, 'metric', { expiresInDays: 3 })).body;
  const text = await (await fetch(`${base}/metrics`)).text();
  const [, seconds] =
    new RegExp(
      `rollcall_token_expires_in_seconds\\{tenant="metric",token="${id}".*\\} (\\d+)`,
    ).exec(text) ?? [];
  expect(Number(seconds)).toBeGreaterThan(3 * 86_400 - 60);
  expect(Number(seconds)).toBeLessThanOrEqual(3 * 86_400);
});

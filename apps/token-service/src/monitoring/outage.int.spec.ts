import { FreezableDoor } from '../fixtures/freezable.fixture';
import { admit, eventually, issue, revoke, Serving, untilReady } from '../fixtures/serving.fixture';

let serving: Serving;
let base: string;
const door = new FreezableDoor();

beforeAll(async () => {
  serving = await Serving.on(13);
  base = await serving.start({ REDIS_URL: await door.open(serving.redisUrl) });
  await untilReady(base);
}, 30_000);
afterAll(async () => {
  door.thaw();
  await serving.end();
  door.close();
}, 30_000);

const timed = async (question: () => Promise<{ status: number }>) => {
  const began = performance.now();
  const { status } = await question();
  return { status, took: performance.now() - began };
};

it('a frozen Redis gives 503 quickly to every question, and the service recovers by itself', async () => {
  const { id, token } = (await issue(base, 'acme')).body;
  door.freeze();
  const answers = await Promise.all([
    timed(() => admit(base, token)),
    timed(() => issue(base, 'acme')),
    timed(() => revoke(base, 'acme', id)),
  ]);
  for (const { status, took } of answers) {
    expect(status).toBe(503);
    expect(took).toBeLessThan(1_000);
  }
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect((await admit(base, token)).status).toBe(503);
  expect((await fetch(`${base}/health/ready`)).status).toBe(503);
  door.thaw();
  await eventually(async () => (await admit(base, token)).status === 200);
  await untilReady(base);
}, 30_000);

it('a Redis that was killed and came back loses nothing that was acknowledged', async () => {
  const acknowledged: string[] = [];
  const statuses = new Set<number>();
  let going = true;
  const load = (async () => {
    for (let i = 0; going; i += 1) {
      const { status, body } = await issue(base, `load${i % 50}-${Math.floor(i / 500)}`);
      statuses.add(status);
      if (status === 201) acknowledged.push(body.token);
    }
  })();
  for (let cuts = 0; cuts < 5; cuts += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    door.cut();
  }
  await eventually(async () => acknowledged.length > 20, 45_000);
  going = false;
  await load;
  await untilReady(base);
  // A 503 is no answer: each link finds its way back by itself.
  await eventually(async () => (await admit(base, acknowledged[0] as string)).status !== 503);
  for (const token of acknowledged)
    expect(await admit(base, token)).toMatchObject({ status: 200, body: { outcome: 'admitted' } });
  expect([...statuses].every((status) => [201, 409, 503].includes(status))).toBe(true);
}, 60_000);

import { MARKER } from './scripts/script';
import { admit, eventually, issue, list, Serving, untilReady } from '../fixtures/serving.fixture';
import { clusterSet, Load, StartedService } from '../fixtures/started-service.fixture';
import { slotOf } from './hash-slot';

let serving: Serving;
let nodes: Awaited<ReturnType<typeof clusterSet>>;
let service: StartedService;

beforeAll(async () => {
  serving = await Serving.on(9);
  nodes = await clusterSet(MARKER);
  service = await StartedService.start(serving, nodes.env);
  await untilReady(service.base, 60_000);
}, 180_000);
afterAll(async () => {
  await service?.stop();
  await nodes?.stop();
  await serving?.end();
}, 60_000);

it('keeps everything in the slot of one hash tag, at the node that has it', async () => {
  expect(slotOf(MARKER)).toBe(nodes.slot);
  const { token } = (await issue(service.base, 'acme')).body;
  expect((await admit(service.base, token)).body.outcome).toBe('admitted');
  expect(await list(service.base, 'acme')).toHaveLength(1);
  const sizes = await Promise.all(nodes.primaries.map((one) => one.ask('DBSIZE')));
  expect(sizes.filter((size) => Number(size) > 0)).toHaveLength(1);
  expect(Number(await nodes.owner.ask('DBSIZE'))).toBeGreaterThan(0);
}, 60_000);

it('follows the slot to the replica of a killed node, and loses nothing that was acknowledged', async () => {
  const load = new Load(service.base);
  await eventually(async () => load.issued.length > 20, 60_000);
  await nodes.owner.kill9();
  const before = load.issued.length;
  await eventually(async () => load.issued.length > before + 20, 90_000);
  await load.stop();
  expect(((await nodes.replica.ask('ROLE')) as string[])[0]).toBe('master');
  expect([...load.statuses].every((status) => [201, 202, 204, 503].includes(status))).toBe(true);
  for (const { id, token } of load.issued) {
    const { body } = await admit(service.base, token);
    if (load.revoked.has(id)) expect(body).toMatchObject({ reason: 'revoked' });
    else if (!load.attempted.has(id))
      expect(body).toMatchObject({ outcome: 'admitted', tokenId: id });
  }
}, 240_000);

it('answers 503 while its slot moves to another node, never a refusal, and goes on there', async () => {
  const { token } = (await issue(service.base, 'moving')).body;
  const from = nodes.replica;
  const to = nodes.primaries.find((one) => one !== nodes.owner) as typeof from;
  const [fromId, toId] = [await from.ask('CLUSTER', 'MYID'), await to.ask('CLUSTER', 'MYID')];
  const seen = new Set<string>();
  let going = true;
  const asking = (async () => {
    while (going) {
      const { status, body } = await admit(service.base, token);
      seen.add(status === 200 ? body.outcome : String(status));
    }
  })();
  await to.ask('CLUSTER', 'SETSLOT', nodes.slot, 'IMPORTING', fromId as string);
  await from.ask('CLUSTER', 'SETSLOT', nodes.slot, 'MIGRATING', toId as string);
  for (;;) {
    const keys = (await from.ask('CLUSTER', 'GETKEYSINSLOT', nodes.slot, 10)) as string[];
    if (keys.length === 0) break;
    const auth = ['AUTH', 'of the nodes', 'KEYS', ...keys];
    await from.ask('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, ...auth);
  }
  for (const node of [to, from])
    await node.ask('CLUSTER', 'SETSLOT', nodes.slot, 'NODE', toId as string);
  await eventually(async () => (await issue(service.base, 'moved')).status === 201, 60_000);
  going = false;
  await asking;
  expect([...seen].filter((one) => one !== 'admitted' && one !== '503')).toEqual([]);
  expect((await admit(service.base, token)).body.outcome).toBe('admitted');
  expect(((await to.ask('ROLE')) as string[])[0]).toBe('master');
  expect(Number(await to.ask('DBSIZE'))).toBeGreaterThan(0);
}, 240_000);

import { networkInterfaces } from 'node:os';
import { admit, eventually, issue, revoke, Serving, untilReady } from '../fixtures/serving.fixture';
import { Load, sentinelSet, StartedService, type Node } from '../fixtures/started-service.fixture';

let serving: Serving;
let nodes: Awaited<ReturnType<typeof sentinelSet>>;
let service: StartedService;

// Sentinels with TLS and passwords everywhere: the ways without are part of these.
beforeAll(async () => {
  serving = await Serving.on(8);
  nodes = await sentinelSet();
  service = await StartedService.start(serving, nodes.env);
  await untilReady(service.base, 60_000);
}, 180_000);
afterAll(async () => {
  await service?.stop();
  await nodes?.stop();
  await serving?.end();
}, 60_000);

const isPrimary = async (node: Node) =>
  node.ask('ROLE').then(
    (reply) => (reply as string[])[0] === 'master',
    () => false,
  );
/** Who is what now: a busy machine may have made the sentinels change it. */
const roles = async () => {
  const { primary, replica } = nodes;
  return (await isPrimary(replica)) ? { primary: replica, replica: primary } : { primary, replica };
};
const replicates = (primary: Node) =>
  eventually(
    async () =>
      /state=online/.test(String(await primary.ask('INFO', 'replication').catch(() => ''))),
    60_000,
  );

const expectNothingLost = async (load: Load) => {
  for (const { id, token } of load.issued) {
    const { body } = await admit(service.base, token);
    if (load.revoked.has(id)) expect(body).toMatchObject({ outcome: 'refused', reason: 'revoked' });
    else if (!load.attempted.has(id))
      expect(body).toMatchObject({ outcome: 'admitted', tokenId: id });
  }
};

const without = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(nodes.env).filter(([name]) => !names.includes(name)));

/** One more service, until `holds`. */
const another = async (
  env: Readonly<Record<string, string>>,
  holds: (other: StartedService) => Promise<boolean>,
) => {
  const other = await StartedService.start(serving, env);
  try {
    await eventually(() => holds(other), 60_000);
  } finally {
    await other.stop();
  }
};
const isReady = async ({ base }: StartedService) =>
  (await fetch(`${base}/health/ready`)).status === 200;

it('shows its certificate to every node and sentinel: without one it is refused', async () => {
  await another(without('REDIS_TLS_CERT_FILE', 'REDIS_TLS_KEY_FILE'), async ({ output }) =>
    output.some((line) => /certificate required.*Redis connection failed/.test(line)),
  );
  const { token } = (await issue(service.base, 'acme')).body;
  expect((await admit(service.base, token)).body.outcome).toBe('admitted');
}, 120_000);

it('shows it to a Redis that stands alone, too', async () => {
  const rest = without('REDIS_MODE', 'REDIS_NODES', 'REDIS_TLS');
  const { primary } = await roles();
  const password = encodeURIComponent(rest['REDIS_PASSWORD'] as string);
  const url = `rediss://:${password}@127.0.0.1:${primary.port}`;
  await another({ ...rest, REDIS_URL: url }, isReady);
}, 120_000);

const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
(hasIPv6 ? it : it.skip)(
  'asks a sentinel at an address of IP version 6',
  async () => {
    const REDIS_NODES = `[::1]:${nodes.sentinels[0]?.port}`;
    await another({ ...nodes.env, REDIS_NODES }, isReady);
  },
  120_000,
);

it('acknowledges nothing that the replica does not have, however often the request is repeated', async () => {
  const { primary, replica } = await roles();
  await replicates(primary);
  const { id, token } = (await issue(service.base, 'acme')).body;
  process.kill(replica.pid, 'SIGSTOP');
  try {
    expect((await issue(service.base, 'acme')).status).toBe(503);
    expect((await revoke(service.base, 'acme', id)).status).toBe(503);
    // On another connection, too.
    await primary.ask('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await eventually(async () => (await admit(service.base, token)).status === 200, 10_000);
    expect((await revoke(service.base, 'acme', id)).status).toBe(503);
    expect((await admit(service.base, token)).body).toMatchObject({ reason: 'revoked' });
  } finally {
    process.kill(replica.pid, 'SIGCONT');
  }
  await eventually(async () => (await revoke(service.base, 'acme', id)).status === 204, 60_000);
}, 180_000);

it('follows the sentinels when the primary is killed, and loses nothing that was acknowledged', async () => {
  const { primary, replica } = await roles();
  await replicates(primary);
  const load = new Load(service.base);
  await eventually(async () => load.issued.length > 20, 60_000);
  await primary.kill9();
  const before = load.issued.length;
  await eventually(() => isPrimary(replica), 60_000);
  await eventually(async () => load.issued.length > before + 20, 60_000);
  await load.stop();
  expect([...load.statuses].every((status) => [201, 202, 204, 503].includes(status))).toBe(true);
  await expectNothingLost(load);
  // The facts of all of them reach Kafka through the successor.
  const wanted = new Set(load.issued.map(({ id }) => `tokens/${id}`));
  await eventually(async () => {
    const published = new Set((await serving.facts()).map(({ subject }) => subject as string));
    return [...wanted].every((subject) => published.has(subject));
  }, 60_000);
  // The killed one comes back as the replica, and a write waits for it again.
  await primary.start();
  await replicates(replica);
  expect((await issue(service.base, 'again')).status).toBe(201);
}, 240_000);

it('says in its log which settings of the successor are not safe, and is not ready', async () => {
  const { primary, replica } = await roles();
  await replicates(primary);
  await replica.ask('CONFIG', 'SET', 'appendfsync', 'everysec');
  // The sentinels refuse soon after a failover, and give one up when the replica's link looks down to them.
  await eventually(async () => {
    if (await isPrimary(replica)) return true;
    const name = nodes.env['REDIS_PRIMARY'] as string;
    await nodes.sentinels[0]?.ask('SENTINEL', 'FAILOVER', name).catch(() => undefined);
    return false;
  }, 120_000);
  await eventually(
    async () => (await fetch(`${service.base}/health/ready`)).status === 503,
    60_000,
  );
  await eventually(async () => service.output.some((line) => /appendfsync is/.test(line)));
  await replica.ask('CONFIG', 'SET', 'appendfsync', 'always');
  await untilReady(service.base, 60_000);
}, 240_000);

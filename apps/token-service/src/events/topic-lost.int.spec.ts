import { topics } from '@rollcall/contracts';
import { ensureTopics } from '@rollcall/messaging';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ackScript } from '../redis/scripts/relay.lua';
import { admit, eventually, issue, revoke, Serving, untilReady } from '../fixtures/serving.fixture';

jest.setTimeout(120_000);

const WITHIN_MS = 60_000;
let serving: Serving;
let base: string;
let topic: string;

beforeEach(async () => {
  serving = await Serving.on(4);
  topic = topics.credentials(serving.generation);
  base = await serving.start();
  await untilReady(base);
});
afterEach(() => serving.end());

const withAdmin = async (work: (admin: ReturnType<typeof serving.kafka.admin>) => unknown) => {
  const admin = serving.kafka.admin();
  await admin.connect();
  await work(admin);
  await admin.disconnect();
};
const drop = () => withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
const create = () => ensureTopics(serving.kafka, [{ topic, partitions: 3 }], { singleNode: true });
const shorten = () =>
  withAdmin(async (admin) => {
    const all = await admin.fetchTopicOffsets(topic);
    const partitions = all
      .filter(({ high }) => high !== '0')
      .map(({ partition }) => ({ partition, offset: '-1' }));
    await admin.deleteTopicRecords({ topic, partitions });
  });
const ready = async (at = base): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${at}/health/ready`);
  return { status: response.status, text: await response.text() };
};
const untilSaid = (says: string, at = base) =>
  eventually(async () => {
    const { status, text } = await ready(at);
    return status === 503 && text.includes(says);
  }, WITHIN_MS);

/** Everything is in Kafka, and the service has counted it. */
const counted = () =>
  eventually(async () => {
    const ends = await serving.redis.hGetAll(`{rollcall}:ends:${topic}`);
    const { since, ...partitions } = ends;
    const sum = Object.values(partitions).reduce((all, end) => all + Number(end), 0);
    return since !== undefined && sum > 0 && (await serving.redis.xLen('{rollcall}:outbox')) === 0;
  }, WITHIN_MS);

/** The command as the image runs it; `npm test` builds before it tests. */
const republish = (): Promise<{ failed: boolean; output: string }> =>
  new Promise((resolve) => {
    const file = join(__dirname, '../../dist/commands/republish-credentials.js');
    const env = {
      PATH: process.env['PATH'],
      REDIS_URL: serving.redisUrl,
      KAFKA_BROKERS: serving.brokers.join(),
      TOKEN_SERVICE_KEYS: 'a-gateway-key-for-the-specs',
      INTERNAL_KEYS: 'an-operator-key-for-the-specs',
      TOKEN_PEPPERS: 'spec:0123456789abcdef',
      CREDENTIALS_GENERATION: String(serving.generation),
      TOPIC_PARTITIONS: '3',
    };
    execFile(process.execPath, [file], { env }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, output: stdout + stderr }),
    );
  });

it('a topic that was deleted and created empty is noticed, and written again from Redis', async () => {
  const live = (await issue(base, 'acme', { label: 'live' })).body;
  const ended = (await issue(base, 'bolt')).body;
  await revoke(base, 'bolt', ended.id);
  await counted();
  await drop();
  await untilSaid('does not exist any more');
  expect(await republish()).toMatchObject({ failed: true });
  await create();
  await untilSaid('republish-credentials');
  // What it knows is right all the same, and what is issued meanwhile is not lost.
  expect((await admit(base, live.token)).body).toMatchObject({ outcome: 'admitted' });
  const late = (await issue(base, 'acme', { label: 'late' })).body;

  expect(await republish()).toMatchObject({ failed: false });
  await untilReady(base, WITHIN_MS);
  await eventually(async () => (await serving.redis.xLen('{rollcall}:outbox')) === 0, WITHIN_MS);
  await serving.redis.flushDb();
  for (const { token } of [live, late])
    await eventually(async () => (await admit(base, token)).body.outcome === 'admitted', WITHIN_MS);
  expect((await admit(base, ended.token)).body).toMatchObject({ reason: 'revoked' });
});

it('a topic that was created again between a stop and a start is noticed at the start', async () => {
  await issue(base, 'acme');
  await counted();
  await serving.stop();
  await drop();
  await eventually(
    () =>
      create().then(
        () => true,
        () => false,
      ),
    WITHIN_MS,
  );
  await untilSaid('had reached offset', await serving.start());
});

it('a topic that lost its beginning is noticed, and is not written on', async () => {
  await issue(base, 'acme');
  await counted();
  await shorten();
  await untilSaid('instead of 0');
  expect(await republish()).toMatchObject({
    failed: true,
    output: expect.stringContaining('create it again'),
  });
});

it('with both lost it says so, and is not ready', async () => {
  const { token } = (await issue(base, 'acme')).body;
  await counted();
  await shorten();
  await serving.redis.flushDb();
  await untilSaid('Redis is empty, and the credentials topic');
  expect((await admit(base, token)).status).toBe(503);
  expect(await republish()).toMatchObject({
    failed: true,
    output: expect.stringContaining('lost its beginning'),
  });
});

it('an acknowledgement behind the counted end is a loss, one in front of it is counted', async () => {
  await eventually(async () => (await serving.redis.get('{rollcall}:relay')) !== null, WITHIN_MS);
  const owner = (await serving.redis.get('{rollcall}:relay')) as string;
  const key = '{rollcall}:ends:another';
  await serving.redis.hSet(key, { since: '1', '0': '7', '1': '7' });
  const places = ['0', '7', '9', '1', '3', '4'];
  const args = [owner, 'another', '2', ...places, '0-1'];
  const options = { keys: ['{rollcall}:complete'], arguments: args };
  expect(await serving.redis.eval(ackScript.text, options)).toBe(1);
  expect(await serving.redis.hGetAll(key)).toEqual({
    since: '1',
    '0': '9',
    '1': '7',
    lost: 'partition 1 had reached offset 7 and appended an event at 3',
  });
});

it('a loss is a figure, too', async () => {
  const complete = async (): Promise<string | undefined> => {
    const text = await fetch(`${base}/metrics`).then((one) => one.text());
    return /^rollcall_credentials_topic_complete(?:\{.*\})? (.*)$/m.exec(text)?.[1];
  };
  expect(await complete()).toBe('1');
  await serving.redis.hSet(`{rollcall}:ends:${topic}`, 'lost', 'for a reason');
  await untilSaid('for a reason');
  expect(await complete()).toBe('0');
});

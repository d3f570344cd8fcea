import { createKafka, topicOffsets } from '@rollcall/subscriber';
import { engines, unique } from '@rollcall/testing';
import type { Admin, Kafka } from 'kafkajs';
import { lines } from './broker.fixture';
import { ensureTopics } from './topics';

const KEPT = [
  { name: 'cleanup.policy', value: 'delete' },
  { name: 'retention.ms', value: '-1' },
  { name: 'retention.bytes', value: '-1' },
];

describe('topics', () => {
  let kafka: Kafka;
  let admin: Admin;
  beforeAll(async () => {
    kafka = createKafka({ brokers: engines().brokers, clientId: 'spec', log: lines() });
    admin = kafka.admin();
    await admin.connect();
  });
  afterAll(() => admin.disconnect());

  const made = async (configEntries: { name: string; value: string }[], numPartitions = 2) => {
    const topic = unique('topic');
    const config = { topic, numPartitions, replicationFactor: 1, configEntries };
    await admin.createTopics({ topics: [config], waitForLeaders: true });
    return topic;
  };
  const ensure = (topic: string, singleNode = true, partitions = 2) =>
    ensureTopics(kafka, [{ topic, partitions }], { singleNode });

  it('are made once, kept for ever', async () => {
    const topic = unique('topic');
    await ensure(topic);
    await ensure(topic);
    const offsets = await topicOffsets(kafka, topic);
    expect(offsets.map(({ partition }) => partition).sort()).toEqual([0, 1]);
  });

  it.each([
    ['retention.ms', '60000'],
    ['retention.bytes', '1000000'],
    ['cleanup.policy', 'compact'],
  ])('that would forget are refused: %s=%s', async (name, value) => {
    const topic = await made([...KEPT.filter((one) => one.name !== name), { name, value }]);
    await expect(ensure(topic)).rejects.toThrow(`${topic} has ${name}=${value}`);
  });

  it('may forget after a while where that is all that is asked of them', async () => {
    const spec = { topic: unique('topic'), partitions: 1, keepsMs: 60_000 };
    await ensureTopics(kafka, [spec], { singleNode: true });
    await ensureTopics(kafka, [spec], { singleNode: true });
    await expect(ensure(spec.topic, true, 1)).rejects.toThrow(/has retention\.ms=60000/);
  });

  it('with another number of partitions are refused', async () => {
    const topic = await made(KEPT, 3);
    await expect(ensure(topic)).rejects.toThrow(/has 3 partitions and 2 are configured/);
  });

  it('that could lose what was acknowledged are refused, with every problem at once', async () => {
    const topic = await made([
      ...KEPT,
      { name: 'min.insync.replicas', value: '1' },
      { name: 'unclean.leader.election.enable', value: 'true' },
    ]);
    const refusal = await ensure(topic, false).catch((reason: Error) => reason.message);
    expect(refusal).toMatch(/min\.insync\.replicas=1; it must be at least 2/);
    expect(refusal).toMatch(/unclean\.leader\.election\.enable=true; it must be false/);
    expect(refusal).toMatch(/with 1 replicas; each must have 3/);
  });

  it('of one replica are let through for development', async () => {
    const topic = await made([
      ...KEPT,
      { name: 'min.insync.replicas', value: '1' },
      { name: 'unclean.leader.election.enable', value: 'true' },
    ]);
    await ensure(topic, true);
  });

  it('that are not there have no offsets', async () => {
    await expect(topicOffsets(kafka, unique('absent'))).rejects.toThrow('There is no topic');
  });
});

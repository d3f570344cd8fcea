import { engines, eventually, unique } from '@rollcall/testing';
import { broker, lines, type Broker } from './broker.fixture';
import { DeadLetters } from './dead-letter';
import { EventPublisher } from './event-publisher';
import { createKafka } from './kafka';

const STOPPED = { topic: 't', tenantId: 'a', partition: 3, offset: '42', reason: 'a gap' };

describe('dead letters', () => {
  let on: Broker;
  let publisher: EventPublisher;
  beforeEach(async () => {
    on = await broker(1);
    publisher = new EventPublisher(on.kafka);
  });
  afterEach(async () => {
    await publisher.close();
    await on.close();
  });

  it('say who stopped where and why, keyed by the tenant', async () => {
    const letters = new DeadLetters({ publisher, topic: on.topic, reader: 'r', log: lines() });
    await letters.tell(STOPPED);
    await letters.tell({ ...STOPPED, tenantId: undefined });
    const consumer = on.kafka.consumer({ groupId: unique('group'), allowAutoTopicCreation: false });
    const found: { key: string; type: string; value: Record<string, unknown> }[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: [on.topic], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { key, value, headers } }) =>
        void found.push({
          key: String(key),
          type: String(headers?.['ce_type']),
          value: JSON.parse(String(value)) as Record<string, unknown>,
        }),
    });
    await eventually(() => expect(found).toHaveLength(2));
    await consumer.disconnect();
    expect(found[0]).toMatchObject({
      key: 'a',
      type: 'rollcall.TenantHeld.v1',
      value: { ...STOPPED, reader: 'r' },
    });
    expect(Date.parse(String(found[0]?.value['heldAt']))).toBeGreaterThan(0);
    expect(found[1]?.key).toBe('');
    expect(found[1]?.value).not.toHaveProperty('tenantId');
  });

  it('that cannot be sent are logged, and stop no tenant', async () => {
    const log = lines();
    const kafka = createKafka({ brokers: engines().brokers, clientId: 'spec', log });
    const impatient = Object.create(kafka) as typeof kafka;
    impatient.producer = (options) => kafka.producer({ ...options, retry: { retries: 1 } });
    const lost = new EventPublisher(impatient);
    const letters = new DeadLetters({
      publisher: lost,
      topic: unique('absent'),
      reader: 'r',
      log,
    });
    await letters.tell(STOPPED);
    expect(log.errors).toContain('dead letter could not be sent');
    await lost.close();
  });
});

import { eventually, unique } from '@rollcall/testing';
import { broker, lines, type Broker } from './broker.fixture';
import { DeadLetters } from './dead-letter';
import { kafkaJs } from './kafkajs/client';
import type { KafkaClient } from './client';

const STOPPED = { topic: 't', tenantId: 'a', partition: 3, offset: '42', reason: 'a gap' };

describe('dead letters', () => {
  let on: Broker;
  let client: KafkaClient;
  beforeEach(async () => {
    on = await broker(1);
    client = kafkaJs({ brokers: on.brokers, log: lines() });
  });
  afterEach(async () => {
    await client.close();
    await on.close();
  });

  it('say who stopped where and why, keyed by the tenant', async () => {
    const letters = new DeadLetters({ client, topic: on.topic, reader: 'r', log: lines() });
    await letters.publish(STOPPED);
    await letters.publish({ ...STOPPED, tenantId: undefined });
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
    // Nobody listens there.
    const lost = kafkaJs({ brokers: ['127.0.0.1:1'], log, retries: 1 });
    const letters = new DeadLetters({ client: lost, topic: on.topic, reader: 'r', log });
    await letters.publish(STOPPED);
    expect(log.errors).toContain('dead letter could not be sent');
    await lost.close();
  });
});

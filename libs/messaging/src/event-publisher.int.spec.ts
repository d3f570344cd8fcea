import { readTopic } from '@rollcall/subscriber';
import { unique } from '@rollcall/testing';
import { broker, message, tap, type Broker } from './broker.fixture';
import { EventPublisher, MessageTooLarge } from './event-publisher';

describe('an event publisher', () => {
  let on: Broker;
  beforeEach(async () => {
    on = await broker(2);
  });
  afterEach(() => on.close());

  const published = async () => {
    const found: string[] = [];
    await readTopic({
      kafka: on.kafka,
      topic: on.topic,
      onBatch: async ({ partition, events }) => {
        for (const one of events)
          found.push(`${partition}:${'event' in one ? one.event.position : one.unreadable}`);
      },
    });
    return found.sort();
  };

  it('tells events in their order, in the partition named', async () => {
    const publisher = new EventPublisher(on.kafka);
    await publisher.publish(on.topic, 1, [message('a', 1), message('a', 2)]);
    await publisher.publish(on.topic, 1, [message('a', 3)]);
    await publisher.publish(on.topic, 0, [message('b', 1)]);
    await publisher.close();
    expect(await published()).toEqual(['0:1', '1:1', '1:2', '1:3']);
  });

  it('says so when an event is too large, and goes on with the same producer', async () => {
    const { kafka, settings } = tap(on.kafka);
    const publisher = new EventPublisher(kafka);
    const large = message('a', 1, { data: { login: 'x'.repeat(1_200_000) } });
    await expect(publisher.publish(on.topic, 0, [large])).rejects.toThrow(MessageTooLarge);
    await publisher.publish(on.topic, 0, [message('a', 1)]);
    await publisher.close();
    expect(await published()).toEqual(['0:1']);
    expect(settings).toHaveLength(1);
  });

  it('takes a new producer after a send that failed, and never has a topic made', async () => {
    const { kafka, settings } = tap(on.kafka);
    const impatient = Object.create(kafka) as typeof kafka;
    impatient.producer = (options) => kafka.producer({ ...options, retry: { retries: 1 } });
    const publisher = new EventPublisher(impatient);
    await expect(publisher.publish(unique('absent'), 0, [message('a', 1)])).rejects.toThrow();
    await publisher.publish(on.topic, 0, [message('a', 1)]);
    await publisher.close();
    expect(await published()).toEqual(['0:1']);
    expect(settings).toHaveLength(2);
    for (const one of settings)
      expect(one).toMatchObject({ allowAutoTopicCreation: false, idempotent: true });
  });

  it('closes without having sent, and twice', async () => {
    const publisher = new EventPublisher(on.kafka);
    await publisher.close();
    await publisher.close();
  });
});

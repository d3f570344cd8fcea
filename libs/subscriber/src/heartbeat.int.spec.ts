import { topics } from '@rollcall/contracts';
import { eventually } from '@rollcall/testing';
import { broker, createTopic, lines, type Broker } from './broker.fixture';
import { kafkaJs } from './kafkajs/client';
import { subscribe, type AloneOptions, type Subscription } from './subscribe';

describe('the heartbeat of a relay', () => {
  let on: Broker;
  const open: Subscription[] = [];
  beforeEach(async () => {
    on = await broker(1);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
    await on.close();
  });

  const alone = (
    options: Pick<AloneOptions, 'heartbeatWithinMs' | 'onLive' | 'onTrouble'>,
  ): Subscription => {
    const { brokers, topic } = on;
    const subscription = subscribe({
      brokers,
      topic,
      log: lines(),
      handle: () => undefined,
      ...options,
    });
    open.push(subscription);
    return subscription;
  };

  /** A relay that beats when the spec calls it. */
  const relay = async () => {
    const heartbeat = topics.heartbeat(on.topic);
    await createTopic(on.kafka, heartbeat, 1);
    const client = kafkaJs({ brokers: on.brokers, log: lines() });
    return {
      beat: () => client.publish(heartbeat, 0, { key: 'k', value: '{}', headers: {} }),
      close: () => client.close(),
    };
  };

  it('that ends is a trouble, and its next beat makes the subscriber live again', async () => {
    const { beat, close } = await relay();
    await beat();
    const troubles: string[] = [];
    const live = jest.fn();
    const subscription = alone({
      heartbeatWithinMs: 3_000,
      onLive: live,
      onTrouble: (reason) => void troubles.push(reason.message),
    });
    await eventually(() => expect(live).toHaveBeenCalledTimes(1));
    await eventually(() => expect(subscription.lag()).toBe(0));
    await eventually(() => expect(troubles).toEqual([expect.stringMatching(/no heartbeat/)]), {
      withinMs: 15_000,
      everyMs: 100,
    });
    expect(subscription.lag()).toBeUndefined();
    await beat();
    await eventually(() => expect(live).toHaveBeenCalledTimes(2));
    await eventually(() => expect(subscription.lag()).toBe(0));
    await close();
  }, 60_000);

  it('is seen where an installation gives it only later', async () => {
    const troubles: string[] = [];
    const live = jest.fn();
    alone({
      heartbeatWithinMs: 1_000,
      onLive: live,
      onTrouble: (reason) => void troubles.push(reason.message),
    });
    await eventually(() => expect(live).toHaveBeenCalledTimes(1));
    const { beat, close } = await relay();
    await beat();
    await eventually(() => expect(troubles).toEqual([expect.stringMatching(/no heartbeat/)]), {
      withinMs: 40_000,
      everyMs: 100,
    });
    await close();
  }, 60_000);
});

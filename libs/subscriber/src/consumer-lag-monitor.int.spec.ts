import { eventually, unique } from '@rollcall/testing';
import { broker, lines, message, type Broker } from './broker.fixture';
import { ConsumerLagMonitor } from './consumer-lag-monitor';
import { connectAdmin } from './kafkajs/client';
import { SupervisedConsumer } from './kafkajs/consumer';

describe('the monitor of a consumer group’s lag', () => {
  let on: Broker;
  const open: { stop(): Promise<void> }[] = [];
  beforeEach(async () => {
    on = await broker(3);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
    await on.close();
  });

  const lags: number[] = [];
  const watch = (groupId: string) => {
    lags.length = 0;
    const caughtUp: number[] = [];
    const monitor = new ConsumerLagMonitor({
      connect: () => connectAdmin(on.kafka),
      groupId,
      topic: on.topic,
      log: lines(),
      everyMs: 50,
      onCaughtUp: (at) => caughtUp.push(at),
      onLag: (records) => lags.push(records),
    });
    monitor.start();
    open.push(monitor);
    return caughtUp;
  };
  const consuming = (groupId: string, handle: () => Promise<void>) => {
    const consumer = new SupervisedConsumer({
      kafka: on.kafka,
      groupId,
      topics: [on.topic],
      fromBeginning: true,
      log: lines(),
      handle,
    });
    consumer.start();
    open.push(consumer);
  };
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('comes when everything published is handled, and not before', async () => {
    const groupId = unique('group');
    await on.publish(0, message('a', 1));
    await on.publish(1, message('b', 1));
    const caughtUp = watch(groupId);
    // No consumer reads yet.
    await eventually(() => expect(lags.at(-1)).toBe(2));
    expect(caughtUp).toEqual([]);
    let through!: () => void;
    const slow = new Promise<void>((resolve) => (through = resolve));
    consuming(groupId, () => slow);
    await sleep(2_500);
    expect(caughtUp).toEqual([]);
    through();
    await eventually(() => expect(caughtUp.length).toBeGreaterThan(0));
    expect(lags.at(-1)).toBe(0);
  });

  it('holds for the moment of the question, not of the answer', async () => {
    const groupId = unique('group');
    const startedAt = performance.now();
    const caughtUp = watch(groupId);
    await eventually(() => expect(caughtUp.length).toBeGreaterThan(0));
    expect(caughtUp[0]).toBeGreaterThanOrEqual(startedAt);
    expect(caughtUp[0]).toBeLessThan(performance.now());
  });

  it('stops coming while a partition is not read, and comes again after', async () => {
    const groupId = unique('group');
    const caughtUp = watch(groupId);
    await eventually(() => expect(caughtUp.length).toBeGreaterThan(0));
    const readAt = performance.now();
    await on.publish(2, message('c', 1));
    await sleep(500);
    // One question may have been under way when it was published.
    const later = () => caughtUp.filter((at) => at > readAt + 100);
    expect(later()).toEqual([]);
    consuming(groupId, async () => undefined);
    await eventually(() => expect(later().length).toBeGreaterThan(0));
  });

  it('is not given for a topic that is not there', async () => {
    const log = lines();
    const caughtUp: number[] = [];
    const monitor = new ConsumerLagMonitor({
      connect: () => connectAdmin(on.kafka),
      groupId: unique('group'),
      topic: unique('absent'),
      log,
      everyMs: 50,
      onCaughtUp: (at) => caughtUp.push(at),
    });
    monitor.start();
    await sleep(1_000);
    await monitor.stop();
    expect(caughtUp).toEqual([]);
  });
});

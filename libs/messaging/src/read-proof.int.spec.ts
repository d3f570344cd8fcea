import { eventually, unique } from '@rollcall/testing';
import { broker, lines, message, type Broker } from './broker.contract';
import { SupervisedConsumer } from './consumer';
import { ReadProof } from './read-proof';

describe('the proof that a group is current', () => {
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
  const proving = (groupId: string) => {
    lags.length = 0;
    const proven: number[] = [];
    const proof = new ReadProof({
      kafka: on.kafka,
      groupId,
      topic: on.topic,
      log: lines(),
      everyMs: 50,
      onProven: (at) => proven.push(at),
      onLag: (records) => lags.push(records),
    });
    proof.start();
    open.push(proof);
    return proven;
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

  it('comes when all that was told is handled, and not before', async () => {
    const groupId = unique('group');
    await on.tell(0, message('a', 1));
    await on.tell(1, message('b', 1));
    const proven = proving(groupId);
    // Nobody reads yet.
    await eventually(() => expect(lags.at(-1)).toBe(2));
    expect(proven).toEqual([]);
    let through!: () => void;
    const slow = new Promise<void>((resolve) => (through = resolve));
    consuming(groupId, () => slow);
    await sleep(2_500);
    expect(proven).toEqual([]);
    through();
    await eventually(() => expect(proven.length).toBeGreaterThan(0));
    expect(lags.at(-1)).toBe(0);
  });

  it('holds for the moment of the question, not of the answer', async () => {
    const groupId = unique('group');
    const asked = performance.now();
    const proven = proving(groupId);
    await eventually(() => expect(proven.length).toBeGreaterThan(0));
    expect(proven[0]).toBeGreaterThanOrEqual(asked);
    expect(proven[0]).toBeLessThan(performance.now());
  });

  it('stops coming while a partition is not read, and comes again after', async () => {
    const groupId = unique('group');
    const proven = proving(groupId);
    await eventually(() => expect(proven.length).toBeGreaterThan(0));
    const told = performance.now();
    await on.tell(2, message('c', 1));
    await sleep(500);
    // One question may have been under way when it was told.
    const later = () => proven.filter((at) => at > told + 100);
    expect(later()).toEqual([]);
    consuming(groupId, async () => undefined);
    await eventually(() => expect(later().length).toBeGreaterThan(0));
  });

  it('is not given for a topic that is not there', async () => {
    const log = lines();
    const proven: number[] = [];
    const proof = new ReadProof({
      kafka: on.kafka,
      groupId: unique('group'),
      topic: unique('absent'),
      log,
      everyMs: 50,
      onProven: (at) => proven.push(at),
    });
    proof.start();
    await sleep(1_000);
    await proof.stop();
    expect(proven).toEqual([]);
  });
});

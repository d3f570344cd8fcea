import { eventually, unique } from '@rollcall/testing';
import { broker, lines, message, tap, type Broker } from '../broker.fixture';
import { SupervisedConsumer, type ConsumeOptions } from './consumer';
import type { EventBatch } from '../event-batch';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const offsetsOf = ({ events }: EventBatch) => events.map(({ offset }) => offset);

describe('a supervised consumer', () => {
  let on: Broker;
  const running: SupervisedConsumer[] = [];
  beforeEach(async () => {
    on = await broker(4);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
    await on.close();
  });
  const start = (options: Partial<ConsumeOptions> & Pick<ConsumeOptions, 'handle'>) => {
    const consumer = new SupervisedConsumer({
      kafka: on.kafka,
      groupId: unique('group'),
      topics: [on.topic],
      fromBeginning: true,
      log: lines(),
      ...options,
    });
    consumer.start();
    running.push(consumer);
    return consumer;
  };
  const committed = async (groupId: string, partition: number) => {
    const admin = on.kafka.admin();
    await admin.connect();
    const [found] = await admin.fetchOffsets({ groupId, topics: [on.topic] });
    await admin.disconnect();
    return found?.partitions.find((one) => one.partition === partition)?.offset;
  };

  it('hands on each message once, in the order of its partition', async () => {
    const read: string[] = [];
    await on.publish(0, message('a', 1), message('a', 2));
    start({ handle: async (batch) => void read.push(...offsetsOf(batch)) });
    await eventually(() => expect(read).toEqual(['0', '1']));
    await on.publish(0, message('a', 3));
    await eventually(() => expect(read).toEqual(['0', '1', '2']));
  });

  it.each([1, 3])('handles %i partitions side by side when it is told to', async (most) => {
    for (let partition = 0; partition < 4; partition += 1)
      await on.publish(partition, message('a', 1));
    let [handled, inHand, together] = [0, 0, 0];
    start({
      partitionsAtATime: most,
      handle: async () => {
        together = Math.max(together, (inHand += 1));
        await sleep(100);
        inHand -= 1;
        handled += 1;
      },
    });
    await eventually(() => expect(handled).toBe(4));
    expect(together).toBe(most);
  });

  it('commits together, a second after the first, and not for each batch', async () => {
    const { kafka, commits } = tap(on.kafka);
    let handled = 0;
    start({ kafka, handle: async ({ events }) => void (handled += events.length) });
    for (let n = 1; n <= 40; n += 1) {
      await on.publish(n % 4, message('a', n));
      await sleep(20);
    }
    await eventually(() => expect(handled).toBe(40));
    await eventually(() => expect(commits.at(-1)?.length).toBeGreaterThan(1));
    expect(commits.length).toBeLessThanOrEqual(4);
  });

  it('commits what it has handled when it stops', async () => {
    const groupId = unique('group');
    let handled = 0;
    const consumer = start({
      groupId,
      handle: async ({ events }) => void (handled += events.length),
    });
    await on.publish(1, message('a', 1), message('a', 2));
    await eventually(() => expect(handled).toBe(2));
    await consumer.stop();
    expect(await committed(groupId, 1)).toBe('2');
  });

  it('finishes and commits the batch in hand at a stop', async () => {
    const groupId = unique('group');
    let state = 'idle';
    const consumer = start({
      groupId,
      handle: async () => {
        state = 'began';
        await sleep(300);
        state = 'ended';
      },
    });
    await on.publish(2, message('a', 1));
    await eventually(() => expect(state).toBe('began'));
    await consumer.stop();
    expect(state).toBe('ended');
    expect(await committed(groupId, 2)).toBe('1');
  });

  it('never commits past the limit of a partition', async () => {
    const groupId = unique('group');
    let handled = 0;
    const consumer = start({
      groupId,
      commitLimit: (_topic, partition) => (partition === 0 ? '1' : undefined),
      handle: async ({ events }) => void (handled += events.length),
    });
    await on.publish(0, message('a', 1), message('a', 2), message('a', 3));
    await on.publish(1, message('b', 1), message('b', 2));
    await eventually(() => expect(handled).toBe(5));
    await consumer.stop();
    expect(await committed(groupId, 0)).toBe('1');
    expect(await committed(groupId, 1)).toBe('2');
  });

  it('lets one partition rest while its handler fails, and the others go on', async () => {
    const read: number[] = [];
    let failing = true;
    let failures = 0;
    const log = lines();
    start({
      log,
      handle: async ({ partition, events }) => {
        if (partition === 0 && failing) {
          failures += 1;
          throw new Error('not now');
        }
        read.push(...events.map(() => partition));
      },
    });
    await on.publish(0, message('a', 1));
    await eventually(() => expect(failures).toBe(1));
    for (let n = 1; n <= 5; n += 1) {
      await on.publish(1, message('b', n));
      await eventually(() => expect(read).toHaveLength(n), { withinMs: 700 });
    }
    failing = false;
    await eventually(() => expect(read).toContain(0));
    expect(log.errors).toEqual([]);
  });

  it('reads a batch again that could not be handled', async () => {
    const read: string[] = [];
    let tries = 0;
    start({
      handle: async (batch) => {
        tries += 1;
        if (tries === 1) throw new Error('not now');
        read.push(...offsetsOf(batch));
      },
    });
    await on.publish(3, message('a', 1), message('a', 2));
    await eventually(() => expect(read).toEqual(['0', '1']));
  });

  it('keeps its partitions while a handler takes longer than the session', async () => {
    const groupId = unique('group');
    const began: string[] = [];
    await on.publish(0, message('a', 1));
    const handle = (name: string) => async () => {
      began.push(name);
      await sleep(12_000);
    };
    start({ groupId, handle: handle('first') });
    await eventually(() => expect(began).toEqual(['first']));
    await sleep(11_500);
    start({ groupId, handle: handle('second') });
    await sleep(3_000);
    expect(began).toEqual(['first']);
  });

  it('is created again after a crash, once, and continues where it was', async () => {
    const { kafka, settings, crash } = tap(on.kafka);
    const read: string[] = [];
    start({ kafka, handle: async (batch) => void read.push(...offsetsOf(batch)) });
    await on.publish(0, message('a', 1));
    await eventually(() => expect(read).toEqual(['0']));
    crash(0);
    await eventually(() => expect(settings).toHaveLength(2));
    await on.publish(0, message('a', 2));
    await eventually(() => expect(read).toEqual(['0', '1']));
    // What the old one says no longer concerns the new one.
    crash(0);
    await sleep(2_500);
    expect(settings).toHaveLength(2);
  });

  it('never asks the broker to make a topic', async () => {
    const { kafka, settings } = tap(on.kafka);
    let up = false;
    start({ kafka, handle: async () => undefined, onStatus: (status) => (up = status === 'up') });
    await eventually(() => expect(up).toBe(true));
    expect(settings).toEqual([expect.objectContaining({ allowAutoTopicCreation: false })]);
  });

  it('tries again until its topic is there', async () => {
    const log = lines();
    const consumer = start({ topics: [unique('absent')], log, handle: async () => undefined });
    await eventually(() => expect(log.warnings.join()).toMatch(/could not start/), {
      withinMs: 40_000,
    });
    await consumer.stop();
  });
});

import { unique } from '@rollcall/testing';
import { broker, message, tap, type Broker } from '../broker.fixture';
import { readTopic } from './read-topic';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('reading a topic to its end', () => {
  let on: Broker;
  beforeEach(async () => {
    on = await broker(4);
  });
  afterEach(() => on.close());

  const read = async (options: Partial<Parameters<typeof readTopic>[0]> = {}) => {
    const offsets: string[] = [];
    const progress: string[] = [];
    await readTopic({
      kafka: on.kafka,
      topic: on.topic,
      onBatch: async ({ partition, events }) => {
        for (const { offset } of events) offsets.push(`${partition}:${offset}`);
      },
      onProgress: (done, all) => progress.push(`${done}/${all}`),
      ...options,
    });
    return { offsets: offsets.sort(), progress };
  };

  it('gives every message of every partition, and says how far it is', async () => {
    await on.publish(0, message('a', 1), message('a', 2));
    await on.publish(3, message('b', 1));
    const { offsets, progress } = await read();
    expect(offsets).toEqual(['0:0', '0:1', '3:0']);
    expect(progress.at(-1)).toBe('3/3');
  });

  it('resolves at once for an empty topic, and leaves no group behind', async () => {
    expect((await read()).offsets).toEqual([]);
  });

  it('begins at the given offsets', async () => {
    await on.publish(0, message('a', 1), message('a', 2), message('a', 3));
    await on.publish(1, message('b', 1));
    const from = new Map([
      [0, '1'],
      [1, '1'],
    ]);
    expect((await read({ from })).offsets).toEqual(['0:1', '0:2']);
  });

  it('fetches the named partitions only', async () => {
    const large = 'x'.repeat(200_000);
    for (let n = 1; n <= 30; n += 1)
      await on.publish(1, message('b', n, { data: { userId: 'u', login: large } }));
    await on.publish(0, message('a', 1));
    const { kafka } = tap(on.kafka);
    let bytes = 0;
    const { consumer } = kafka;
    kafka.consumer = (options) => {
      const made = consumer(options);
      made.on(made.events.REQUEST, ({ payload }) => {
        if (payload.apiName === 'Fetch') bytes += payload.size;
      });
      return made;
    };
    expect((await read({ kafka, partitions: [0] })).offsets).toEqual(['0:0']);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(100_000);
  });

  it('rejects with what the handler threw, and hands on nothing after it', async () => {
    await on.publish(0, message('a', 1));
    await on.publish(1, message('b', 1));
    let batches = 0;
    const onBatch = async () => {
      batches += 1;
      throw new Error('full');
    };
    await expect(read({ onBatch })).rejects.toThrow('full');
    await sleep(300);
    expect(batches).toBe(1);
  });

  it('rejects for a topic that is not there', async () => {
    await expect(read({ topic: unique('absent') })).rejects.toThrow('There is no topic');
  });

  it('goes on to its end when a batch takes longer than a heartbeat', async () => {
    await on.publish(0, message('a', 1));
    await on.publish(1, message('b', 1));
    const offsets: string[] = [];
    const onBatch = async (batch: { partition: number }) => {
      await sleep(1_500);
      offsets.push(String(batch.partition));
    };
    await read({ onBatch });
    expect(offsets.sort()).toEqual(['0', '1']);
  });
});

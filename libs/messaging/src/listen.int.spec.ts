import { eventually } from '@rollcall/testing';
import { broker, lines, message, poison, tap, type Broker } from './broker.fixture';
import { listen } from './listen';

describe('a listener', () => {
  let on: Broker;
  beforeEach(async () => {
    on = await broker(3);
  });
  afterEach(() => on.close());

  const listening = async (options: Partial<Parameters<typeof listen>[0]> = {}) => {
    const received: number[] = [];
    let stop = (): Promise<void> => Promise.resolve();
    await new Promise<void>((resolve) => {
      stop = listen({
        kafka: on.kafka,
        topic: on.topic,
        log: lines(),
        onListening: resolve,
        handle: ({ position }) => void received.push(position),
        ...options,
      });
    });
    return { received, stop };
  };

  it('receives what is published from now on, and nothing older', async () => {
    await on.publish(0, message('a', 1));
    const { received, stop } = await listening();
    // Before the group has even been joined: the listener knows its places already.
    await on.publish(0, message('a', 2));
    await on.publish(1, message('b', 3));
    await eventually(() => expect([...received].sort()).toEqual([2, 3]));
    await stop();
  });

  it('receives what is published while its consumer is created again', async () => {
    const { kafka, crash, settings } = tap(on.kafka);
    const { received, stop } = await listening({ kafka });
    await on.publish(0, message('a', 1));
    await eventually(() => expect(received).toEqual([1]));
    crash(0);
    // Also in a partition that had no event yet.
    await on.publish(0, message('a', 2));
    await on.publish(2, message('c', 3));
    await eventually(() => expect(settings).toHaveLength(2));
    await eventually(() => expect([...received].sort()).toEqual([1, 2, 3]));
    await stop();
  });

  it('passes over what it cannot read, and goes on after a handler that throws', async () => {
    const log = lines();
    const received: number[] = [];
    const { stop } = await listening({
      log,
      handle: ({ position }) => {
        if (position === 2) throw new Error('deaf');
        received.push(position);
      },
    });
    await on.publish(0, poison('a', 1), message('a', 2), message('a', 3));
    await eventually(() => expect(received).toEqual([3]));
    expect(log.errors).toContain('listener failed');
    await stop();
  });

  it('receives nothing after its stop', async () => {
    const { received, stop } = await listening();
    await stop();
    await on.publish(0, message('a', 1));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(received).toEqual([]);
  });
});

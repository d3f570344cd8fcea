import type { EventBatch } from '@rollcall/subscriber';
import { eventually, unique } from '@rollcall/testing';
import { of, throwError } from 'rxjs';
import { broker, lines, message, type Broker } from './broker.fixture';
import { type BatchContext, EventServer } from './event-server';

describe('an event server', () => {
  let on: Broker;
  let server: EventServer;
  beforeEach(async () => {
    on = await broker(1);
  });
  afterEach(async () => {
    await server.close();
    await on.close();
  });
  const serve = (
    pattern: string,
    handler: (batch: EventBatch, context: BatchContext) => unknown,
  ) => {
    server = new EventServer({
      kafka: on.kafka,
      groupId: unique('group'),
      log: lines(),
      ...(pattern === on.topic ? {} : { topics: new Map([[pattern, on.topic]]) }),
    });
    server.addHandler(pattern, handler as never, true);
    server.listen(() => undefined);
  };

  it('gives the handler of a topic its batches, with their context', async () => {
    const seen: number[] = [];
    let context: BatchContext | undefined;
    serve(on.topic, async (batch, given) => {
      context = given;
      seen.push(...batch.events.map((one) => Number(one.offset)));
    });
    await on.publish(0, message('a', 1), message('a', 2));
    await eventually(() => expect(seen).toEqual([0, 1]));
    expect(context?.batch.topic).toBe(on.topic);
  });

  it('finds the topic that a pattern stands for', async () => {
    const seen: number[] = [];
    serve('provisioning', async ({ events }) => void seen.push(events.length));
    await on.publish(0, message('a', 1));
    await eventually(() => expect(seen).toEqual([1]));
  });

  it('waits for what an observable handler says, and comes again after its failure', async () => {
    let tries = 0;
    serve(on.topic, () => {
      tries += 1;
      return tries === 1 ? throwError(() => new Error('no')) : of(undefined);
    });
    await on.publish(0, message('a', 1));
    await eventually(() => expect(tries).toBe(2));
  });
});

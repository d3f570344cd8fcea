import { eventually, unique } from '@rollcall/testing';
import { broker, lines, message, poison, type Broker } from './broker.fixture';
import type { Held } from './halts';
import { readTopic } from './kafkajs/read-topic';
import { partitionOf } from './partition';
import { subscribe, type GroupOptions, type Subscription } from './subscribe';

describe('a subscription', () => {
  let on: Broker;
  const open: Subscription[] = [];
  beforeEach(async () => {
    on = await broker(2);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()));
    await on.close();
  });

  /** A subscriber with rows of its own: what it handled outlives it. */
  const store = () => {
    const handled: string[] = [];
    const positions = new Map<string, number>();
    const held: Held[] = [];
    let broken: string | undefined;
    return {
      handled,
      held,
      breaking: (name: string | undefined) => (broken = name),
      drop: (tenant: string) => void positions.delete(tenant),
      options: {
        positionOf: (tenant: string) => positions.get(tenant) ?? 0,
        handle: (event) => {
          const name = `${event.tenantId}${event.position}`;
          if (name === broken) throw new Error('no');
          handled.push(name);
          positions.set(event.tenantId, event.position);
        },
        onHeld: (one) => void held.push(one),
      } satisfies Partial<GroupOptions>,
    };
  };
  const inGroup = (
    groupId: string,
    options: Pick<GroupOptions, 'handle' | 'positionOf' | 'onLive'>,
  ) => {
    const subscription = subscribe({
      brokers: on.brokers,
      topic: on.topic,
      groupId,
      log: lines(),
      ...options,
    });
    open.push(subscription);
    return subscription;
  };
  const alone = (options: Partial<Parameters<typeof subscribe>[0]> = {}) => {
    const handled: string[] = [];
    const held: Held[] = [];
    const subscription = subscribe({
      brokers: on.brokers,
      topic: on.topic,
      log: lines(),
      handle: ({ tenantId, position }) => void handled.push(`${tenantId}${position}`),
      onHeld: (one) => held.push(one),
      ...options,
    } as Parameters<typeof subscribe>[0]);
    open.push(subscription);
    return { subscription, handled, held };
  };

  it('alone reads everything from the beginning, each event once', async () => {
    await on.publish(0, message('a', 1), message('a', 2), message('a', 1), message('a', 2));
    await on.publish(1, message('b', 1));
    const { handled } = alone();
    await eventually(() => expect([...handled].sort()).toEqual(['a1', 'a2', 'b1']));
    await on.publish(0, message('a', 3));
    await eventually(() => expect(handled).toContain('a3'));
    expect(handled).toHaveLength(4);
  });

  it('alone begins behind what it is given', async () => {
    await on.publish(0, message('a', 1), message('a', 2), message('b', 1));
    const { handled } = alone({ from: [['a', 1]] });
    await eventually(() => expect(handled).toEqual(['a2', 'b1']));
  });

  it('in a group without a store is refused, with what to do', () => {
    const options = { brokers: on.brokers, topic: on.topic, groupId: 'g', handle: () => undefined };
    expect(() => subscribe(options as unknown as GroupOptions)).toThrow(/needs positionOf/);
  });

  it('in a group goes on where it was, and handles nothing twice', async () => {
    const groupId = unique('group');
    const { handled, options } = store();
    await on.publish(0, message('a', 1), message('a', 2));
    const first = inGroup(groupId, options);
    await eventually(() => expect(handled).toEqual(['a1', 'a2']));
    await first.stop();
    await on.publish(0, message('a', 3));
    inGroup(groupId, options);
    await eventually(() => expect(handled).toEqual(['a1', 'a2', 'a3']));
  });

  it('in a group comes back to what waits after a restart: nothing of the tenant is passed over', async () => {
    const groupId = unique('group');
    const { handled, held, breaking, options } = store();
    breaking('a2');
    await on.publish(0, message('a', 1), message('a', 2), message('b', 1), message('a', 3));
    const first = inGroup(groupId, options);
    await eventually(() => expect(handled).toEqual(['a1', 'b1']));
    await on.publish(0, message('b', 2));
    await eventually(() => expect(handled).toContain('b2'));
    expect(first.waiting()).toMatchObject([{ tenantId: 'a', partition: 0, offset: '1' }]);
    // Longer than until the next commit.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await first.stop();
    const second = inGroup(groupId, options);
    await eventually(() => expect(second.waiting()).toHaveLength(1));
    await second.stop();
    breaking(undefined);
    inGroup(groupId, options);
    await eventually(() => expect(handled).toEqual(['a1', 'b1', 'b2', 'a2', 'a3']));
    expect(held).toEqual([]);
  });

  it('goes on by itself when its database was away for seconds, and the others meanwhile', async () => {
    const { handled, held, breaking, options } = store();
    const subscription = inGroup(unique('group'), options);
    breaking('a2');
    await on.publish(0, message('a', 1), message('a', 2), message('b', 1));
    await eventually(() => expect(handled).toEqual(['a1', 'b1']));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await on.publish(0, message('a', 3), message('b', 2), message('a', 4));
    await eventually(() => expect(handled).toEqual(['a1', 'b1', 'b2']));
    breaking(undefined);
    await eventually(() => expect(handled).toEqual(['a1', 'b1', 'b2', 'a2', 'a3', 'a4']));
    await on.publish(0, message('a', 5));
    await eventually(() => expect(handled).toContain('a5'));
    expect([held, subscription.waiting()]).toEqual([[], []]);
  });

  it('in a group asks where a tenant stands when a partition comes back from another member', async () => {
    const groupId = unique('group');
    const { handled, held, options } = store();
    await on.publish(0, message('a', 1));
    await on.publish(1, message('b', 1));
    inGroup(groupId, options);
    await eventually(() => expect(handled).toHaveLength(2));
    // The second takes one of the two partitions, moves on there, and gives it back.
    const second = inGroup(groupId, options);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await on.publish(0, message('a', 2));
    await on.publish(1, message('b', 2));
    await eventually(() => expect(handled).toHaveLength(4));
    await second.stop();
    await on.publish(0, message('a', 3));
    await on.publish(1, message('b', 3));
    await eventually(() => expect(handled).toHaveLength(6));
    expect(held).toEqual([]);
  });

  it('skips an unreadable message on request, and continues to the live end', async () => {
    const { handled, held, options } = store();
    const subscription = inGroup(unique('group'), options);
    await on.publish(0, message('a', 1), poison('a', 2), message('a', 2), message('b', 1));
    await eventually(() => expect(held).toHaveLength(1));
    await eventually(() => expect(handled).toEqual(['a1', 'b1']));
    expect([subscription.redrive('b'), subscription.skipUnreadable('b')]).toEqual([false, false]);
    expect(subscription.redrive('a')).toBe(true);
    await eventually(() => expect(held).toHaveLength(2));
    expect(subscription.skipUnreadable('a')).toBe(true);
    await eventually(() => expect(handled).toEqual(['a1', 'b1', 'a2']));
    await on.publish(0, message('a', 3));
    await eventually(() => expect(handled).toContain('a3'));
    expect(subscription.held()).toEqual([]);
  });

  it('rebuilds one tenant while the others continue', async () => {
    const { handled, drop, options } = store();
    const subscription = inGroup(unique('group'), options);
    const partition = partitionOf('a', 2);
    await on.publish(partition, message('a', 1), message('b', 1), message('a', 2));
    await eventually(() => expect(handled).toEqual(['a1', 'b1', 'a2']));
    await subscription.rebuild('a', () => drop('a'));
    expect(handled).toEqual(['a1', 'b1', 'a2', 'a1', 'a2']);
    await on.publish(partition, message('a', 3), message('b', 2));
    await eventually(() => expect(handled.slice(5).sort()).toEqual(['a3', 'b2']));
    await subscription.stop();
    const never = jest.fn();
    await expect(subscription.rebuild('a', never)).rejects.toThrow(/stopped/);
    expect(never).not.toHaveBeenCalled();
  });

  it('says when it has caught up, also with a held tenant, and how far it is behind', async () => {
    const { handled, held, options } = store();
    await on.publish(0, message('a', 1), poison('a', 2), message('b', 1));
    await on.publish(1, message('c', 1), message('c', 2));
    const live: string[][] = [];
    const onLive = () => void live.push([...handled].sort());
    const subscription = inGroup(unique('group'), { ...options, onLive });
    expect(subscription.lag()).toBeUndefined();
    await eventually(() => expect(live).toEqual([['a1', 'b1', 'c1', 'c2']]));
    expect(held).toHaveLength(1);
    await eventually(() => expect(subscription.lag()).toBe(0));
    await on.publish(1, message('c', 3));
    await eventually(() => expect(handled).toContain('c3'));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(live).toHaveLength(1);
  });

  it.each([
    ['a topic that is not there', () => ({ topic: unique('absent') }), /There is no topic/],
    ['a broker that is not there', () => ({ brokers: ['127.0.0.1:1'] }), /at 127\.0\.0\.1:1/],
  ])('says within seconds that it cannot read: %s', async (_, wrong, says) => {
    const troubles: string[] = [];
    const live = jest.fn();
    const log = lines();
    alone({
      ...wrong(),
      log,
      onLive: live,
      onTrouble: (reason: Error) => void troubles.push(reason.message),
    });
    await eventually(() => expect(troubles).toEqual([expect.stringMatching(says)]));
    expect(log.errors).toContain('subscriber cannot read');
    expect(live).not.toHaveBeenCalled();
  });

  it('holds a tenant on a gap and on an unreadable event, and tells it by a dead letter', async () => {
    const letters = await broker(1);
    const { handled, held } = alone({ deadLetterTopic: letters.topic });
    await on.publish(0, message('a', 1), poison('a', 2), message('a', 3));
    await on.publish(1, message('b', 2), message('c', 1));
    await eventually(() => expect(handled).toEqual(expect.arrayContaining(['a1', 'c1'])));
    await eventually(() => expect(held).toHaveLength(2));
    const found: Record<string, unknown>[] = [];
    await eventually(async () => {
      found.length = 0;
      await readTopic({
        kafka: letters.kafka,
        topic: letters.topic,
        onBatch: async ({ events }) => void found.push(...events.map((one) => ({ ...one }))),
      });
      expect(found).toHaveLength(2);
    });
    expect(found.map((one) => one['tenantId']).sort()).toEqual(['a', 'b']);
    await letters.close();
  });
});

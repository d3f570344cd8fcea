import { fromMessage } from '@rollcall/contracts';
import { message } from './broker.contract';
import type { Delivered, EventBatch } from './event-batch';
import { isolating } from './isolate';

const told = (tenant: string, position: number): Delivered => ({
  offset: String(position),
  event: fromMessage(message(tenant, position)),
});
const batch = (...events: Delivered[]): EventBatch => ({
  topic: 't',
  partition: 0,
  events,
  highWatermark: '100',
  lastOffset: '99',
});
const name = (one: Delivered): string =>
  'event' in one ? `${one.event.tenantId}${one.event.position}` : 'unreadable';

class Poison extends Error {}

/** A store that takes a batch whole or not at all, and passes over held tenants. */
const store = (poisoned: readonly string[]) => {
  const rows: string[] = [];
  const held = new Map<string, string>();
  let tries = 0;
  return {
    rows,
    held,
    tries: () => tries,
    isolation: {
      isPoison: (reason: unknown) => reason instanceof Poison,
      handle: async ({ events }: EventBatch) => {
        tries += 1;
        const live = events.filter((one) => !('event' in one) || !held.has(one.event.tenantId));
        for (const one of live) if (poisoned.includes(name(one))) throw new Poison(name(one));
        rows.push(...live.map(name));
      },
      hold: async (one: Delivered, reason: unknown) => {
        if ('event' in one) held.set(one.event.tenantId, (reason as Error).message);
      },
    },
  };
};

describe('isolating poison', () => {
  it('handles a sound batch whole, once', async () => {
    const { rows, tries, isolation } = store([]);
    await isolating(batch(told('a', 1), told('b', 1), told('a', 2)), isolation);
    expect(rows).toEqual(['a1', 'b1', 'a2']);
    expect(tries()).toBe(1);
  });

  it('holds the tenant of the poison, behind what came before it; the others go on', async () => {
    const { rows, held, isolation } = store(['a2']);
    const events = [1, 2, 3].flatMap((position) => [told('a', position), told('b', position)]);
    await isolating(batch(...events), isolation);
    expect(rows.filter((one) => one.startsWith('a'))).toEqual(['a1']);
    expect(rows.filter((one) => one.startsWith('b'))).toEqual(['b1', 'b2', 'b3']);
    expect([...held]).toEqual([['a', 'a2']]);
  });

  it('tries the event that stands alone three times more', async () => {
    const { tries, isolation } = store(['a1']);
    await isolating(batch(told('a', 1)), isolation);
    expect(tries()).toBe(4);
  });

  it('rejects when the reason is not in the events', async () => {
    const { rows, isolation } = store([]);
    const handle = async () => {
      throw new Error('no database');
    };
    await expect(isolating(batch(told('a', 1)), { ...isolation, handle })).rejects.toThrow(
      'no database',
    );
    expect(rows).toEqual([]);
  });

  it('rejects when the store goes away between two tries', async () => {
    const { held, isolation } = store([]);
    let tries = 0;
    const handle = async () => {
      tries += 1;
      throw tries === 1 ? new Poison() : new Error('no database');
    };
    await expect(isolating(batch(told('a', 1)), { ...isolation, handle })).rejects.toThrow(
      'no database',
    );
    expect(held.size).toBe(0);
  });
});

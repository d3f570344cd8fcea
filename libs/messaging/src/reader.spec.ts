import { tenantId, fromMessage } from '@rollcall/contracts';
import { message } from './broker.contract';
import type { Delivered } from './event-batch';
import { Reader, type ReaderOptions, type Stopped } from './reader';

const told = (tenant: string, position: number, offset: number): Delivered => ({
  offset: String(offset),
  event: fromMessage(message(tenant, position)),
});
const garbled = (tenant: string | undefined, offset: number): Delivered => ({
  offset: String(offset),
  tenantId: tenant,
  unreadable: 'not JSON',
});

const reading = (options: Partial<ReaderOptions> = {}) => {
  const handled: string[] = [];
  const stopped: Stopped[] = [];
  const reader = new Reader({
    positionOf: () => 0,
    handle: (event) => void handled.push(`${event.tenantId}${event.position}`),
    onHeld: (one) => stopped.push(one),
    ...options,
  });
  const take = (...events: Delivered[]) => reader.take({ events, partition: 7 });
  return { reader, take, handled, stopped };
};

describe('a reader', () => {
  it('handles each position once, in order', async () => {
    const { take, handled } = reading();
    await take(told('a', 1, 0), told('a', 1, 1), told('a', 2, 2), told('b', 1, 3));
    await take(told('a', 2, 4), told('a', 3, 5));
    expect(handled).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('begins behind the position that is kept', async () => {
    const { take, handled } = reading({ positionOf: (tenant) => (tenant === 'a' ? 2 : 0) });
    await take(told('a', 2, 0), told('a', 3, 1), told('b', 1, 2));
    expect(handled).toEqual(['a3', 'b1']);
  });

  it('asks for a position once, until it forgets', async () => {
    const asked: string[] = [];
    const { reader, take } = reading({
      positionOf: (tenant) => {
        asked.push(tenant);
        return 0;
      },
    });
    await take(told('a', 1, 0), told('a', 2, 1));
    expect(asked).toEqual(['a']);
    reader.forget();
    await take(told('a', 1, 0));
    expect(asked).toEqual(['a', 'a']);
  });

  it('holds a tenant at an event of an epoch that has ended, and handles nothing of it', async () => {
    const { reader, take, handled } = reading({
      positionOf: () => ({ position: 5, epoch: '2.e2' }),
    });
    await take(told('a', 6, 0));
    expect(handled).toEqual([]);
    expect(reader.held()).toMatchObject([
      { tenantId: 'a', reason: expect.stringContaining('epoch') },
    ]);
  });

  it('holds a tenant whose log went back in time, where its position was kept with its epoch', async () => {
    const { reader, take, handled } = reading({
      positionOf: () => ({ position: 5, epoch: 'e1' }),
    });
    const anew = (position: number, offset: number): Delivered => ({
      offset: String(offset),
      event: { ...fromMessage(message('a', position)), epoch: '2.e2' },
    });
    await take(told('a', 4, 0), anew(5, 1), told('b', 6, 2));
    expect(handled).toEqual(['b6']);
    expect(reader.held()).toMatchObject([
      { tenantId: 'a', offset: '1', reason: expect.stringContaining('went back in time') },
    ]);
  });

  it('holds a tenant on a gap, and the others go on', async () => {
    const { reader, take, handled, stopped } = reading();
    await take(told('a', 1, 0), told('a', 3, 1), told('b', 1, 2), told('a', 4, 3));
    expect(handled).toEqual(['a1', 'b1']);
    const held = { tenantId: 'a', partition: 7, offset: '1', reason: 'position 3 came after 1' };
    expect(stopped).toEqual([held]);
    expect(reader.held()).toEqual([held]);
  });

  it('holds a tenant whose event is unreadable, once', async () => {
    const { take, handled, stopped } = reading();
    await take(garbled('a', 0), garbled('a', 1), told('a', 1, 2), told('b', 1, 3));
    expect(handled).toEqual(['b1']);
    expect(stopped).toEqual([{ tenantId: 'a', partition: 7, offset: '0', reason: 'not JSON' }]);
  });

  it('tells of an unreadable message without a tenant, and holds nobody', async () => {
    const { reader, take, handled, stopped } = reading();
    await take(garbled(undefined, 0), told('a', 1, 1));
    expect(handled).toEqual(['a1']);
    expect(stopped).toMatchObject([{ tenantId: undefined, offset: '0' }]);
    expect(reader.held()).toEqual([]);
  });

  it('tries a failing handler three times, then holds', async () => {
    let tries = 0;
    const { take, stopped } = reading({
      handle: () => {
        tries += 1;
        throw new Error('no');
      },
    });
    await take(told('a', 1, 0));
    expect(tries).toBe(3);
    expect(stopped).toMatchObject([{ reason: 'the handler failed: no' }]);
  });

  it('goes on when the handler succeeds at the second try', async () => {
    let tries = 0;
    const { reader, take } = reading({
      handle: () => {
        tries += 1;
        if (tries === 1) throw new Error('no');
      },
    });
    await take(told('a', 1, 0), told('a', 2, 1));
    expect(tries).toBe(3);
    expect(reader.held()).toEqual([]);
  });

  it('releases a tenant when it meets the message of the hold again and can handle it', async () => {
    let broken = true;
    const handled: number[] = [];
    const { reader, take } = reading({
      handle: ({ position }) => {
        if (broken && position === 2) throw new Error('no');
        handled.push(position);
      },
    });
    await take(told('a', 1, 0), told('a', 2, 1), told('a', 3, 2));
    broken = false;
    await take(told('a', 3, 2));
    expect(handled).toEqual([1]);
    await take(told('a', 1, 0), told('a', 2, 1), told('a', 3, 2));
    expect(handled).toEqual([1, 2, 3]);
    expect(reader.held()).toEqual([]);
  });

  it('stays held, and says so again, when it fails again', async () => {
    const { reader, take, stopped } = reading({
      handle: () => {
        throw new Error('no');
      },
    });
    await take(told('a', 1, 0));
    await take(told('a', 1, 0), told('a', 2, 1));
    expect(stopped).toHaveLength(2);
    expect(reader.held()).toHaveLength(1);
  });

  it('knows the first hold of a partition', async () => {
    const { reader, take } = reading();
    expect(reader.firstHold(7)).toBeUndefined();
    await take(told('b', 2, 100), told('a', 2, 9));
    expect(reader.firstHold(7)).toBe('9');
    expect(reader.firstHold(8)).toBeUndefined();
  });

  it('rejects, and holds nobody, when a position cannot be learnt', async () => {
    let broken = true;
    const { reader, take, handled } = reading({
      positionOf: () => (broken ? Promise.reject(new Error('no database')) : 0),
    });
    await expect(take(told('a', 1, 0))).rejects.toThrow('no database');
    expect(reader.held()).toEqual([]);
    broken = false;
    await take(told('a', 1, 0));
    expect(handled).toEqual([`${tenantId('a')}1`]);
  });
});

import { fromMessage, tenantId } from '@rollcall/contracts';
import { eventually } from '@rollcall/testing';
import { message } from './broker.fixture';
import type { Delivered } from './event-batch';
import { garbled, reading, refusing, delivered } from './reading.fixture';

describe('a reader', () => {
  it('handles each position once, in order', async () => {
    const { take, handled } = reading();
    await take(
      delivered('a', 1, 0),
      delivered('a', 1, 1),
      delivered('a', 2, 2),
      delivered('b', 1, 3),
    );
    await take(delivered('a', 2, 4), delivered('a', 3, 5));
    expect(handled).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('begins behind the position that is kept', async () => {
    const { take, handled } = reading({ positionOf: (tenant) => (tenant === 'a' ? 2 : 0) });
    await take(delivered('a', 2, 0), delivered('a', 3, 1), delivered('b', 1, 2));
    expect(handled).toEqual(['a3', 'b1']);
  });

  it('asks for a position once, until it forgets', async () => {
    const lookups: string[] = [];
    const { reader, take } = reading({
      positionOf: (tenant) => {
        lookups.push(tenant);
        return 0;
      },
    });
    await take(delivered('a', 1, 0), delivered('a', 2, 1));
    expect(lookups).toEqual(['a']);
    reader.forget();
    await take(delivered('a', 1, 0));
    expect(lookups).toEqual(['a', 'a']);
  });

  it('holds a tenant at an event of an epoch that has ended, and handles nothing of it', async () => {
    const { reader, take, handled } = reading({
      positionOf: () => ({ position: 5, epoch: '2.e2' }),
    });
    await take(delivered('a', 6, 0));
    expect(handled).toEqual([]);
    expect(reader.held()).toMatchObject([
      { tenantId: 'a', reason: expect.stringContaining('epoch') },
    ]);
  });

  it('holds a tenant whose log went back in time, where its position was kept with its epoch', async () => {
    const { reader, take, handled } = reading({
      positionOf: () => ({ position: 5, epoch: 'e1' }),
    });
    const inNextEpoch = (position: number, offset: number): Delivered => ({
      offset: String(offset),
      event: { ...fromMessage(message('a', position)), epoch: '2.e2' },
    });
    await take(delivered('a', 4, 0), inNextEpoch(5, 1), delivered('b', 6, 2));
    expect(handled).toEqual(['b6']);
    expect(reader.held()).toMatchObject([
      { tenantId: 'a', offset: '1', reason: expect.stringContaining('went back in time') },
    ]);
  });

  it('holds a tenant on a gap, and the others go on', async () => {
    const { reader, take, handled, stopped } = reading();
    await take(
      delivered('a', 1, 0),
      delivered('a', 3, 1),
      delivered('b', 1, 2),
      delivered('a', 4, 3),
    );
    expect(handled).toEqual(['a1', 'b1']);
    const held = { tenantId: 'a', partition: 7, offset: '1', reason: 'position 3 came after 1' };
    expect(stopped).toEqual([held]);
    expect(reader.held()).toEqual([held]);
  });

  it('holds a tenant whose event is unreadable, once', async () => {
    const { take, handled, stopped } = reading();
    await take(garbled('a', 0), garbled('a', 1), delivered('a', 1, 2), delivered('b', 1, 3));
    expect(handled).toEqual(['b1']);
    expect(stopped).toEqual([{ tenantId: 'a', partition: 7, offset: '0', reason: 'not JSON' }]);
  });

  it('reports an unreadable message without a tenant, and holds none', async () => {
    const { reader, take, handled, stopped } = reading();
    await take(garbled(undefined, 0), delivered('a', 1, 1));
    expect(handled).toEqual(['a1']);
    expect(stopped).toMatchObject([{ tenantId: undefined, offset: '0' }]);
    expect(reader.held()).toEqual([]);
  });

  describe('that holds a tenant', () => {
    it('goes on when it meets the message of the hold again and can handle it', async () => {
      const { reader, take, handled, seeks } = reading();
      await take(delivered('a', 1, 0), garbled('a', 1), delivered('a', 3, 2));
      expect(reader.redrive('a')).toBe(true);
      expect(seeks).toEqual(['7/1']);
      await take(delivered('a', 2, 1), delivered('a', 3, 2));
      expect(handled).toEqual(['a1', 'a2', 'a3']);
      expect([reader.held(), reader.redrive('a'), reader.redrive('b')]).toEqual([[], false, false]);
    });

    it('stays held, and says so again, when it is as it was', async () => {
      const { reader, take, stopped } = reading();
      await take(garbled('a', 0));
      await take(garbled('a', 0), delivered('a', 1, 1));
      expect(stopped).toHaveLength(2);
      expect(reader.held()).toHaveLength(1);
    });

    it('skips an unreadable message on request, and a gap after it holds', async () => {
      const { reader, take, handled, stopped } = reading();
      const all = [
        delivered('a', 1, 0),
        garbled('a', 1),
        delivered('a', 2, 2),
        garbled('a', 3),
        delivered('a', 4, 4),
      ];
      await take(...all);
      expect(reader.skipUnreadable('a')).toBe(true);
      await take(...all.slice(1));
      expect(handled).toEqual(['a1', 'a2']);
      expect(reader.skipUnreadable('a')).toBe(true);
      await take(...all.slice(3));
      expect(stopped.at(-1)).toMatchObject({ reason: 'position 4 came after 2' });
      expect([reader.skipUnreadable('a'), reader.skipUnreadable('b')]).toEqual([false, false]);
    });

    it('goes on by itself when what was missing comes', async () => {
      const { reader, take, handled, seeks } = reading();
      const gap = [delivered('a', 3, 1), delivered('a', 4, 2)];
      await take(delivered('a', 1, 0), ...gap, delivered('a', 2, 3));
      expect([handled, seeks]).toEqual([['a1', 'a2'], ['7/1']]);
      await take(...gap, delivered('a', 2, 3), delivered('a', 5, 4));
      expect(handled).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
      expect(reader.held()).toEqual([]);
    });

    it('waits and goes on after it when the handler refuses what was missing', async () => {
      const { broken, handled, handle } = refusing();
      const { reader, take, seeks } = reading({ handle });
      broken.add('a2');
      const gap = delivered('a', 3, 1);
      await take(delivered('a', 1, 0), gap, delivered('a', 2, 3));
      expect([reader.waiting().length, reader.firstHold(7)]).toEqual([1, '1']);
      broken.clear();
      await eventually(() => expect(seeks).toEqual(['7/1']));
      await take(gap, delivered('a', 2, 3), delivered('a', 4, 4));
      expect(handled).toEqual(['a1', 'a2', 'a3', 'a4']);
    });

    it('goes on by itself when the rows were put right: their place is another one', async () => {
      let place = 1;
      const { reader, take, handled, seeks } = reading({ positionOf: () => place });
      await take(delivered('a', 3, 0));
      await reader.lookAgain();
      expect(seeks).toEqual([]);
      place = 2;
      await reader.lookAgain();
      expect(seeks).toEqual(['7/0']);
      await take(delivered('a', 3, 0));
      expect([handled, reader.held()]).toEqual([['a3'], []]);
    });

    it('stays held when its place cannot be learnt', async () => {
      let broken = false;
      const { reader, take } = reading({
        positionOf: () => {
          if (broken) throw new Error('no database');
          return 1;
        },
      });
      await take(delivered('a', 3, 0));
      broken = true;
      await reader.lookAgain();
      expect(reader.held()).toHaveLength(1);
    });
  });

  it('knows the first hold of a partition', async () => {
    const { reader, take } = reading();
    expect(reader.firstHold(7)).toBeUndefined();
    await take(delivered('b', 2, 100), delivered('a', 2, 9));
    expect(reader.firstHold(7)).toBe('9');
    expect(reader.firstHold(8)).toBeUndefined();
  });

  it('rejects, and holds no tenant, when a position cannot be read', async () => {
    let broken = true;
    const { reader, take, handled } = reading({
      positionOf: () => (broken ? Promise.reject(new Error('no database')) : 0),
    });
    await expect(take(delivered('a', 1, 0))).rejects.toThrow('no database');
    expect(reader.held()).toEqual([]);
    broken = false;
    await take(delivered('a', 1, 0));
    expect(handled).toEqual([`${tenantId('a')}1`]);
  });
});

import { eventually } from '@rollcall/testing';
import { reading, refusing, delivered } from './reading.fixture';

describe('a reader whose handler fails', () => {
  it('calls it again by itself until it succeeds, and goes on with what came meanwhile', async () => {
    const { broken, handled, handle } = refusing();
    const { reader, take, stopped, waiting, seeks } = reading({ handle });
    broken.add('a2');
    const all = [
      delivered('a', 1, 0),
      delivered('a', 2, 1),
      delivered('a', 3, 2),
      delivered('b', 1, 3),
    ];
    await take(...all);
    expect(handled).toEqual(['a1', 'b1']);
    expect(reader.waiting()).toMatchObject([{ tenantId: 'a', offset: '1', position: 2, tries: 1 }]);
    expect(reader.firstHold(7)).toBe('1');
    await eventually(() => expect(waiting.length).toBeGreaterThanOrEqual(4));
    expect(waiting.slice(0, 4).map((one) => one.againInMs)).toEqual([10, 20, 40, 40]);
    expect(handled).toEqual(['a1', 'b1']);
    broken.clear();
    await eventually(() => expect(handled).toEqual(['a1', 'b1', 'a2']));
    // The first that was passed over is read again, and commits stay before it until then.
    await eventually(() => expect(seeks).toEqual(['7/2']));
    expect(reader.firstHold(7)).toBe('2');
    await take(delivered('b', 2, 4), ...all.slice(2), delivered('a', 4, 5));
    expect(handled).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
    expect([reader.firstHold(7), reader.waiting(), stopped]).toEqual([undefined, [], []]);
  });

  it('goes on with what comes next when nothing came meanwhile', async () => {
    const { broken, handled, handle } = refusing();
    const { reader, take, seeks } = reading({ handle });
    broken.add('a1');
    await take(delivered('a', 1, 0));
    broken.clear();
    await eventually(() => expect(reader.waiting()).toEqual([]));
    await take(delivered('a', 2, 1));
    expect([handled, seeks]).toEqual([['a1', 'a2'], []]);
  });

  it('never calls it twice at once', async () => {
    let under = 0;
    let most = 0;
    let tries = 0;
    const { reader, take } = reading({
      handle: async () => {
        most = Math.max(most, (under += 1));
        await new Promise((resolve) => setTimeout(resolve, 15));
        under -= 1;
        tries += 1;
        if (tries < 4) throw new Error('no');
      },
    });
    await take(delivered('a', 1, 0));
    while (reader.waiting().length > 0) {
      reader.redrive('a');
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    expect([most, tries]).toEqual([1, 4]);
  });

  it('does not call it again when it is closed, nor when the partition went away', async () => {
    for (const end of ['close', 'forget'] as const) {
      const { broken, handle } = refusing();
      const { reader, take, waiting } = reading({ handle });
      broken.add('a1');
      await take(delivered('a', 1, 0));
      await reader[end]();
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(waiting).toHaveLength(1);
    }
  });

  it('keeps the hold of its place when it is closed: nothing commits past it', async () => {
    const { broken, handle } = refusing();
    const { reader, take } = reading({ handle });
    broken.add('a1');
    await take(delivered('a', 1, 3));
    await reader.close();
    expect(reader.firstHold(7)).toBe('3');
  });
});

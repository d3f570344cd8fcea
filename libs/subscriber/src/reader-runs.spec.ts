import type { ReadEvent } from '@rollcall/contracts';
import { delivered, garbled, reading, refusing } from './reading.fixture';

/** A handler of several that keeps what it got, by call. */
const several = (fails: () => boolean = () => false) => {
  const calls: string[][] = [];
  const handleAll = async (events: readonly ReadEvent[]): Promise<void> => {
    await Promise.resolve();
    if (fails()) throw new Error('no');
    calls.push(events.map(({ tenantId, position }) => `${tenantId}${position}`));
  };
  return { calls, handleAll };
};

describe('a handler of several events', () => {
  it('gets what follows, of tenants whose place is known', async () => {
    const { calls, handleAll } = several();
    const { take, handled } = reading({ handleAll });
    await take(delivered('a', 1, 0), delivered('b', 1, 1));
    await take(
      delivered('a', 2, 2),
      delivered('b', 2, 3),
      delivered('a', 3, 4),
      delivered('a', 4, 5),
    );
    expect([handled, calls]).toEqual([['a1', 'b1'], [['a2', 'b2', 'a3', 'a4']]]);
  });

  it('gets nothing twice, nothing after a gap and nothing of a tenant that is held', async () => {
    const { calls, handleAll } = several();
    const { take, handled, stopped } = reading({ handleAll });
    await take(delivered('a', 1, 0), delivered('b', 1, 1));
    await take(
      delivered('a', 2, 2),
      delivered('a', 2, 3),
      delivered('b', 3, 4),
      delivered('a', 3, 5),
      garbled('a', 6),
      delivered('a', 4, 7),
      delivered('b', 4, 8),
    );
    expect(handled.concat(...calls)).toEqual(['a1', 'b1', 'a2', 'a3']);
    expect(stopped.map(({ tenantId, offset }) => `${tenantId} ${offset}`)).toEqual(['b 4', 'a 6']);
  });

  it('is followed by the handler of one when it fails, so that one tenant alone waits', async () => {
    const { broken, handled, handle } = refusing();
    const { calls, handleAll } = several(() => broken.size > 0);
    const { take, reader, waiting } = reading({ handle, handleAll });
    await take(delivered('a', 1, 0), delivered('b', 1, 1));
    broken.add('a2');
    await take(delivered('a', 2, 2), delivered('a', 3, 3), delivered('b', 2, 4));
    expect(calls).toEqual([]);
    expect(handled).toEqual(['a1', 'b1', 'b2']);
    expect(waiting[0]).toMatchObject({ tenantId: 'a', position: 2 });
    await reader.close();
  });
});

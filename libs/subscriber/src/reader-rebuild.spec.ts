import { reading, refusing, delivered } from './reading.fixture';

describe('a reader that rebuilds a tenant', () => {
  const history = [
    delivered('a', 1, 0),
    delivered('b', 1, 1),
    delivered('a', 2, 2),
    delivered('a', 3, 3),
  ];

  it('drops what there is, reads all of it, and then what came meanwhile', async () => {
    const order: string[] = [];
    const { reader, take, seeks } = reading({
      handle: ({ tenantId: id, position }) => void order.push(`${id}${position}`),
    });
    await take(...history);
    const dropped = reader.rebuild(
      'a',
      7,
      () => void order.push('drop'),
      async (read) => {
        // Events of the tenant wait for the end; the others continue.
        await take(delivered('a', 4, 4), delivered('b', 2, 5));
        expect(reader.firstHold(7)).toBe('0');
        await read([...history, delivered('a', 4, 4)]);
      },
    );
    await dropped;
    const first = ['a1', 'b1', 'a2', 'a3'];
    expect(order).toEqual([...first, 'drop', 'b2', 'a1', 'a2', 'a3', 'a4']);
    expect(seeks).toEqual(['7/4']);
    await take(delivered('a', 4, 4), delivered('b', 2, 5), delivered('a', 5, 6));
    expect(order.slice(-1)).toEqual(['a5']);
    expect(reader.firstHold(7)).toBeUndefined();
  });

  it('waits for what is in hand before anything is dropped', async () => {
    let through!: () => void;
    const slow = new Promise<void>((resolve) => (through = resolve));
    const order: string[] = [];
    const { reader, take } = reading({
      handle: async ({ position }) => {
        if (order.length === 0) await slow;
        order.push(`a${position}`);
      },
    });
    const live = take(delivered('a', 1, 0));
    const rebuilt = reader.rebuild(
      'a',
      7,
      () => void order.push('drop'),
      (read) => read([delivered('a', 1, 0)]),
    );
    through();
    await Promise.all([live, rebuilt]);
    expect(order).toEqual(['a1', 'drop', 'a1']);
  });

  it('ends a hold, calls a failing handler again, and holds where it meets a gap', async () => {
    const { broken, handled, handle } = refusing();
    const { reader, take } = reading({ handle });
    await take(delivered('a', 2, 9));
    broken.add('a2');
    setTimeout(() => broken.clear(), 40);
    await reader.rebuild(
      'a',
      7,
      () => undefined,
      (read) => read(history),
    );
    expect(handled).toEqual(['a1', 'a2', 'a3']);
    expect(reader.held()).toEqual([]);
    const gap = [delivered('a', 1, 0), delivered('a', 3, 1)];
    const rebuilt = reader.rebuild(
      'a',
      7,
      () => undefined,
      (read) => read(gap),
    );
    await expect(rebuilt).rejects.toThrow('position 3 came after 1');
    expect(reader.held()).toMatchObject([{ tenantId: 'a', offset: '1' }]);
  });

  it('holds the tenant when its rows cannot be dropped, and rejects', async () => {
    const { reader } = reading();
    const failing = () => Promise.reject(new Error('no database'));
    const rebuilt = reader.rebuild('a', 7, failing, () => Promise.resolve());
    await expect(rebuilt).rejects.toThrow('no database');
    expect(reader.held()).toMatchObject([{ tenantId: 'a', offset: '0' }]);
  });

  it('rejects when its partition goes to another member', async () => {
    const { reader, handled } = reading();
    const rebuilt = reader.rebuild(
      'a',
      7,
      () => undefined,
      async (read) => {
        await read([delivered('a', 1, 0)]);
        reader.forget();
        await read([delivered('a', 2, 1)]);
      },
    );
    await expect(rebuilt).rejects.toThrow('another member');
    expect(handled).toEqual(['a1']);
  });
});

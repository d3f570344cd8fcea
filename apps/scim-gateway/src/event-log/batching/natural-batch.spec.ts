import { NaturalBatch, type Pauses } from './natural-batch';

const AN_HOUR = 3_600_000;

/** A batch whose runs end when the spec ends them. */
const batching = (pauses: Partial<Pauses> = {}) => {
  const turns: string[][] = [];
  const ends: (() => void)[] = [];
  const idle = jest.fn();
  const batch = new NaturalBatch<string>(
    4,
    (items) => {
      turns.push(items);
      return new Promise((resolve) => ends.push(resolve));
    },
    { lingerMs: 0, cooldownMs: () => 0, idle, ...pauses },
  );
  const begun = async (count: number): Promise<void> => {
    while (turns.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  const end = async (): Promise<void> => {
    ends.at(-1)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { batch, turns, begun, end, idle };
};

describe('a natural batch', () => {
  it('has what came in one breath, then what came while the batch ran', async () => {
    const { batch, turns, begun, end } = batching();
    batch.add('a');
    batch.add('b');
    await begun(1);
    batch.add('c');
    batch.add('d');
    await end();
    await begun(2);
    expect(turns).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('takes no more than its most at once', async () => {
    const { batch, turns, begun, end } = batching({ lingerMs: AN_HOUR });
    for (const one of ['a', 'b', 'c', 'd', 'e']) batch.add(one);
    await begun(1);
    batch.add('f');
    batch.add('g');
    batch.add('h');
    await end();
    await begun(2);
    expect(turns).toEqual([
      ['a', 'b', 'c', 'd'],
      ['e', 'f', 'g', 'h'],
    ]);
  });

  it('lingers for the callers that got an answer and send again', async () => {
    const { batch, turns, begun, end } = batching({ lingerMs: AN_HOUR });
    batch.add('a1');
    batch.add('b1');
    await begun(1);
    batch.add('c1');
    await end();
    expect(turns).toHaveLength(1);
    batch.add('a2');
    batch.add('b2');
    await begun(2);
    expect(turns[1]).toEqual(['c1', 'a2', 'b2']);
  });

  it('runs without callers that do not return', async () => {
    const { batch, turns, begun, end } = batching({ lingerMs: 2 });
    batch.add('a');
    await begun(1);
    batch.add('b');
    await end();
    await begun(2);
    expect(turns[1]).toEqual(['b']);
  });

  it('lets a lone caller wait for nothing', async () => {
    const { batch, turns, begun, end } = batching({ lingerMs: AN_HOUR });
    batch.add('a1');
    await begun(1);
    await end();
    batch.add('a2');
    await begun(2);
    expect(turns).toEqual([['a1'], ['a2']]);
  });

  it('cools down as long as it must, then takes all that came meanwhile', async () => {
    const { batch, turns, begun, end, idle } = batching({ cooldownMs: () => 5 });
    batch.add('a');
    await begun(1);
    await end();
    batch.add('b');
    batch.add('c');
    expect(turns).toHaveLength(1);
    expect(idle).not.toHaveBeenCalled();
    await begun(2);
    expect(turns[1]).toEqual(['b', 'c']);
  });

  it('reports when nothing waits any more', async () => {
    const { batch, begun, end, idle } = batching();
    batch.add('a');
    await begun(1);
    expect(idle).not.toHaveBeenCalled();
    await end();
    expect(idle).toHaveBeenCalledTimes(1);
  });
});

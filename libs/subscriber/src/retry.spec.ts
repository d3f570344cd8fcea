import { atMost, beating, growing } from './retry';

const never = new Promise<void>(() => undefined);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('patience', () => {
  it('ends with the work, with its failure, or with the limit', async () => {
    const began = performance.now();
    await atMost(60_000, Promise.resolve());
    await atMost(60_000, Promise.reject(new Error('no')));
    await atMost(60_000, undefined);
    await atMost(20, never);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a pause between tries', () => {
  it('grows with the failures, up to the longest', () => {
    const pauses = { firstMs: 200, mostMs: 30_000 };
    expect([1, 2, 3, 8, 9, 1_000].map((n) => growing(pauses, n))).toEqual([
      200, 400, 800, 25_600, 30_000, 30_000,
    ]);
  });
});

describe('a heart', () => {
  it('beats while the work goes on, and no longer, whatever a beat says', async () => {
    let beats = 0;
    let third!: () => void;
    const work = new Promise<void>((resolve) => (third = resolve));
    const beat = () => {
      beats += 1;
      if (beats === 3) third();
      return Promise.reject(new Error('rebalancing'));
    };
    expect(await beating(beat, 10, () => work.then(() => 'done'))).toBe('done');
    const before = beats;
    await sleep(50);
    expect(beats).toBe(before);
  });

  it('stops with work that fails', async () => {
    let beats = 0;
    const failing = beating(
      async () => void (beats += 1),
      10,
      () => Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    await sleep(40);
    expect(beats).toBe(0);
  });
});

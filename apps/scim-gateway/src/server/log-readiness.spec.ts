import { LogReadiness } from './log-readiness';

describe('whether the event log answers', () => {
  let now = 0;
  let ask: () => Promise<unknown> = () => Promise.resolve();
  const answers = (): void => void (ask = () => Promise.resolve());
  const refuses = (): void => void (ask = () => Promise.reject(new Error('57P03')));
  const isSilent = (): void => void (ask = () => new Promise(() => undefined));
  let readiness: LogReadiness;
  beforeEach(() => {
    now = 0;
    readiness = new LogReadiness(
      () => ask(),
      () => now,
      5,
    );
  });

  it('it is missing until it has answered once', async () => {
    refuses();
    expect(await readiness.missing()).toEqual(['postgres']);
    answers();
    expect(await readiness.missing()).toEqual([]);
    expect(readiness.worries()).toEqual([]);
  });

  it.each([
    ['refuses', refuses],
    ['is frozen', isSilent],
  ])('a primary that %s is waited for, and then it is missing', async (_, goes) => {
    answers();
    await readiness.missing();
    goes();
    now = 6_000;
    expect(await readiness.missing()).toEqual([]);
    expect(readiness.worries()).toEqual([expect.stringMatching(/^postgres: no answer for 6 s/)]);
    now = 31_000;
    expect(await readiness.missing()).toEqual(['postgres']);
    answers();
    expect(await readiness.missing()).toEqual([]);
  });
});

import { SteadyClock } from './steady-clock';

describe('the clock that tokens are judged by', () => {
  it('starts at what Redis says and goes on by the monotonic clock', () => {
    let monotonic = 5_000;
    const clock = new SteadyClock(() => monotonic);
    clock.hear(1_000_000);
    monotonic += 250;
    expect(clock.now()).toBe(1_000_250);
  });

  it('does not follow a wall clock that jumps, and tells the difference', () => {
    const clock = new SteadyClock(() => 0);
    clock.hear(1_000_000);
    clock.hear(9_000_000);
    expect(clock.now()).toBe(1_000_000);
    expect(clock.difference).toBe(8_000_000);
  });
});

import { SteadyClock } from './steady-clock';

describe('the clock that expiry is judged by', () => {
  it('starts at Redis’ time and advances by the monotonic clock', () => {
    let monotonic = 5_000;
    const clock = new SteadyClock(() => monotonic);
    clock.sync(['1000', '0']);
    monotonic += 250;
    expect(clock.now()).toBe(1_000_250);
  });

  it('does not follow a wall clock that jumps, and shows the difference', () => {
    const clock = new SteadyClock(() => 0);
    clock.sync(['1000', '0']);
    clock.sync(['9000', '0']);
    expect(clock.now()).toBe(1_000_000);
    expect(clock.difference).toBe(8_000_000);
  });
});

import { durationOf } from './speaking';

describe('a duration', () => {
  it.each([
    [0.4, '0 ms'],
    [41.6, '42 ms'],
    [999, '999 ms'],
    [999.7, '1 s'],
    [1_240, '1.2 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [10_012, '10 s'],
    [65_400, '65 s'],
  ])('of %d ms is said as %s', (ms, said) =>
    expect(durationOf(ms, String).replace('\u00a0', ' ')).toBe(said),
  );
});

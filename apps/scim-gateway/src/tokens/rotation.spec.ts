import { daysLeft } from './days-left';
import { judge, later, QUIET_MS, safeAt } from './rotation';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const ago = (ms: number): Date => new Date(NOW - ms);

describe('a rotation', () => {
  it('is not safe before the new token was seen, however quiet the old one is', () =>
    expect(judge(0, null, NOW)).toBe('new-not-seen'));

  it('is not safe while the old token was used within the quiet time', () => {
    expect(judge(5, ago(0), NOW)).toBe('old-still-used');
    expect(judge(5, ago(QUIET_MS - 1), NOW)).toBe('old-still-used');
  });

  it('is safe when the new one was seen and the old one is quiet, or was never used', () => {
    expect(judge(1, ago(QUIET_MS), NOW)).toBe('safe');
    expect(judge(1, null, NOW)).toBe('safe');
  });

  it('says when the old token can go, and nothing where waiting is not enough', () => {
    const lastAt = ago(10 * 60_000);
    expect(safeAt('old-still-used', lastAt)).toEqual(new Date(NOW + 50 * 60_000));
    expect(judge(1, lastAt, NOW + 50 * 60_000)).toBe('safe');
    expect(safeAt('new-not-seen', lastAt)).toBeNull();
    expect(safeAt('safe', ago(QUIET_MS))).toBeNull();
  });

  it('waits longer than an identity provider takes to come round', () =>
    expect(QUIET_MS).toBeGreaterThan(40 * 60_000));

  it('uses the newest use of the old token, at any gateway', () => {
    expect(later(ago(5), ago(9))).toEqual(ago(5));
    expect(later(null, ago(9))).toEqual(ago(9));
    expect(later(null, null)).toBeNull();
  });
});

it('begun days are whole ones, and what is over has none', () => {
  expect(daysLeft('2026-11-26T11:00:00Z', NOW)).toBe(1);
  expect(daysLeft('2026-12-25T12:00:00Z', NOW)).toBe(30);
  expect(daysLeft('2026-11-25T11:00:00Z', NOW)).toBe(0);
});

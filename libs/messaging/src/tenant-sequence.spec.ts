import { TenantSequence } from './tenant-sequence';

describe('the sequence of a tenant', () => {
  it('begins at position 1', () => {
    const sequence = new TenantSequence();
    expect(sequence.knows('a')).toBe(false);
    expect(sequence.position('a')).toBe(0);
    expect(sequence.place('a', 1)).toBe('next');
    expect(sequence.place('a', 2)).toBe('gap');
  });

  it('moves for itself only', () => {
    const sequence = new TenantSequence([['a', 4]]);
    expect(sequence.place('a', 4)).toBe('seen');
    expect(sequence.place('a', 5)).toBe('next');
    sequence.moved('a', 5);
    expect(sequence.place('a', 5)).toBe('seen');
    expect(sequence.place('a', 7)).toBe('gap');
    expect(sequence.place('b', 1)).toBe('next');
    expect([...sequence.entries()]).toEqual([['a', 5]]);
  });
});

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

  it('takes nothing of an epoch that ended before the one that it holds', () => {
    const sequence = new TenantSequence();
    sequence.begin('a', { position: 9, epoch: '3.ab12' });
    expect(sequence.place('a', 10, '2.cd34')).toBe('stray');
    expect(sequence.place('a', 10, 'f1d2')).toBe('stray');
    expect(sequence.place('a', 10, '4.ef56')).toBe('next');
    expect(sequence.place('a', 10)).toBe('next');
  });

  it('notices a position that comes again in a later epoch, and no other', () => {
    const sequence = new TenantSequence();
    sequence.begin('a', { position: 9, epoch: 'f1d2' });
    expect(sequence.place('a', 8, 'f1d2')).toBe('seen');
    expect(sequence.place('a', 8, '2.ab12')).toBe('rewritten');
    expect(sequence.place('a', 10, '2.ab12')).toBe('next');
    sequence.moved('a', 10, '2.ab12');
    expect(sequence.place('a', 8, 'f1d2')).toBe('seen');
    expect(sequence.place('a', 10, '10.cd')).toBe('rewritten');
  });

  it('that was begun without an epoch cannot tell, and drops as ever', () => {
    const sequence = new TenantSequence();
    sequence.begin('a', 9);
    expect(sequence.place('a', 8, '2.ab12')).toBe('seen');
  });
});

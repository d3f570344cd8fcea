import { Peppers, UnknownPepper } from './peppers';

const OLD = 'old:0123456789abcdef';
const NEW = 'new:fedcba9876543210';

describe('peppers', () => {
  it('sign with the first and verify with all of them', () => {
    const before = new Peppers([OLD], 'PEPPERS').digest('secret');
    const after = new Peppers([NEW, OLD], 'PEPPERS');
    expect(after.digest('secret').digestKey).toBe('new');
    expect(after.matches('secret', before)).toBe(true);
    expect(after.matches('Secret', before)).toBe(false);
  });

  it('make digests that differ by pepper', () =>
    expect(new Peppers([OLD], 'PEPPERS').digest('s').digest).not.toBe(
      new Peppers([NEW], 'PEPPERS').digest('s').digest,
    ));

  it('do not guess about a pepper that is not configured', () =>
    expect(() =>
      new Peppers([NEW], 'PEPPERS').matches(
        'secret',
        new Peppers([OLD], 'PEPPERS').digest('secret'),
      ),
    ).toThrow(UnknownPepper));

  it('give the digest by each of them, the first one first', () => {
    const all = new Peppers([NEW, OLD], 'PEPPERS').all('secret');
    expect(all).toEqual([
      new Peppers([NEW], 'PEPPERS').digest('secret'),
      new Peppers([OLD], 'PEPPERS').digest('secret'),
    ]);
  });

  it('hold a colon inside the secret', () =>
    expect(new Peppers(['a:0123456789:abcdef'], 'PEPPERS').digest('s').digest).not.toBe(
      new Peppers(['a:0123456789'], 'PEPPERS').digest('s').digest,
    ));

  it('refuse a digest of another length', () =>
    expect(new Peppers([OLD], 'PEPPERS').matches('s', { digest: 'AAAA', digestKey: 'old' })).toBe(
      false,
    ));
});

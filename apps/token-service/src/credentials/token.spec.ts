import { checksumOf, formatToken, isTokenId, newTokenParts, parseToken } from './token';

const parts = { id: 'A1b2C3d4E5f6G7h8', secret: 'x'.repeat(43) };

describe('a token', () => {
  it('is read back into the parts it was made of', () => {
    const made = newTokenParts();
    expect(parseToken(formatToken(made))).toEqual(made);
  });

  it('has the shape that scanners look for', () =>
    expect(formatToken(newTokenParts())).toMatch(/^rc_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/));

  it('ends with the CRC-32 of what stands before, in base 62', () => {
    expect(checksumOf('')).toBe('000000');
    // CRC-32 of "123456789" is cbf43926 (the check value of the algorithm) = 3421780262.
    expect(checksumOf('123456789')).toBe('3jZRME');
  });

  it('is refused when any one character is another', () => {
    const token = formatToken(parts);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'Q' ? 'R' : 'Q';
      expect(parseToken(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', 'rc_', 'rc_a_b', ` ${formatToken(parts)}`, `${formatToken(parts)}\n`])(
    'is refused in another shape: %j',
    (text) => expect(parseToken(text)).toBeUndefined(),
  );

  it('has an id that no other text passes for', () => {
    expect(isTokenId(parts.id)).toBe(true);
    expect(isTokenId(`${parts.id}\n`)).toBe(false);
    expect(isTokenId('../../etc')).toBe(false);
  });

  it('is drawn evenly from all 62 digits', () => {
    const seen = new Map<string, number>();
    for (let i = 0; i < 2_000; i += 1)
      for (const digit of newTokenParts().secret) seen.set(digit, (seen.get(digit) ?? 0) + 1);
    expect(seen.size).toBe(62);
    const expected = (2_000 * 43) / 62;
    for (const count of seen.values())
      expect(Math.abs(count - expected)).toBeLessThan(expected / 5);
  });
});

import { searching } from './text-search';

describe('texts that are sought', () => {
  it.each([
    [['ada lovelace'], 'to ada lovelace!', true],
    [['ada lovelace'], 'to ada  lovelace', false],
    [['lovelace'], 'lovelaces', false],
    [['a b c d', 'b c'], 'a b c x', true],
    [['a b a b c'], 'a b a b a b c', true],
    [['x y', 'y z'], 'x x y', true],
    [['(jo)'], 'a (jo)', true],
    [[], 'anything', false],
    [[''], 'anything', false],
    [['ada'], '', false],
  ])('%j are found in %j: %s', (sought, text, found) =>
    expect(searching(new Set(sought))(text)).toBe(found),
  );

  const many = Array.from({ length: 60 }, (_, i) => `x${i}`);
  it.each([
    ['few', []],
    ['many', many],
  ])('agree with a look for one after the other, when they are %s', (_, more) => {
    const words = ['a', 'b', 'ab', ' ', '-', '.'];
    let seed = 7;
    const next = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const some = (most: number): string =>
      Array.from({ length: 1 + next(most) }, () => words[next(words.length)]).join('');
    const isWord = (character: string | undefined): boolean => /[a-z]/.test(character ?? ' ');
    for (let i = 0; i < 2_000; i += 1) {
      const [sought, text] = [Array.from({ length: 1 + next(4) }, () => some(4)), some(9)];
      const found = sought.some((one) =>
        [...text].some((_, at) => {
          const end = at + one.length;
          const cut =
            (isWord(one[0]) && isWord(text[at - 1])) || (isWord(one.at(-1)) && isWord(text[end]));
          return text.startsWith(one, at) && !cut;
        }),
      );
      expect([sought, text, searching(new Set([...sought, ...more]))(text)]).toEqual([
        sought,
        text,
        found,
      ]);
    }
  });
});

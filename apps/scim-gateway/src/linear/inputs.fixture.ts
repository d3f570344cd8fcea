/** The worst inputs that are known, for the rows of what reads them. */
import { list, run, type Texts } from '@rollcall/testing';

/** Characters of a body. */
export const BODY = 1_048_576;
/** Characters of an address, or of a header. */
export const HEAD = 16_384;
/** Things in a body: few enough for V8 to allocate the lists of all sizes in one way. */
export const COUNT = 4_000;
/** Names of one object: so many that V8 keeps the objects of all sizes in one way. */
export const NAMES = 12_000;

export const names = (count: number, before = ''): Record<string, unknown> =>
  Object.fromEntries(list(count, (i) => [`${before}x${i}`, 'a']));

export const PATHS: Texts = [
  ['open brackets', (n) => run(n, '[')],
  ['pairs of brackets', (n) => run(n, '[]', 'x')],
  ['dots', (n) => run(n, 'a.')],
  ['colons', (n) => run(n, 'urn:')],
  ['letters', (n) => run(n, 'a')],
];

/** Inputs that cost as much as they can, for the rows of growth. */
import { flat, row, type Row } from './growth';

export type Texts = readonly (readonly [says: string, make: (size: number) => string])[];

/** A text of a length: what is repeated, and what spoils it in the end. */
export const run = (length: number, part: string, end = ''): string =>
  flat(part.repeat(Math.max(0, Math.ceil((length - end.length) / part.length))) + end);

export const list = <T>(length: number, make: (i: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));

/** A row for each of some texts. */
export const forEach = (
  name: string,
  upTo: number,
  texts: Texts,
  read: (text: string) => unknown,
): readonly Row[] => texts.map(([says, make]) => row(name, says, upTo, (n) => flat(make(n)), read));

/** What is neither a word nor a number, nor ends as it began. */
export const TEXTS: Texts = [
  ['letters', (n) => run(n, 'a', '!')],
  ['digits', (n) => run(n, '1', 'x')],
  ['blanks', (n) => run(n, ' ', '\u2028')],
  ['combining marks', (n) => `a${'\u0301'.repeat(n / 8)}${'\u0316'.repeat(n / 8)}`],
];

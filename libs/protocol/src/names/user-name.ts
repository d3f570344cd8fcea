/**
 * What userNames are compared by: UsernameCaseMapped of PRECIS (RFC 8265 §3.3) over the
 * IdentifierClass of RFC 8264, as the generated table of one Unicode version has it.
 *
 * Stricter than the RFC in two things, so that names that were one person's stay one: a final sigma is a
 * sigma, as in `foldCase`, and blanks in a row are one. The bidi rule is of the parts of a name, as
 * RFC 5893 has it of labels: a Hebrew name at a Latin domain is an address like any other. The whole
 * of an e-mail address is one name; its domain is not read as IDNA.
 */
import { wrongValue } from '../errors';
import { foldCase, isStreamSafe } from '../case-fold';
import { named, verdictOf } from './characters';
import { contextOf, directionBroken } from './context';
import { type NameKeys, keysBy } from './key';
import { UNICODE } from './table';

const isInside = (name: string): boolean => !name.startsWith(' ') && !name.endsWith(' ');

/** Printable ASCII that neither begins nor ends with a blank: nearly every name. */
export const isPlain = (name: string): boolean =>
  ASCII.test(name) && isInside(name) && !name.includes('  ');
const ASCII = /^[\x20-\x7e]*$/;
/** Names of Latin letters, of which each may stand in a name: most of the others. */
const LATIN = /^[\x20-\x7eÀ-ÖØ-öø-ıĴ-ľŁ-ňŊ-ž]+$/;

const pointsOf = (text: string): number[] =>
  Array.from(text, (one) => one.codePointAt(0) as number);

/** RFC 8264 §5.2.1: fullwidth and halfwidth forms become what they are forms of. */
const HALF_OR_FULL = /[\uff01-\uff9f]/g;
export const widthMapped = (text: string): string =>
  text.replace(HALF_OR_FULL, (one) => one.normalize('NFKC'));

/** A name, or a piece of one, as names are stored to be compared. */
export const mappedUserName = (text: string): string =>
  isPlain(text) ? text.toLowerCase() : foldCase(widthMapped(foldCase(text)).replace(/ {2,}/g, ' '));

/** What a userName is found by; a refused one only as the former folding had it. */
export const userNameKeys = (name: string): NameKeys =>
  isPlain(name)
    ? [{ value: name.toLowerCase(), folding: 2 }]
    : keysBy(foldCase(name), refusedIn(name) ? undefined : mappedUserName(name));

/** The first character that a name may not have. */
export interface Refused {
  readonly codePoint: number;
  /** Counted in characters of the composed name, from 1. */
  readonly at: number;
  readonly why: string;
}

const WHY: Readonly<Record<string, string>> = {
  C: 'it is a control character',
  I: 'it is invisible',
  J: 'it is invisible',
  S: 'it is a blank other than a space',
  F: 'it is a format character',
  V: 'it is of private use',
  N: 'it is no character',
  R: 'it is half a character',
  Y: 'it is a symbol',
  P: 'it is punctuation beyond ASCII',
  H: 'it is a part of a syllable',
  O: 'it is no plain letter or digit',
  E: 'it looks like another character',
  X: 'it means nothing in this place',
  '': `Unicode ${UNICODE} has no such character`,
};

const whyOf = (codePoint: number, verdict: string): string =>
  verdict === 'K'
    ? `it is another form of ${JSON.stringify(String.fromCodePoint(codePoint).normalize('NFKC'))}`
    : (WHY[verdict] as string);

/** RFC 8265 §3.3: undefined for a name that may be one. Linear in the length of the name. */
export const refusedIn = (name: string): Refused | undefined => {
  if (LATIN.test(name) && isInside(name)) return undefined;
  // Composed: what is canonically the same is judged alike, however it was typed.
  const composed = isStreamSafe(name) ? name.normalize('NFC') : name;
  const points = pointsOf(widthMapped(composed));
  const refused = (i: number, why: string): Refused => ({
    codePoint: pointsOf(composed)[i] as number,
    at: i + 1,
    why,
  });
  const mayStand = contextOf(points);
  for (const [i, point] of points.entries()) {
    const verdict = verdictOf(point);
    if (verdict === 'A') continue;
    if (point === 0x20) {
      if (i > 0 && i < points.length - 1) continue;
      return refused(i, 'a name neither begins nor ends with a blank');
    }
    if ((verdict === 'J' || verdict === 'X') && mayStand(i)) continue;
    return refused(i, whyOf(point, verdict));
  }
  const broken = directionBroken(points);
  return broken === undefined
    ? undefined
    : refused(broken, 'it runs in another direction than the characters before it');
};

/**
 * Throws invalidValue with the character that a userName may not have (RFC 7644 §3.12). `former` is
 * what the user was called: a name from before this rule may be sent again, in any case.
 */
export const checkUserName = (name: string, former?: string): void => {
  const refused = refusedIn(name);
  if (!refused) return;
  if (former !== undefined && foldCase(former) === foldCase(name) && refusedIn(former)) return;
  throw wrongValue('userName', `"userName" has ${says(refused)}. Send the name without it.`);
};

/** `U+200B ZERO WIDTH SPACE at character 4: it is invisible`. */
export const says = ({ codePoint, at, why }: Refused): string =>
  `${named(codePoint)} at character ${at}: ${why}`;

/**
 * Where characters may stand that mean something in one place only (RFC 5892 appendix A, as
 * RFC 8264 §9.3 takes it over) and which directions may meet (RFC 5893 §2). Each of them looks at a
 * name once: what stands between two joiners is looked through twice.
 */
import { directionOf, isVirama, joiningOf, scriptOf } from './characters';

type Points = readonly number[];

const MIDDLE_DOT = 0xb7;
const KERAIA = 0x375;
const KATAKANA_DOT = 0x30fb;
const ZWNJ = 0x200c;
const isBetween = (from: number, to: number) => (codePoint: number | undefined) =>
  codePoint !== undefined && codePoint >= from && codePoint <= to;
const isL = (codePoint: number | undefined) => codePoint === 0x6c || codePoint === 0x4c;
const isArabicDigit = isBetween(0x660, 0x669);
const isExtendedDigit = isBetween(0x6f0, 0x6f9);
const isHebrewMark = isBetween(0x5f3, 0x5f4);

/** The joining type next to a place, behind transparent characters. */
const adjacentJoining = (points: Points, from: number, step: 1 | -1): string => {
  for (let at = from + step; ; at += step) {
    const one = points[at];
    if (one === undefined) return '';
    const type = joiningOf(one);
    if (type !== 'T') return type;
  }
};

/** A.1 and A.2: behind a virama; the non-joiner also between letters that would join. */
const mayJoin = (points: Points, at: number): boolean => {
  if (at > 0 && isVirama(points[at - 1] as number)) return true;
  if (points[at] !== ZWNJ) return false;
  return (
    'LD'.includes(adjacentJoining(points, at, -1) || '-') &&
    'RD'.includes(adjacentJoining(points, at, 1) || '-')
  );
};

/** What the rules of a whole name need, found out once. */
export const contextOf = (points: Points): ((at: number) => boolean) => {
  let all: { arabic: boolean; extended: boolean; cjk: boolean } | undefined;
  const whole = () =>
    (all ??= {
      arabic: points.some(isArabicDigit),
      extended: points.some(isExtendedDigit),
      cjk: points.some((one) => one !== KATAKANA_DOT && scriptOf(one) === 'C'),
    });
  return (at) => {
    const one = points[at] as number;
    const before = points[at - 1];
    const after = points[at + 1];
    if (one === MIDDLE_DOT) return isL(before) && isL(after);
    if (one === KERAIA) return after !== undefined && scriptOf(after) === 'G';
    if (isHebrewMark(one)) return before !== undefined && scriptOf(before) === 'H';
    if (one === KATAKANA_DOT) return whole().cjk;
    if (isArabicDigit(one)) return !whole().extended;
    if (isExtendedDigit(one)) return !whole().arabic;
    return mayJoin(points, at);
  };
};

/** What stands between two parts of a name or an address: RFC 5893 judges one label alone. */
const SEPARATORS: ReadonlySet<number> = new Set([...' @.'].map((one) => one.charCodeAt(0)));

/** Where a name runs in a direction that its part may not have; undefined when nowhere. */
export const directionBroken = (points: Points): number | undefined => {
  const letters = points.map((one) => directionOf(one) || 'L');
  if (!letters.some((one) => one === 'R' || one === 'A')) return undefined;
  for (let from = 0; from <= points.length; ) {
    let to = from;
    while (to < points.length && !SEPARATORS.has(points[to] as number)) to += 1;
    const broken = partBroken(letters, from, to);
    if (broken !== undefined) return broken;
    from = to + 1;
  }
  return undefined;
};

/** RFC 5893 §2, the six conditions, over the letters from one place up to another. */
const partBroken = (letters: readonly string[], from: number, to: number): number | undefined => {
  const part = letters.slice(from, to);
  if (!part.some((one) => one === 'R' || one === 'A')) return undefined;
  const [first] = part;
  if (first !== 'R') {
    const stray = part.findIndex((one) => one === 'R' || one === 'A');
    return from + stray;
  }
  const kinds = new Set(part);
  const stray = part.findIndex((one) => one === 'L' || one === 'X');
  if (stray >= 0) return from + stray;
  if (kinds.has('E') && kinds.has('A')) return from + part.lastIndexOf('A');
  let last = part.length - 1;
  while (part[last] === 'M') last -= 1;
  return 'REA'.includes(part[last] as string) ? undefined : from + last;
};

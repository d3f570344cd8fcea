/** Properties of characters by the generated table: one binary search each. */
import { DIRECTIONS, JOINING, NAMES, SCRIPTS, VERDICTS, VIRAMAS } from './table';

interface Runs {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly letters: string;
}

/** `gap length letter` in base 36, one after the other. */
const decoded = (text: string): Runs => {
  const parts = text.split(',');
  const starts = new Uint32Array(parts.length);
  const ends = new Uint32Array(parts.length);
  let letters = '';
  let end = 0;
  parts.forEach((part, i) => {
    const [gap = '', length = ''] = part.slice(0, -1).split(' ');
    starts[i] = end + Number.parseInt(gap, 36);
    end = starts[i] + Number.parseInt(length, 36);
    ends[i] = end;
    letters += part.slice(-1);
  });
  return { starts, ends, letters };
};

/** The letter of a code point; empty text for one that stands in no run. */
const letterOf = (text: string): ((codePoint: number) => string) => {
  const { starts, ends, letters } = decoded(text);
  return (codePoint) => {
    let from = 0;
    let to = starts.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((ends[middle] as number) <= codePoint) from = middle + 1;
      else to = middle;
    }
    return from < starts.length && (starts[from] as number) <= codePoint
      ? letters.charAt(from)
      : '';
  };
};

export const verdictOf = letterOf(VERDICTS);
export const directionOf = letterOf(DIRECTIONS);
export const joiningOf = letterOf(JOINING);
export const scriptOf = letterOf(SCRIPTS);
const viramaOf = letterOf(VIRAMAS);
export const isVirama = (codePoint: number): boolean => viramaOf(codePoint) !== '';

const NAMED = new Map(
  NAMES.split(';').map((one): [number, string] => {
    const [hex = '', name = ''] = one.split('=');
    return [Number.parseInt(hex, 16), name];
  }),
);

/** The name of a variation selector or of a tag, of which there are many. */
const numbered = (codePoint: number): string | undefined => {
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
    return `VARIATION SELECTOR-${codePoint - 0xfe00 + 1}`;
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef)
    return `VARIATION SELECTOR-${codePoint - 0xe0100 + 17}`;
  return codePoint >= 0xe0001 && codePoint <= 0xe007f ? 'TAG' : undefined;
};

/** `U+200B ZERO WIDTH SPACE`; a character that can be seen is shown: `U+2019 ’`. */
export const named = (codePoint: number): string => {
  const name = NAMED.get(codePoint) ?? numbered(codePoint);
  const shown = 'KYPOEX'.includes(verdictOf(codePoint) || '-')
    ? String.fromCodePoint(codePoint)
    : '';
  return ['U+' + codePoint.toString(16).toUpperCase().padStart(4, '0'), name ?? shown]
    .filter((part) => part !== '')
    .join(' ');
};

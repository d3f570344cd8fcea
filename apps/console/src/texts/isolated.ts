const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * A name inside of a sentence: whatever direction it is written in, and whatever signs of direction
 * it holds, the words round it stay where they are. In markup `<bdi>` does the same.
 */
export const isolated = (name: string): string =>
  `${FIRST_STRONG_ISOLATE}${name}${POP_DIRECTIONAL_ISOLATE}`;

/**
 * What two values of a caseExact=false attribute are compared by (RFC 7643 §2.2): canonical
 * composition, lower case without regard to a locale, one sigma. Idempotent. Text that is not
 * stream-safe is no value that is ever stored: it is not composed, since that takes the square of it.
 */
export const foldCase = (text: string): string => {
  if (text.length < SHORT && ASCII.test(text)) return text.toLowerCase();
  const known = folds?.get(text);
  if (known !== undefined) return known;
  const folded = fold(text);
  folds?.set(text, folded);
  return folded;
};

/** So short that to fold it costs no more than to look whether it was. */
const SHORT = 64;

const fold = (text: string): string => {
  if (ASCII.test(text)) return text.toLowerCase();
  if (!isStreamSafe(text)) return text.toLowerCase().replaceAll('ς', 'σ');
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
};

let folds: Map<string, string> | undefined;

/**
 * Folds each text once while `work` runs: the operations of a PATCH compare the same values again and
 * again. Nothing is kept beyond it.
 */
export const foldingOnce = <T>(work: () => T): T => {
  const outer = folds;
  folds ??= new Map();
  try {
    return work();
  } finally {
    folds = outer;
  }
};

const ASCII = /^[\x00-\x7f]*$/;

/**
 * Whether text can be normalised in linear time: no more than 30 combining marks in a row, the
 * Stream-Safe Text Format of UAX #15. A longer run is no real name, and costs its length squared.
 */
export const isStreamSafe = (text: string): boolean => ASCII.test(text) || !/\p{M}{31}/u.test(text);

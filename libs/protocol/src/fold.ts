/** Renewed when folding changes: stored folds are then made again. */
export const FOLD_VERSION = 1;

/**
 * What two values of a caseExact=false attribute are compared by (RFC 7643 §2.2): canonical
 * composition, lower case without regard to a locale, one sigma. Idempotent.
 */
export const foldCase = (text: string): string =>
  text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');

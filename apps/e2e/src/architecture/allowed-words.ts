/** Old words that stay, since others depend on them. Add none. */
export const ALLOWED: ReadonlySet<string> = new Set([
  // Fields of an erasure in the admin API, and the columns behind them.
  'askedAt',
  'askedBy',
  'asked_at',
  'asked_by',
  'toldIn',
  // The field of a list that a gateway sends to the directory, also to one of another release.
  'beside',
]);

/** Pages that quote old words. */
export const PAGES: ReadonlySet<string> = new Set(['docs/adr/0020-words-of-the-field.md']);

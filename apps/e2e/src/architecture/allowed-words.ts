/** Old words that are still in use. Remove each one with its last use; add none. */
export const ALLOWED: ReadonlySet<string> = new Set([
  'asked',
  'askedAt',
  'askedBy',
  'asked_at',
  'asked_by',
  'beside',
  'told',
  'toldIn',
  'wish',
]);

/** Pages that quote old words. */
export const PAGES: ReadonlySet<string> = new Set(['docs/adr/0020-words-of-the-field.md']);

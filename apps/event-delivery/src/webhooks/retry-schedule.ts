const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after the first, second, … failure in a row; the last one repeats. */
const PAUSES = [
  2 * SECOND,
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
];

/** For so long a tenant is tried again before it is held. */
export const RETRIED_FOR_MS = 72 * HOUR;

/** Milliseconds until the next try, after so many failures in a row; a tenth more or less, by chance. */
export const pauseAfter = (failures: number): number =>
  Math.round((PAUSES[failures - 1] ?? 6 * HOUR) * (0.9 + Math.random() * 0.2));

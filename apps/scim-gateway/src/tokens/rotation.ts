/**
 * How long the old token must have been quiet before it is safe to revoke. Identity providers come
 * round in up to forty minutes (Entra ID); half as much again is for the slow ones.
 */
export const QUIET_MS = 3_600_000;

export type RotationReason = 'new-not-seen' | 'old-still-used' | 'safe';

/** Whether the old token can go without an outage. `oldLastAt`: null when it was never used. */
export const judge = (
  newRequests: number,
  oldLastAt: Date | null,
  now: number = Date.now(),
): RotationReason => {
  if (newRequests === 0) return 'new-not-seen';
  if (oldLastAt && now - oldLastAt.getTime() < QUIET_MS) return 'old-still-used';
  return 'safe';
};

/** When the old token can go if nothing more comes with it; null unless it was used too lately. */
export const safeAt = (reason: RotationReason, oldLastAt: Date | null): Date | null =>
  reason === 'old-still-used' && oldLastAt ? new Date(oldLastAt.getTime() + QUIET_MS) : null;

/** The later of two times, of which there may be none. */
export const later = (a: Date | null, b: Date | null): Date | null =>
  a && b ? (a > b ? a : b) : (a ?? b);

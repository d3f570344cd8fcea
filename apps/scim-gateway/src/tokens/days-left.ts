export const DAY_MS = 86_400_000;

/** Days that are left of a life, begun ones whole; 0 when it is over. */
export const daysIn = (ms: number): number => Math.max(0, Math.ceil(ms / DAY_MS));

export const daysLeft = (expiresAt: string, now: number = Date.now()): number =>
  daysIn(Date.parse(expiresAt) - now);

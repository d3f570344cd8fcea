const DAY_MS = 86_400_000;

/** The reader's own, as the browser has it: `Europe/Paris`. */
const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** What calendar and clock of a zone show at an instant, as if it were UTC. */
const shownAt = (instant: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-GB', { ...PARTS, timeZone: zone })
    .formatToParts(instant)
    .map(({ type, value }) => [type, Number(value)] as const);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts) as Readonly<
    Record<keyof typeof PARTS, number>
  >;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** The day (`2026-12-07`) that it is somewhere at an instant. */
export const dayAt = (instant: number, zone = zoneHere()): string =>
  new Date(shownAt(instant, zone)).toISOString().slice(0, 10);

/** The day after so many days. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * The last second of a day somewhere. A day there may be longer or shorter than 24 hours and have no
 * midnight, or two: of the instants at which one may pass, the last one counts before which it is
 * still that day.
 */
export const endOfDay = (day: string, zone = zoneHere()): string => {
  const midnight = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  const offsets = [-DAY_MS, DAY_MS].map((by) => {
    const instant = midnight + by;
    return shownAt(instant, zone) - instant;
  });
  const ends = offsets
    .map((offset) => midnight - offset - 1_000)
    .sort((a, b) => b - a)
    .filter((end) => dayAt(end, zone) === day);
  return new Date(ends[0] as number).toISOString();
};

/** Points in time of xsd:dateTime (RFC 7643 §2.3.5), with all their digits. */

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/i;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A point in time: whole seconds since 1970, and the digits of the fraction without trailing zeros. */
export interface Instant {
  readonly seconds: number;
  readonly fraction: string;
}

/**
 * The point in time of a text, in UTC if it has no zone. Undefined for an invalid one: a day
 * that a month does not have, a 60th second, an hour 24 with anything after it, a zone of a day.
 */
export const readInstant = (text: string): Instant | undefined => {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = withoutZeros(match[7] ?? '');
  const [zoneHour, zoneMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59) return undefined;
  if (hour > 24 || (hour === 24 && (minute > 0 || second > 0 || fraction !== ''))) return undefined;
  // setUTCFullYear: Date.UTC takes the years 0 to 99 for those of the 20th century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const away = (match[8] === '-' ? -1 : 1) * (zoneHour * HOUR + zoneMinute * MINUTE);
  const ofDay = hour * HOUR + minute * MINUTE + second;
  return { seconds: date.getTime() / 1_000 + ofDay - away, fraction };
};

const withoutZeros = (digits: string): string => {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
};

export const isDateTime = (text: string): boolean => readInstant(text) !== undefined;

/** A text that sorts by time; undefined for an invalid date. */
export const instantKey = (text: string): string | undefined => {
  const instant = readInstant(text);
  if (!instant) return undefined;
  return `${String(instant.seconds + BEFORE_ALL).padStart(13, '0')}.${instant.fraction}`;
};

/** More seconds than between the year 0 and 1970, so that no key is negative. */
const BEFORE_ALL = 100_000_000_000;

/**
 * A tenant's checksum is the sum of its live users' and groups' row checksums, lane by lane modulo
 * 2^32:
 * it does not depend on order, and moves by what changed. The log and the directory both keep one,
 * so that a rebuilt directory can be proved equal at a position. Not a defence against forgery.
 */
import type { Member } from './group-events';
import type { Attributes, Json } from './user-events';

/** Sixteen hexadecimal digits. */
export type Checksum = string;
export const EMPTY_CHECKSUM: Checksum = '0000000000000000';

const canonical = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Attributes;
  const names = Object.keys(object).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(object[name] as Json)}`).join(',')}}`;
};

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');

/** Two independently seeded 32-bit lanes over the text (multiply–xorshift, as in cyrb53). */
const digest = (text: string): Checksum => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return hex(low) + hex(high);
};

/**
 * Checksum of one live user or group at one version. A user's attributes hold `active` as it
 * stands; a group's hold `membership`, the sum of its members' checksums.
 */
export const rowChecksum = (subject: string, version: number, attributes: Attributes): Checksum =>
  digest(`${subject}\n${version}\n${canonical(attributes)}`);

/** What one member adds to its group's `membership`, and takes from it again. */
export const memberChecksum = ({ type, id }: Member): Checksum => digest(`${type}\n${id}`);

const lane = (sum: Checksum, at: 0 | 8): number => parseInt(sum.slice(at, at + 8), 16);

/** The total after one row's checksum was replaced; leave out what was or is not there. */
export const moveChecksum = (
  total: Checksum,
  change: { readonly minus?: Checksum | undefined; readonly plus?: Checksum | undefined },
): Checksum => {
  const minus = change.minus ?? EMPTY_CHECKSUM;
  const plus = change.plus ?? EMPTY_CHECKSUM;
  return (
    hex(lane(total, 0) - lane(minus, 0) + lane(plus, 0)) +
    hex(lane(total, 8) - lane(minus, 8) + lane(plus, 8))
  );
};

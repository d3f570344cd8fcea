import { MOST_NETWORKS, UNRESTRICTED, type Constraints } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { isIPv4, isIPv6 } from 'node:net';

const KNOWN = ['networks', 'readOnly', 'usersOnly'];
/** The longest address of version 6, a slash and three digits. */
const MOST_CHARACTERS = 49;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;
/** Addresses of version 6 that stand for one of version 4 (RFC 4291 §2.5.5.2). */
const MAPPED = 0xffffn;

const refused = (detail: string): ProblemError => new ProblemError(400, 'Bad Request', detail);

const numberOf = (parts: readonly number[], bits: bigint): bigint =>
  parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);

const partsOf = (value: bigint, count: number, bits: bigint): readonly number[] =>
  Array.from({ length: count }, (_, i) =>
    Number((value >> (BigInt(count - 1 - i) * bits)) & ((1n << bits) - 1n)),
  );

interface Family {
  readonly length: number;
  read(address: string): bigint;
  write(value: bigint): string;
}

const FOUR: Family = {
  length: 32,
  read: (address) => numberOf(address.split('.').map(Number), 8n),
  write: (value) => partsOf(value, 4, 8n).join('.'),
};

/** As RFC 5952 writes it; a URL knows how. */
const shortest = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

const SIX: Family = {
  length: 128,
  read: (address) => {
    const read = (text: string): number[] =>
      text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
    const [head = '', tail] = shortest(address).split('::');
    const [first, last] = [read(head), read(tail ?? '')];
    const zeros = Array<number>(8 - first.length - last.length).fill(0);
    return numberOf([...first, ...zeros, ...last], 16n);
  },
  write: (value) =>
    shortest(
      partsOf(value, 8, 16n)
        .map((group) => group.toString(16))
        .join(':'),
    ),
};

/** A network in the one form that it has; an address alone is a network of one. */
const networkOf = (value: unknown, index: number): string => {
  const name = `constraints.networks[${index}]`;
  const example = 'a network such as 203.0.113.0/24 or 2001:db8::/32';
  if (typeof value !== 'string' || value.length > MOST_CHARACTERS)
    throw refused(`${name} must be ${example}.`);
  const [address = '', prefix, more] = value.split('/');
  const family = isIPv4(address)
    ? FOUR
    : isIPv6(address) && !address.includes('%')
      ? SIX
      : undefined;
  if (!family || more !== undefined || (prefix !== undefined && !PREFIX.test(prefix)))
    throw refused(`${name} must be ${example}, and not ${JSON.stringify(value)}.`);
  const number = family.read(address);
  if (family === SIX && number >> 32n === MAPPED)
    throw refused(`${name} stands for an address of version 4: write it as one.`);
  const length = prefix === undefined ? family.length : Number(prefix);
  if (length < 1 || length > family.length)
    throw refused(
      `${name} must have a prefix from 1 to ${family.length}. To allow every address, leave networks out.`,
    );
  const behind = BigInt(family.length - length);
  const network = family.write((number >> behind) << behind);
  if (number !== (number >> behind) << behind)
    throw refused(
      `${name} has bits behind its prefix. Did you mean ${network}/${length}, or the one address ${family.write(number)}?`,
    );
  return `${network}/${length}`;
};

const networksOf = (value: unknown): readonly string[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST_NETWORKS)
    throw refused(`constraints.networks must be a list of at most ${MOST_NETWORKS} networks.`);
  return [...new Set(value.map(networkOf))];
};

const flagOf = (name: string, value: unknown): boolean => {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw refused(`constraints.${name} must be true or false.`);
  return value;
};

/**
 * What a new credential is restricted to; undefined where the body does not say. Throws a 400 problem
 * that names the member, also for an unknown one: a misspelt constraint must not restrict nothing.
 */
export const constraintsOf = (value: unknown): Constraints | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused(`constraints must be an object with ${KNOWN.join(', ')}.`);
  const members = value as Record<string, unknown>;
  const unknown = Object.keys(members).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    throw refused(
      `There is no constraint ${JSON.stringify(unknown.slice(0, 64))}; known are ${KNOWN.join(', ')}.`,
    );
  return {
    networks: networksOf(members['networks']),
    readOnly: flagOf('readOnly', members['readOnly']),
    usersOnly: flagOf('usersOnly', members['usersOnly']),
  };
};

/** As a field of the token's record: empty where nothing is restricted. */
export const packed = (constraints: Constraints = UNRESTRICTED): string => {
  const { networks, readOnly, usersOnly } = constraints;
  return networks.length > 0 || readOnly || usersOnly ? JSON.stringify(constraints) : '';
};

/** What the field says; undefined where nothing is restricted. */
export const unpacked = (field: string | null | undefined): Constraints | undefined =>
  field ? (JSON.parse(field) as Constraints) : undefined;

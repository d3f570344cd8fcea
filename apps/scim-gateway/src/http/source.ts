import { isIPv4, isIPv6 } from 'node:net';

const WITH_PORT = /^(?:\[([^\]]{2,60})\]|(\d{1,3}(?:\.\d{1,3}){3}))(?::\d{1,5})?$/;
/** Addresses of version 6 that carry one of version 4 in their last 32 bits (RFC 4291 §2.5.5.2). */
const MAPPED = [0, 0, 0, 0, 0, 0xffff];
/** What is no address at all: all of that is one source. */
const NO_ADDRESS = 'none';

/** The eight groups of an address of version 6 that `isIPv6` accepted. */
const groupsOf = (address: string): readonly number[] => {
  const [head = '', tail] = address.split('::');
  const read = (text: string): number[] =>
    text === ''
      ? []
      : text.split(':').flatMap((group) => {
          if (!group.includes('.')) return parseInt(group, 16);
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
          return [a * 256 + b, c * 256 + d];
        });
  const first = read(head);
  if (tail === undefined) return first;
  const last = read(tail);
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
};

/**
 * The address alone: without the port and the zone that a proxy adds, and of version 4 also when it is
 * written as one of version 6. Undefined for what is no address.
 */
export const bareAddress = (address: string): string | undefined => {
  if (address.length > 64) return undefined;
  const [, six, four] = WITH_PORT.exec(address) ?? [];
  const [bare = ''] = (six ?? four ?? address).split('%', 1);
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return undefined;
  const groups = groupsOf(bare);
  if (!MAPPED.every((group, i) => groups[i] === group)) return bare;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};

/**
 * What an address is counted as, by every limit that counts by address. One of version 4 counts by
 * itself, also when it is written as one of version 6; one of version 6 by its first 64 bits, since
 * the owner of one address of a /64 has all of them (RFC 4291 §2.5.4).
 */
export const sourceOf = (address: string): string => {
  const bare = bareAddress(address);
  if (bare === undefined) return NO_ADDRESS;
  if (isIPv4(bare)) return bare;
  return `${groupsOf(bare)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
};

/** The network of an address: 24 bits of version 4, 64 of version 6. Undefined for no address. */
export const networkOf = (address: string): string | undefined => {
  const bare = bareAddress(address);
  if (bare === undefined) return undefined;
  if (isIPv4(bare)) return `${bare.slice(0, bare.lastIndexOf('.'))}.0/24`;
  const first = groupsOf(bare)
    .slice(0, 4)
    .map((group) => group.toString(16));
  // As RFC 5952 writes it; a URL knows how.
  return `${new URL(`http://[${first.join(':')}::]`).hostname.slice(1, -1)}/64`;
};

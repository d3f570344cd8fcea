import { isValid, parse, parseCIDR, type IPv6 } from 'ipaddr.js';
import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** RFC 4291 §2.4: what is global unicast and not given to anything else; the rest is for later. */
const GLOBAL6 = parseCIDR('2000::/3') as [IPv6, number];
/** A public address by its range that a cloud (Azure) answers from inside each machine. */
const OF_A_CLOUD = '168.63.129.16';

/**
 * Whether an address is a global unicast one and written as addresses are: four decimal numbers or
 * RFC 4291 text. All that stands for an address of version 4 in one of version 6 is none.
 */
export const isPublic = (text: string): boolean => {
  if (isIP(text) === 0 || !isValid(text) || text === OF_A_CLOUD) return false;
  const address = parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL6);
};

/** The URL leads, or may lead, into a network of ours. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
  constructor() {
    super('the URL leads to an address that is not public');
  }
}

/** The address that is connected to is the one that was looked at: a name that changes gains nothing. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const none = options.all === true ? [] : '';
    if (error) return callback(error, none);
    if (found.length === 0 || !found.every(({ address }) => isPublic(address)))
      return callback(new PrivateAddress(), none);
    if (options.all === true) return callback(null, found);
    const [first] = found as [{ address: string; family: number }];
    callback(null, first.address, first.family);
  });
};

/** Throws PrivateAddress for a host that is an address itself: nobody looks that up. */
export const checkHost = (hostname: string): void => {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublic(host)) throw new PrivateAddress();
};

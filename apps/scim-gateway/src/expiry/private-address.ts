import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that lead into a network of ours, or nowhere; apart, since a list of both mixes them up. */
const inside4 = new BlockList();
const inside6 = new BlockList();
const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const V6: readonly (readonly [string, number])[] = [
  ['::', 128],
  ['::1', 128],
  // What stands for an address of version 4 in one way or another.
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];
for (const [net, bits] of V4) inside4.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of V6) inside6.addSubnet(net, bits, 'ipv6');

/** Whether an address is in a network that is not the public one. */
export const isPrivate = (address: string): boolean =>
  isIP(address) === 6 ? inside6.check(address, 'ipv6') : inside4.check(address, 'ipv4');

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
    if (found.length === 0 || found.some(({ address }) => isPrivate(address)))
      return callback(new PrivateAddress(), none);
    if (options.all === true) return callback(null, found);
    const [first] = found as [{ address: string; family: number }];
    callback(null, first.address, first.family);
  });
};

/** Throws PrivateAddress for a host that is an address itself: nobody looks that up. */
export const checkHost = (hostname: string): void => {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivate(host)) throw new PrivateAddress();
};

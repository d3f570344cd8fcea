import type { Constraints } from '@rollcall/contracts';
import { ScimError } from '@rollcall/protocol';
import type { FastifyRequest } from 'fastify';
import { BlockList, isIPv4 } from 'node:net';
import { bareAddress } from '../../http/source';
import { Tries } from '../../http/source-limits';

/** What a credential is restricted to, ready to be checked against a request. */
export interface Restrictions {
  /** Undefined: good from everywhere. */
  readonly networks: BlockList | undefined;
  readonly readOnly: boolean;
  readonly usersOnly: boolean;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
};

export const restrictionsOf = ({ networks, readOnly, usersOnly }: Constraints): Restrictions => ({
  networks: networks.length === 0 ? undefined : listOf(networks),
  readOnly,
  usersOnly,
});

const usersOnlyRefusal = (): ScimError =>
  new ScimError(
    403,
    'This credential is restricted to users: it neither reads nor changes groups. Switch group provisioning off in the identity provider, or use a credential without this restriction.',
    undefined,
    { code: 'credential-users-only' },
  );

/** Throws 403 for a credential that is restricted to users. */
export const refuseGroups = (restrictions: Restrictions | undefined): void => {
  if (restrictions?.usersOnly) throw usersOnlyRefusal();
};

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Refused requests of one credential in a second, from outside of its networks: more get 429. */
const MOST_OUTSIDE = 25;

/** Checks a request before its body is read. What it refuses costs the tenant's rate nothing. */
export class RestrictionChecks {
  private readonly outside: Tries;

  constructor(now?: () => number) {
    this.outside = new Tries(MOST_OUTSIDE, now);
  }

  /** Throws 403 with the constraint that the request does not meet. */
  check(
    { networks, readOnly }: Restrictions,
    tokenId: string,
    { ip, method, routeOptions }: Pick<FastifyRequest, 'ip' | 'method' | 'routeOptions'>,
  ): void {
    if (networks) this.checkSource(networks, tokenId, ip);
    if (!readOnly || READS.has(method)) return;
    if (method === 'POST' && routeOptions.url?.endsWith('/.search')) return;
    throw new ScimError(
      403,
      'This credential is read-only: it may send GET and POST /.search alone. Use a credential without this restriction to change anything.',
      undefined,
      { code: 'credential-read-only' },
    );
  }

  private checkSource(networks: BlockList, tokenId: string, ip: string): void {
    const address = bareAddress(ip);
    if (address !== undefined && networks.check(address, familyOf(address))) return;
    const isFew = this.outside.take(tokenId);
    throw new ScimError(
      isFew ? 403 : 429,
      `This credential is restricted to certain networks, and ${address ?? 'the source'} is in none of them. Send from an allowed address, or use a credential that allows this one.`,
      undefined,
      { code: 'credential-network' },
    );
  }
}

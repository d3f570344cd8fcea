import { Injectable } from '@nestjs/common';
import { UNUSED, type UsedNetworks } from '@rollcall/contracts';
import { OutboxRelay } from '../events/outbox-relay';
import { RedisWriter } from '../redis/redis-connections';
import { useNetworksScript } from '../redis/scripts/used-networks.lua';
import { SteadyClock } from '../redis/steady-clock';
import { badRequest, membersOf } from './issue-request';
import { isTokenId } from './token';

/** A use of a credential, as the gateway reports it. */
export interface NetworkUse {
  readonly tokenId: string;
  readonly network: string;
}

/** Requests of one report: a gateway that just started has seen none of them. */
const MOST_USES = 500;
/** `203.0.113.0/24`, `2001:db8::/64`; the gateway makes it of an address that it has read. */
const NETWORK = /^(?:\d{1,3}(?:\.\d{1,3}){2}\.0\/24|[0-9a-f:]{2,39}\/64)$/;

const useOf = (value: unknown): NetworkUse => {
  const { tokenId, network } = membersOf(value);
  if (typeof tokenId !== 'string' || !isTokenId(tokenId))
    throw badRequest('tokenId of each use must be the id of a token.');
  if (typeof network !== 'string' || network.length > 42 || !NETWORK.test(network))
    throw badRequest('network of each use must be a /24 of version 4 or a /64 of version 6.');
  return { tokenId, network };
};

/** The uses of a body; throws a 400 problem that names what is wrong. */
export const networkUsesOf = (body: unknown): readonly NetworkUse[] => {
  const { uses } = membersOf(body);
  if (!Array.isArray(uses) || uses.length > MOST_USES)
    throw badRequest(`uses must be a list of at most ${MOST_USES}.`);
  return uses.map(useOf);
};

/** What the fields behind a record say: the number of its networks, the newest, and since when. */
export const usedNetworksOf = ([count, network, since]: readonly (
  | string
  | null
)[]): UsedNetworks =>
  network && since
    ? {
        count: Number(count),
        newest: { network, firstUsedAt: new Date(Number(since)).toISOString() },
      }
    : UNUSED;

/** The networks that credentials are used from. A report is no promise, and may come twice. */
@Injectable()
export class NetworkUses {
  constructor(
    private readonly redis: RedisWriter,
    private readonly relay: OutboxRelay,
    private readonly clock: SteadyClock,
  ) {}

  /** Rejects with StoreUnavailable: the gateway reports again. */
  async note(uses: readonly NetworkUse[], correlationId: string): Promise<void> {
    const pairs = uses.flatMap(({ tokenId, network }) => [tokenId, network]);
    const added = await this.redis.run(useNetworksScript, [
      this.clock.now(),
      correlationId,
      ...pairs,
    ]);
    if (Number(added) > 0) this.relay.wake();
  }
}

import { Injectable } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { OutboxRelay } from '../events/outbox-relay';
import { RedisReader } from '../redis/redis-connections';
import { chooseLifetimeScript, lifetimeScript } from '../redis/scripts/grant.lua';
import { SteadyClock } from '../redis/steady-clock';
import { DEFAULT_LIFETIME } from './access-tokens';
import { badRequest, membersOf } from './issue-request';
import { TokenStore } from './token-store';

const LEAST = 60;
const MOST = 360;

/** The minutes of a body; Microsoft Entra accepts tokens of 60 to 360. Throws a 400 problem. */
export const lifetimeOf = (body: unknown): number => {
  const { lifetimeMinutes: minutes } = membersOf(body);
  if (
    typeof minutes !== 'number' ||
    !Number.isInteger(minutes) ||
    minutes < LEAST ||
    minutes > MOST
  )
    throw badRequest(`lifetimeMinutes must be a whole number from ${LEAST} to ${MOST}.`);
  return minutes;
};

/** How long the access tokens of a tenant live; those that exist keep their end. */
@Injectable()
export class AccessTokenLifetime {
  constructor(
    private readonly reader: RedisReader,
    private readonly store: TokenStore,
    private readonly relay: OutboxRelay,
    private readonly clock: SteadyClock,
  ) {}

  async of(tenantId: string): Promise<number> {
    return Number((await this.reader.run(lifetimeScript, [tenantId])) ?? DEFAULT_LIFETIME);
  }

  async choose(
    tenantId: string,
    minutes: number,
    actor: string,
    correlationId: string,
  ): Promise<void> {
    const args = [tenantId, minutes, this.clock.now(), actor, correlationId];
    const answer = await this.store.change(chooseLifetimeScript, args);
    if (answer === 'erased')
      throw new ProblemError(404, 'Not Found', 'This tenant was erased: it has no settings.');
    this.relay.wake();
  }
}

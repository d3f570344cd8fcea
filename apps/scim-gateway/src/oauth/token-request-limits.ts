import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config';
import { SourceLimits, Tries } from '../http/source-limits';
import { OAuthError } from './oauth-error';

/** Access tokens of one client in a second: a provider needs one in an hour. */
const CLIENT_LIMIT = 25;

/**
 * Limits wrong secrets by source and access tokens by client. A wrong secret does not count for the
 * client: others who know its id cannot keep it out. A fault of ours counts for nobody.
 */
@Injectable()
export class TokenRequestLimits {
  private readonly sources: SourceLimits;
  private readonly clients = new Tries(CLIENT_LIMIT);

  constructor({ UNKNOWN_TOKENS_LIMIT }: GatewayConfig) {
    this.sources = new SourceLimits(UNKNOWN_TOKENS_LIMIT);
  }

  /** Rejects with OAuthError beyond a limit. */
  async within<T extends { readonly outcome: string }>(
    clientId: string,
    source: string,
    grant: () => Promise<T>,
  ): Promise<T> {
    if (!this.sources.take(source)) throw tooMany();
    if (!this.clients.take(clientId)) {
      this.sources.giveBack(source);
      throw tooMany();
    }
    const answer = await grant().catch((reason: unknown) => {
      this.sources.giveBack(source);
      this.clients.giveBack(clientId);
      throw reason;
    });
    if (answer.outcome === 'granted') this.sources.giveBack(source);
    else this.clients.giveBack(clientId);
    return answer;
  }
}

const tooMany = (): OAuthError =>
  new OAuthError('slow_down', 'Too many token requests. Retry in a second.');

import { Injectable } from '@nestjs/common';
import type { AssertionAnswer, AssertionFault } from '@rollcall/contracts';
import { GatewayConfig } from '../config/gateway-config';
import { TOKEN_ENDPOINT } from '../http/surface';
import { KeysUnavailable } from './fetch-json';
import { KeySets } from './key-sets';
import type { ClientAssertion } from './token-request';
import { Trusts } from './trusts';

/** The keys for an assertion cannot be read now: whose request it was, and why. */
export interface KeysAway {
  readonly outcome: 'keys-away';
  readonly why: string;
  readonly tenantId: string;
  readonly tokenId: string;
  readonly label: string;
}

/** Access tokens for signed assertions: the token service judges, this gateway reads the keys. */
@Injectable()
export class AssertionGrants {
  private readonly endpoints: readonly string[];

  constructor(
    private readonly trusts: Trusts,
    private readonly keySets: KeySets,
    { publicBaseUrl }: GatewayConfig,
  ) {
    this.endpoints = [`${publicBaseUrl}${TOKEN_ENDPOINT}`, publicBaseUrl];
  }

  /** Rejects with NeighbourUnavailable. */
  async grant(request: ClientAssertion): Promise<AssertionAnswer | KeysAway> {
    const question = { ...request, endpoints: this.endpoints };
    const answer = await this.trusts.grant(question);
    if (answer.outcome !== 'keys-needed') return answer;
    const { kid, tenantId, tokenId, label } = answer;
    try {
      const keys = await this.keySets.of(answer, kid);
      return await this.trusts.grant({ ...question, trustId: tokenId, keys });
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error;
      return { outcome: 'keys-away', why: error.message, tenantId, tokenId, label };
    }
  }
}

/** Claims that only the trust knows: a stranger does not learn which of them was guessed. */
const OF_THE_TRUST: ReadonlySet<AssertionFault['what']> = new Set([
  'iss',
  'sub',
  'aud',
  'azp',
  'tid',
  'kid',
  'signature',
]);

/** What the client reads of a refused assertion; the request log has all of it. */
export const publicFault = ({ what, expected }: AssertionFault): string =>
  OF_THE_TRUST.has(what)
    ? 'The client assertion matches no trust of this client. Its administrator finds the difference in the request log.'
    : `The client assertion was refused for ${what}: expected ${expected}.`;

/** The same for the administrator. */
export const wholeFault = ({ what, expected, got }: AssertionFault): string =>
  `The client assertion was refused for ${what}: expected ${expected}, got ${got}.`;

import { Injectable } from '@nestjs/common';
import {
  ASSERTION_ALGORITHMS,
  type AssertionAnswer,
  type PublicKey,
  type Trust,
} from '@rollcall/contracts';
import { createHash } from 'node:crypto';
import { compactVerify, createLocalJWKSet, errors } from 'jose';
import { RedisReader } from '../redis/redis-connections';
import { trustsScript } from '../redis/scripts/grant.lua';
import { SteadyClock } from '../redis/steady-clock';
import { AccessTokens, type Once } from './access-tokens';
import {
  assertionOf,
  AssertionRefused,
  matchingTrust,
  refusedFor,
  SKEW_SECONDS,
  type Assertion,
} from './assertion';
import { isTokenId } from './token';

/** An assertion of a client (RFC 7523), and the keys that the gateway found for it. */
export interface AssertionRequest {
  readonly clientId: string;
  readonly assertion: string;
  readonly endpoints: readonly string[];
  readonly trustId: string | undefined;
  readonly keys: readonly PublicKey[] | undefined;
}

interface Known {
  readonly id: string;
  readonly tenantId: string;
  readonly label: string;
  readonly trust: Trust;
}

type Row = readonly [id: string, tenantId: string, label: string | null, trust: string];
type Answer = readonly [time: readonly [string, string], rows: readonly Row[], minutes: string];

const ownerOf = ({ id, tenantId, label }: Known) => ({ tenantId, tokenId: id, label });

/**
 * Access tokens for signed assertions: of an issuer that a tenant trusts (workload identity
 * federation), or of the client itself (`private_key_jwt`). This service has no way out of the
 * cluster: the gateway reads the keys of others, and sends them with its second question.
 */
@Injectable()
export class AssertionGrants {
  constructor(
    private readonly redis: RedisReader,
    private readonly accessTokens: AccessTokens,
    private readonly clock: SteadyClock,
  ) {}

  /** Rejects with StoreUnavailable; whatever is wrong with the assertion is an answer. */
  grant(request: AssertionRequest): Promise<AssertionAnswer> {
    return this.accessTokens.counted(() => this.answer(request));
  }

  private async answer(request: AssertionRequest): Promise<AssertionAnswer> {
    const { clientId } = request;
    if (!isTokenId(clientId)) return { outcome: 'refused', reason: 'unknown' };
    const [time, rows, minutes] = (await this.redis.run(trustsScript, [clientId])) as Answer;
    this.clock.sync(time);
    const known = rows.map(([id, tenantId, label, trust]) => ({
      id,
      tenantId,
      label: label ?? '',
      trust: JSON.parse(trust) as Trust,
    }));
    const [first] = known;
    if (!first) return { outcome: 'refused', reason: 'unknown' };
    let owner: Known = first;
    try {
      const assertion = assertionOf(request.assertion);
      const matched = matchingTrust(assertion, known, {
        clientId,
        endpoints: request.endpoints,
        now: this.clock.now() / 1_000,
      });
      owner = 'found' in matched ? matched.found : matched.nearest;
      if ('refusal' in matched) throw matched.refusal;
      const keys = owner.trust.keys ?? (owner.id === request.trustId ? request.keys : undefined);
      if (!keys) return keysNeeded(owner, assertion);
      await verify(assertion, keys);
      return await this.accessTokens.give(
        { ...ownerOf(owner), minutes, endsAt: Infinity },
        onceOf(owner, assertion),
      );
    } catch (error) {
      if (!(error instanceof AssertionRefused)) throw error;
      return { outcome: 'refused', reason: 'assertion', fault: error.fault, ...ownerOf(owner) };
    }
  }
}

const keysNeeded = (owner: Known, { kid }: Assertion): AssertionAnswer => {
  const { jwksUri, issuer } = owner.trust;
  if (kid === undefined) throw refusedFor('kid', 'the kid of a published key', undefined);
  return {
    outcome: 'keys-needed',
    ...ownerOf(owner),
    kid,
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(issuer === undefined ? {} : { issuer }),
  };
};

const MOST_KID = 20;

const verify = async ({ text, kid }: Assertion, keys: readonly PublicKey[]): Promise<void> => {
  const published = keys.map((key) => key.kid ?? '').slice(0, MOST_KID);
  try {
    const set = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) });
    await compactVerify(text, set, { algorithms: [...ASSERTION_ALGORITHMS] });
  } catch (error) {
    if (
      error instanceof errors.JWKSNoMatchingKey ||
      error instanceof errors.JWKSMultipleMatchingKeys
    )
      throw refusedFor('kid', `one of ${published.join(', ') || 'the published keys'}`, kid);
    // A published key may be none at all: what the library throws then has many types.
    throw refusedFor('signature', 'that of the key with this kid', 'another one');
  }
};

/**
 * The mark of an assertion that may be presented once. Without `jti` a provider may present its token
 * again until it ends: Entra's has `uti`, and Entra keeps a token for as long as it lives.
 */
const onceOf = ({ id }: Known, { claims }: Assertion): Once | undefined => {
  const { jti, exp } = claims;
  if (typeof jti !== 'string') return undefined;
  const key = createHash('sha256').update(`${id} ${jti}`).digest('base64url');
  return { key, untilMs: (Number(exp) + SKEW_SECONDS) * 1_000, jti };
};

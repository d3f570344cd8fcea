import { Injectable } from '@nestjs/common';
import type { AccessTokenAnswer, AssertionAnswer } from '@rollcall/contracts';
import { Metrics, Peppers } from '@rollcall/platform';
import { RedisReader } from '../redis/redis-connections';
import { clientSecretScript, grantScript } from '../redis/scripts/grant.lua';
import { SteadyClock } from '../redis/steady-clock';
import { refusedFor } from './assertion';
import { SecretCheck } from './secret-check';
import { formatToken, newTokenParts, parseToken } from './token';

/** Minutes that an access token lives, unless its tenant chose others. */
export const DEFAULT_LIFETIME = 60;
const MINUTE_MS = 60_000;
/** So long after its end an access token is refused as expired, then as unknown. */
const KEPT_MS = 600_000;
const TOUCH_EVERY_MS = 60_000;

type Answer = readonly [
  time: readonly [string, string],
  kept: readonly (string | null)[],
  minutes: string | null,
];

/** For whom an access token is, and how long it lives at most. */
interface Grant {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly label: string;
  /** Those of the tenant; null for the default. */
  readonly minutes: string | null;
  /** The end of its credential. */
  readonly endsAt: number;
}

/** An assertion that may be presented once: its mark, and until when it could be presented again. */
export interface Once {
  readonly key: string;
  readonly untilMs: number;
  readonly jti: string;
}

const UNKNOWN: AccessTokenAnswer = { outcome: 'refused', reason: 'unknown' };

/**
 * Grants of client credentials (RFC 6749 §4.4). An access token is a key of Redis that expires; the
 * topic does not have it, and its loss costs the client one request to the token endpoint.
 */
@Injectable()
export class AccessTokens {
  private readonly grants;

  constructor(
    private readonly redis: RedisReader,
    private readonly peppers: Peppers,
    private readonly secrets: SecretCheck,
    private readonly clock: SteadyClock,
    metrics: Metrics,
  ) {
    this.grants = metrics.counter(
      'rollcall_access_token_requests_total',
      'Requests for access tokens by outcome.',
      ['outcome'],
    );
  }

  /** For a client and one of its secrets. */
  grant(clientId: string, clientSecret: string): Promise<AccessTokenAnswer> {
    return this.counted(() => this.answer(clientId, clientSecret));
  }

  /** Counts a request by its outcome. */
  async counted<T extends AssertionAnswer>(request: () => Promise<T>): Promise<T> {
    try {
      const answer = await request();
      this.grants.inc({ outcome: answer.outcome === 'refused' ? answer.reason : answer.outcome });
      return answer;
    } catch (error) {
      this.grants.inc({ outcome: 'unavailable' });
      throw error;
    }
  }

  private async answer(clientId: string, clientSecret: string): Promise<AccessTokenAnswer> {
    const parts = parseToken(clientSecret);
    if (!parts) return UNKNOWN;
    const [time, kept, minutes] = (await this.redis.run(clientSecretScript, [parts.id])) as Answer;
    this.clock.sync(time);
    const [tenantId, label, digest, digestKey, expiresAt, revokedAt, expiredAt, client] = kept;
    if (!tenantId || !digest || !digestKey || !client) return UNKNOWN;
    if (!this.secrets.matches(parts.secret, digest, digestKey)) return UNKNOWN;
    if (client !== clientId) return UNKNOWN;
    const owner = { tenantId, tokenId: parts.id, label: label ?? '' };
    if (revokedAt) return { outcome: 'refused', reason: 'revoked', ...owner };
    if (expiredAt || Number(expiresAt) <= this.clock.now())
      return { outcome: 'refused', reason: 'expired', ...owner };
    return this.give({ ...owner, minutes, endsAt: Number(expiresAt) });
  }

  /** Throws AssertionRefused for an assertion that was presented before. */
  async give({ minutes, endsAt, ...owner }: Grant, once?: Once): Promise<AccessTokenAnswer> {
    const now = this.clock.now();
    const lifeMs = Number(minutes ?? DEFAULT_LIFETIME) * MINUTE_MS;
    const end = Math.min(now + lifeMs, endsAt);
    const parts = newTokenParts();
    const { digest, digestKey } = this.peppers.digest(parts.secret);
    const stored = await this.redis.run(grantScript, [
      parts.id,
      owner.tenantId,
      digest,
      digestKey,
      end,
      owner.tokenId,
      end - now + KEPT_MS,
      now,
      TOUCH_EVERY_MS,
      ...(once ? [once.key, Math.ceil(Math.max(1, once.untilMs - now))] : ['', 0]),
    ]);
    if (stored === 2) throw refusedFor('jti', 'one that was not presented before', once?.jti);
    // The credential was deleted meanwhile.
    if (stored !== 1) return { outcome: 'refused', reason: 'revoked', ...owner };
    return {
      outcome: 'granted',
      accessToken: formatToken(parts),
      expiresInSeconds: Math.floor((end - now) / 1_000),
    };
  }
}

import { Injectable } from '@nestjs/common';
import type { AccessTokenAnswer, AssertionAnswer } from '@rollcall/contracts';
import { Metrics, Peppers } from '@rollcall/platform';
import { RedisReader } from '../redis/redis-connections';
import { grantScript, secretGrantScript, timeScript } from '../redis/scripts/grant.lua';
import { SteadyClock } from '../redis/steady-clock';
import { refusedFor } from './assertion';
import { SecretCheck } from './secret-check';
import { formatToken, newTokenParts, parseToken, type TokenParts } from './token';

/** Minutes that an access token lives, unless its tenant chose others. */
export const DEFAULT_LIFETIME = 60;
const MINUTE_MS = 60_000;
/** So long after its end an access token is refused as expired, then as unknown. */
const KEPT_MS = 600_000;
const TOUCH_EVERY_MS = 60_000;

type Time = readonly [seconds: string, micros: string];
type Answer =
  | readonly [time: Time, outcome: 'unknown']
  | readonly [time: Time, outcome: 'pepper', digestKey: string]
  | readonly [time: Time, outcome: 'revoked' | 'expired', tenantId: string, label: string | null]
  | readonly [time: Time, outcome: 'granted', tenantId: string, label: string | null, end: number];

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
    const access = newTokenParts();
    const now = await this.clock.known(() => this.time());
    const answer = (await this.redis.run(secretGrantScript, [
      parts.id,
      clientId,
      now,
      this.stored(access),
      DEFAULT_LIFETIME * MINUTE_MS,
      ...this.peppers.all(parts.secret).flatMap(({ digest, digestKey }) => [digestKey, digest]),
    ])) as Answer;
    this.clock.sync(answer[0]);
    if (answer[1] === 'unknown') return UNKNOWN;
    if (answer[1] === 'pepper') throw this.secrets.lacks(answer[2]);
    if (answer[1] === 'granted') return granted(access, answer[4] - now);
    const [, reason, tenantId, label] = answer;
    return { outcome: 'refused', reason, tenantId, tokenId: parts.id, label: label ?? '' };
  }

  /** Throws AssertionRefused for an assertion that was presented before. */
  async give({ minutes, endsAt, ...owner }: Grant, once?: Once): Promise<AccessTokenAnswer> {
    const now = this.clock.now();
    const lifeMs = Number(minutes ?? DEFAULT_LIFETIME) * MINUTE_MS;
    const end = Math.min(now + lifeMs, endsAt);
    const access = newTokenParts();
    const stored = await this.redis.run(grantScript, [
      owner.tenantId,
      end,
      owner.tokenId,
      now,
      this.stored(access),
      ...(once ? [once.key, Math.ceil(Math.max(1, once.untilMs - now))] : ['', 0]),
    ]);
    if (stored === 2) throw refusedFor('jti', 'one that was not presented before', once?.jti);
    // The credential was deleted meanwhile.
    if (stored !== 1) return { outcome: 'refused', reason: 'revoked', ...owner };
    return granted(access, end - now);
  }

  /** What the scripts store of an access token, and how often its use is noted. */
  private stored({ id, secret }: TokenParts): string {
    const named = this.peppers.digest(secret);
    return JSON.stringify({ id, ...named, keptMs: KEPT_MS, every: TOUCH_EVERY_MS });
  }

  private async time(): Promise<Time> {
    return (await this.redis.run(timeScript, [])) as Time;
  }
}

const granted = (access: TokenParts, lifeMs: number): AccessTokenAnswer => ({
  outcome: 'granted',
  accessToken: formatToken(access),
  expiresInSeconds: Math.floor(lifeMs / 1_000),
});

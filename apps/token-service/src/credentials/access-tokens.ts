import { Injectable } from '@nestjs/common';
import type { AccessTokenAnswer } from '@rollcall/contracts';
import { Metrics, Peppers } from '@rollcall/platform';
import { RedisReader } from '../redis/redis-connections';
import { admitScript, grantScript } from '../redis/scripts/admit.lua';
import { SteadyClock } from '../redis/steady-clock';
import { SecretCheck } from './secret-check';
import { formatToken, newTokenParts, parseToken } from './token';

const LIFE_MS = 3_600_000;
/** So long after its end an access token is refused as expired, then as unknown. */
const KEPT_MS = 600_000;
const TOUCH_EVERY_MS = 60_000;

type Kept = readonly (string | null)[];
type Refusal = Extract<AccessTokenAnswer, { outcome: 'refused' }>['reason'];

const refused = (reason: Refusal): AccessTokenAnswer => ({ outcome: 'refused', reason });

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

  async grant(clientId: string, clientSecret: string): Promise<AccessTokenAnswer> {
    try {
      const answer = await this.answer(clientId, clientSecret);
      this.grants.inc({ outcome: answer.outcome === 'granted' ? 'granted' : answer.reason });
      return answer;
    } catch (error) {
      this.grants.inc({ outcome: 'unavailable' });
      throw error;
    }
  }

  private async answer(clientId: string, clientSecret: string): Promise<AccessTokenAnswer> {
    const parts = parseToken(clientSecret);
    if (!parts) return refused('unknown');
    const [time, kept] = (await this.redis.run(admitScript, [parts.id])) as [
      [string, string],
      Kept,
    ];
    this.clock.sync(time);
    const [tenantId, , digest, digestKey, expiresAt, revokedAt, expiredAt, , client] = kept;
    if (!tenantId || !digest || !digestKey || !client) return refused('unknown');
    if (!this.secrets.matches(parts.secret, digest, digestKey)) return refused('unknown');
    if (client !== clientId) return refused('unknown');
    const now = this.clock.now();
    if (revokedAt) return refused('revoked');
    if (expiredAt || Number(expiresAt) <= now) return refused('expired');
    const endsAt = Math.min(now + LIFE_MS, Number(expiresAt));
    const accessToken = await this.store(tenantId, parts.id, now, endsAt);
    if (accessToken === undefined) return refused('revoked');
    return {
      outcome: 'granted',
      accessToken,
      expiresInSeconds: Math.floor((endsAt - now) / 1_000),
    };
  }

  /** Undefined when the secret was deleted meanwhile. */
  private async store(
    tenantId: string,
    secretId: string,
    now: number,
    endsAt: number,
  ): Promise<string | undefined> {
    const parts = newTokenParts();
    const { digest, digestKey } = this.peppers.digest(parts.secret);
    const stored = await this.redis.run(grantScript, [
      parts.id,
      tenantId,
      digest,
      digestKey,
      endsAt,
      secretId,
      endsAt - now + KEPT_MS,
      now,
      TOUCH_EVERY_MS,
    ]);
    return stored === 1 ? formatToken(parts) : undefined;
  }
}

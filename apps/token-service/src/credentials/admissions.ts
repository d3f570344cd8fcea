import { Injectable } from '@nestjs/common';
import type { Admission } from '@rollcall/contracts';
import { RedisReader } from '../redis/redis-connections';
import { admitScript, touchScript } from '../redis/scripts/admit.lua';
import { SteadyClock } from '../redis/steady-clock';
import { unpacked } from './constraints';
import { SecretCheck } from './secret-check';
import { parseToken } from './token';

/** The last use of a token is stored at most this often: each time is a synced write. */
const TOUCH_EVERY_MS = 60_000;

type Kept = readonly (string | null)[];
type Answer = readonly [time: readonly [string, string], kept: Kept, ofSecret?: Kept | null];

const UNKNOWN: Admission = { outcome: 'refused', reason: 'unknown' };

/** Whose token is this? */
@Injectable()
export class Admissions {
  constructor(
    private readonly redis: RedisReader,
    private readonly secrets: SecretCheck,
    private readonly clock: SteadyClock,
  ) {}

  /**
   * Names the tenant of a refused token only when the digest matches: a forged one has no owner.
   * Rejects with StoreUnavailable when the store cannot answer; that is never a refusal.
   */
  async admit(token: string): Promise<Admission> {
    const parts = parseToken(token);
    if (!parts) return UNKNOWN;
    const [time, kept, ofSecret] = (await this.redis.run(admitScript, [parts.id])) as Answer;
    this.clock.sync(time);
    const [tenantId, , digest, digestKey, expiresAt, , , , clientId, secretId] = kept;
    // A client secret is for the token endpoint: as a bearer token it is unknown.
    if (!tenantId || !digest || !digestKey || clientId) return UNKNOWN;
    if (!this.secrets.matches(parts.secret, digest, digestKey)) return UNKNOWN;
    if (!secretId) return this.judge(parts.id, tenantId, kept, Number(expiresAt));
    if (!ofSecret?.[0]) return UNKNOWN;
    return this.judge(secretId, tenantId, ofSecret, Number(expiresAt));
  }

  /** `endsAt`: the end of what the caller sent; an access token ends before its client secret. */
  private judge(tokenId: string, tenantId: string, kept: Kept, endsAt: number): Admission {
    const [, label, , , expiresAt, revokedAt, expiredAt, lastUsedAt, , , restricted] = kept;
    const now = this.clock.now();
    const remainingMs = endsAt - now;
    if (revokedAt) return { outcome: 'refused', reason: 'revoked', tenantId, tokenId };
    if (expiredAt || remainingMs <= 0)
      return { outcome: 'refused', reason: 'expired', tenantId, tokenId };
    this.touch(tokenId, Number(lastUsedAt ?? 0));
    const credentialRemainingMs = Number(expiresAt) - now;
    const constraints = unpacked(restricted);
    return {
      outcome: 'admitted',
      tenantId,
      tokenId,
      label: label ?? '',
      remainingMs,
      ...(credentialRemainingMs > remainingMs ? { credentialRemainingMs } : {}),
      ...(constraints ? { constraints } : {}),
    };
  }

  // Not awaited: the answer does not depend on it, and a lost write costs nothing.
  private touch(tokenId: string, lastUsedAt: number): void {
    const now = this.clock.now();
    if (now - lastUsedAt < TOUCH_EVERY_MS) return;
    this.redis.run(touchScript, [tokenId, now, TOUCH_EVERY_MS]).catch(() => undefined);
  }
}

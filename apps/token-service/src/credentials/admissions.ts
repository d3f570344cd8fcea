import { Inject, Injectable } from '@nestjs/common';
import type { Admission } from '@rollcall/contracts';
import { Peppers, UnknownPepper, type Logger } from '@rollcall/platform';
import { RedisReader } from '../redis/redis-connections';
import { StoreUnavailable } from '../redis/redis-link';
import { admitScript, touchScript } from '../redis/scripts/admit.lua';
import { SteadyClock } from '../redis/steady-clock';
import { LOGGER } from '../service/logger';
import { parseToken } from './token';

/** The last use of a token is stored at most this often: each time is a synced write. */
const TOUCH_EVERY_MS = 60_000;

type Answer = readonly [time: readonly [string, string], kept: readonly (string | null)[]];

const UNKNOWN: Admission = { outcome: 'refused', reason: 'unknown' };

/** Whose token is this? */
@Injectable()
export class Admissions {
  constructor(
    private readonly redis: RedisReader,
    private readonly peppers: Peppers,
    private readonly clock: SteadyClock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Names the tenant of a refused token only when the digest matches: a forged one has no owner.
   * Rejects with StoreUnavailable when the store cannot answer; that is never a refusal.
   */
  async admit(token: string): Promise<Admission> {
    const parts = parseToken(token);
    if (!parts) return UNKNOWN;
    const [time, kept] = (await this.redis.run(admitScript, [parts.id])) as Answer;
    this.clock.sync(time);
    const [tenantId, label, digest, digestKey, expiresAt, revokedAt, expiredAt, lastUsedAt] = kept;
    if (!tenantId || !digest || !digestKey) return UNKNOWN;
    if (!this.matches(parts.secret, digest, digestKey)) return UNKNOWN;
    const tokenId = parts.id;
    const remainingMs = Number(expiresAt) - this.clock.now();
    if (revokedAt) return { outcome: 'refused', reason: 'revoked', tenantId, tokenId };
    if (expiredAt || remainingMs <= 0)
      return { outcome: 'refused', reason: 'expired', tenantId, tokenId };
    this.touch(tokenId, Number(lastUsedAt ?? 0));
    return { outcome: 'admitted', tenantId, tokenId, label: label ?? '', remainingMs };
  }

  private matches(secret: string, digest: string, digestKey: string): boolean {
    try {
      return this.peppers.matches(secret, { digest, digestKey });
    } catch (error) {
      if (!(error instanceof UnknownPepper)) throw error;
      this.logger.error({ pepper: error.digestKey }, error.message);
      throw new StoreUnavailable('The token service lacks the pepper of this token.');
    }
  }

  // Not awaited: the answer does not depend on it, and a lost write costs nothing.
  private touch(tokenId: string, lastUsedAt: number): void {
    const now = this.clock.now();
    if (now - lastUsedAt < TOUCH_EVERY_MS) return;
    this.redis.run(touchScript, [tokenId, now, TOUCH_EVERY_MS]).catch(() => undefined);
  }
}

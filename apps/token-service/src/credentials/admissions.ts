import type { Admission } from '@rollcall/contracts';
import { UnknownPepper, type Logger, type Peppers } from '@rollcall/platform';
import { StoreUnavailable, type RedisLink } from '../redis/redis-link';
import { admitScript, touchScript } from '../redis/scripts/admit.lua';
import type { SteadyClock } from '../redis/steady-clock';
import { parseToken } from './token';

/** The last use of a token is noted at most this often: a note is a synced write. */
const TOUCH_EVERY_MS = 60_000;

type Answer = readonly [time: readonly [string, string], kept: readonly (string | null)[]];

const UNKNOWN: Admission = { outcome: 'refused', reason: 'unknown' };

/** "Whose token is this?" */
export class Admissions {
  constructor(
    private readonly redis: RedisLink,
    private readonly peppers: Peppers,
    private readonly clock: SteadyClock,
    private readonly logger: Logger,
  ) {}

  /**
   * Refused tokens are attributed only when their digest matches: a forged one belongs to nobody.
   * Rejects with StoreUnavailable when the store cannot tell; that is never a refusal.
   */
  async admit(token: string): Promise<Admission> {
    const parts = parseToken(token);
    if (!parts) return UNKNOWN;
    const [time, kept] = (await this.redis.run(admitScript, [parts.id])) as Answer;
    this.clock.hear(Number(time[0]) * 1_000 + Math.floor(Number(time[1]) / 1_000));
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

  // Not waited for: the answer does not depend on it, and a lost note costs nothing.
  private touch(tokenId: string, lastUsedAt: number): void {
    const now = this.clock.now();
    if (now - lastUsedAt < TOUCH_EVERY_MS) return;
    this.redis.run(touchScript, [tokenId, now, TOUCH_EVERY_MS]).catch(() => undefined);
  }
}

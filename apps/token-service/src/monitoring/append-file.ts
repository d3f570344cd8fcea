import type { Logger } from '@rollcall/platform';
import type { RedisLink } from '../redis/redis-link';
import { OUTBOX, REWRITE } from '../redis/scripts/script';

const AGAIN_MS = 60_000;

/** This server has no such command, or not for us: it never will. */
const REFUSED = /^NOPERM |unknown command/i;
/** One that began before: what was erased since may be in it. */
const UNDER_WAY = /already in progress/;

/**
 * Redis' append-only file keeps every command, also those that made what was deleted since, until it
 * is written anew: asked for when something was erased, as soon as the outbox tells nothing of it.
 */
export class AppendFile {
  private notBefore = 0;

  constructor(
    private readonly redis: RedisLink,
    private readonly logger: Logger,
  ) {}

  /** Looks whether it is time; one service of all asks. Rejects when Redis does not answer. */
  async look(): Promise<void> {
    if (performance.now() < this.notBefore) return;
    if ((await this.redis.command(['EXISTS', REWRITE])) !== 1) return;
    if ((await this.redis.command(['XLEN', OUTBOX])) !== 0) return;
    if ((await this.redis.command(['DEL', REWRITE])) !== 1) return;
    await this.redis.command(['BGREWRITEAOF']).catch((reason: unknown) => this.failed(reason));
  }

  private async failed(reason: unknown): Promise<void> {
    const { message } = reason as Error;
    if (REFUSED.test(message)) {
      this.logger.warn(
        { err: reason },
        'Redis does not permit token-service to rewrite the append-only file: erased data stays in it until Redis rewrites it',
      );
      return;
    }
    await this.redis.command(['SET', REWRITE, '1']);
    if (UNDER_WAY.test(message)) return;
    this.notBefore = performance.now() + AGAIN_MS;
    this.logger.warn(
      { err: reason },
      'rewrite of the Redis append-only file failed, will retry in a minute',
    );
  }
}

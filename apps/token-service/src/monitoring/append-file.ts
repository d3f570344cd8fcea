import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { RedisReader } from '../redis/redis-connections';
import { OUTBOX, REWRITE } from '../redis/scripts/script';
import { LOGGER } from '../service/logger';

const RETRY_MS = 60_000;

/** This server has no such command, or not for this user: a retry does not help. */
const REFUSED = /^NOPERM |unknown command/i;
/** A rewrite that began earlier may still contain what was erased since. */
const UNDER_WAY = /already in progress/;

/**
 * Redis' append-only file keeps every command until it is rewritten, also those that wrote what was
 * erased since. So an erasure asks for a rewrite, as soon as the outbox is empty.
 */
@Injectable()
export class AppendFile {
  private notBefore = 0;

  constructor(
    private readonly redis: RedisReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Starts the rewrite when it is due; of several processes one does. Rejects without Redis. */
  async rewriteWhenDue(): Promise<void> {
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
    this.notBefore = performance.now() + RETRY_MS;
    this.logger.warn(
      { err: reason },
      'rewrite of the Redis append-only file failed, will retry in a minute',
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@rollcall/platform';
import { TokenConfig } from '../config/token-config';
import { CredentialsLost, Restore } from '../events/restore';
import { RedisReader } from '../redis/redis-connections';
import { StoreUnavailable } from '../redis/redis-link';
import { assertSafeSettings, UnsafeRedis } from '../redis/redis-settings';
import { MARKER } from '../redis/scripts/script';
import { SteadyClock } from '../redis/steady-clock';
import { LOGGER } from '../service/logger';
import { Housekeeping } from './housekeeping';

const CHECK_EVERY_MS = 500;

/** `lost`: Redis is empty, and the topic cannot restore it. */
export type StoreState = 'connecting' | 'unsafe' | 'restoring' | 'lost' | 'ready';

/**
 * Checks the store twice a second: its settings, its completeness, and what is due. Readiness shows
 * the state; each script checks the completeness itself.
 */
@Injectable()
export class StoreMonitor {
  state: StoreState = 'connecting';
  /** Why the state is `unsafe` or `lost`. */
  reason = '';
  /** The connection whose server has safe settings: a failover brings another one. */
  private trusted: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;
  private stopped = false;
  private settled: ((error?: UnsafeRedis) => void) | undefined;

  constructor(
    private readonly redis: RedisReader,
    private readonly clock: SteadyClock,
    private readonly restore: Restore,
    private readonly housekeeping: Housekeeping,
    private readonly config: TokenConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Starts the checks. Rejects with UnsafeRedis when Redis answers within the time and its settings
   * are wrong; resolves when they are right, or when Redis does not answer yet.
   */
  start(patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(resolve, patienceMs);
      this.settled = (error) => {
        clearTimeout(patience);
        this.settled = undefined;
        if (error) reject(error);
        else resolve();
      };
      this.check();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    // A restore waits for Kafka. It is abandoned: the next start begins it again.
    if (this.state !== 'restoring' && this.state !== 'lost') await this.checking;
  }

  private check(): void {
    this.checking = this.work()
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.check(), CHECK_EVERY_MS);
      });
  }

  private async work(): Promise<void> {
    const { connection } = this.redis;
    if (this.state === 'connecting' || this.state === 'unsafe' || connection !== this.trusted) {
      await assertSafeSettings(this.redis, this.config.REDIS_DURABILITY);
      this.trusted = connection;
      this.clock.sync((await this.redis.command(['TIME'])) as [string, string]);
      this.settled?.();
    }
    if ((await this.redis.command(['EXISTS', MARKER])) !== 1) {
      if (this.state !== 'lost') {
        this.state = 'restoring';
        this.logger.warn({}, 'token store incomplete, restoring it from the credentials topic');
      }
      const facts = await this.restore.run();
      this.logger.info({ facts }, 'token store complete');
      if (facts === 0)
        this.logger.warn(
          {},
          'Redis and the credentials topic were both empty: right for a new installation; in any other all tokens are lost (docs/runbooks/credentials-topic.md)',
        );
    }
    this.state = 'ready';
    this.reason = '';
    await this.housekeeping.run();
  }

  private failed(error: unknown): void {
    if (error instanceof UnsafeRedis || error instanceof CredentialsLost) {
      const state = error instanceof UnsafeRedis ? 'unsafe' : 'lost';
      if (this.state !== state) this.logger.error({}, error.message);
      this.state = state;
      this.reason = error.message;
      if (error instanceof UnsafeRedis) this.settled?.(error);
      return;
    }
    if (!(error instanceof StoreUnavailable))
      this.logger.error({ err: error }, 'token store check failed, will retry');
    else if (this.state !== 'connecting') this.logger.warn({}, 'token store unavailable');
    this.state = 'connecting';
    this.reason = '';
  }
}

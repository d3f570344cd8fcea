import type { Logger } from '@rollcall/platform';
import type { AppendFile } from './append-file';
import { StoreUnavailable, type RedisLink } from '../redis/redis-link';
import { assertSafeSettings, UnsafeRedis } from '../redis/redis-settings';
import { restore, type ReadFacts } from '../events/restore';
import { MARKER } from '../redis/scripts/script';
import type { SteadyClock } from '../redis/steady-clock';
import type { TokenStore } from '../credentials/token-store';

const LOOK_EVERY_MS = 500;

export type StoreState = 'connecting' | 'unsafe' | 'restoring' | 'ready';

/**
 * Looks after the store: its settings, its completeness, the tokens whose time is up, or near.
 * Its state colours readiness only; each script looks at the marker itself.
 */
export class StoreKeeper {
  state: StoreState = 'connecting';
  /** The connection whose server's settings were read: a failover brings another one. */
  private trusted: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private stopped = false;
  private settled: ((error?: unknown) => void) | undefined;

  constructor(
    private readonly redis: RedisLink,
    private readonly store: TokenStore,
    private readonly clock: SteadyClock,
    private readonly read: ReadFacts,
    private readonly file: AppendFile,
    private readonly logger: Logger,
    private readonly onTold: () => void,
    private readonly onPruned: (tokens: number) => void = () => undefined,
  ) {}

  /**
   * Begins to look. Rejects with UnsafeRedis when Redis answers within the time and its settings
   * are wrong; resolves when they are right, or when Redis does not answer (it is asked again).
   */
  start(patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(resolve, patienceMs);
      this.settled = (error) => {
        clearTimeout(patience);
        this.settled = undefined;
        if (error) reject(error as Error);
        else resolve();
      };
      this.look();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    // A restore waits for Kafka; it is left behind: the next start begins it again.
    if (this.state !== 'restoring') await this.looking;
  }

  private look(): void {
    this.looking = this.work()
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.look(), LOOK_EVERY_MS);
      });
  }

  private async work(): Promise<void> {
    const { connection } = this.redis;
    if (this.state === 'connecting' || this.state === 'unsafe' || connection !== this.trusted) {
      await assertSafeSettings(this.redis);
      this.trusted = connection;
      const [seconds, micros] = (await this.redis.command(['TIME'])) as [string, string];
      this.clock.hear(Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000));
      this.settled?.();
    }
    if ((await this.redis.command(['EXISTS', MARKER])) !== 1) {
      this.state = 'restoring';
      this.logger.warn({}, 'token store incomplete, restoring it from the credentials topic');
      const facts = await restore(this.redis, this.read);
      this.logger.info({ facts }, 'token store complete');
    }
    this.state = 'ready';
    const ended = await this.store.expire('sweep');
    const warned = await this.store.warn('sweep');
    if (ended + warned > 0) this.onTold();
    this.onPruned(await this.store.prune());
    await this.file.look();
  }

  private failed(error: unknown): void {
    if (error instanceof UnsafeRedis) {
      if (this.state !== 'unsafe') this.logger.error({}, error.message);
      this.state = 'unsafe';
      this.settled?.(error);
      return;
    }
    if (!(error instanceof StoreUnavailable))
      this.logger.error({ err: error }, 'token store check failed, will retry');
    else if (this.state !== 'connecting') this.logger.warn({}, 'token store unavailable');
    this.state = 'connecting';
  }
}

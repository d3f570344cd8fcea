import { Inject, Injectable } from '@nestjs/common';
import type { ReadEvent } from '@rollcall/contracts';
import type { Logger } from '@rollcall/platform';
import { randomUUID } from 'node:crypto';
import { RedisReader } from '../redis/redis-connections';
import { StoreUnavailable } from '../redis/redis-link';
import { ackScript, drainScript, releaseScript, renewScript } from '../redis/scripts/relay.lua';
import { mergeScript } from '../redis/scripts/restore.lua';
import { LOGGER } from '../service/logger';
import { mergeFacts } from './credential-facts';
import { CredentialsTopic } from './credentials-topic';
import { eventOf, type StreamEntry } from './outbox';

const LEASE_MS = 5_000;
const POLL_MS = 100;
const AT_ONCE = 256;

/**
 * Publishes the outbox to Kafka, in order, at least once. One process leads, by a lease in Redis;
 * a leader that lost it unawares can only repeat events, which readers merge by token.
 */
@Injectable()
export class OutboxRelay {
  private readonly owner = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private stopped = false;
  state: 'leading' | 'standby' | 'failing' = 'standby';

  constructor(
    private readonly redis: RedisReader,
    private readonly topic: CredentialsTopic,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Works at once instead of at the next poll; the first call starts the polls. */
  wake(): void {
    if (this.stopped || this.working) return;
    clearTimeout(this.timer);
    this.working = this.work().finally(() => {
      this.working = undefined;
      if (!this.stopped) this.timer = setTimeout(() => this.wake(), POLL_MS);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
    await this.redis.run(releaseScript, [this.owner]).catch(() => undefined);
  }

  private async work(): Promise<void> {
    try {
      for (let more = true; more && !this.stopped; ) more = await this.round();
    } catch (error) {
      if (this.state !== 'failing' && !(error instanceof StoreUnavailable))
        this.logger.warn({ err: error }, 'publishing of credential events failed, will retry');
      this.state = error instanceof StoreUnavailable ? 'standby' : 'failing';
    }
  }

  /** One batch; true when there may be more. */
  private async round(): Promise<boolean> {
    const args = [this.owner, LEASE_MS, AT_ONCE];
    const entries = (await this.redis.run(drainScript, args)) as StreamEntry[] | null;
    if (!entries) {
      this.state = 'standby';
      return false;
    }
    if (entries.length === 0) {
      this.state = 'leading';
      return false;
    }
    const events = entries.map(eventOf);
    const appended = await this.withLease(() => this.topic.publish(events));
    this.state = 'leading';
    const places = appended.flatMap(({ partition, first, next }) => [
      partition,
      String(first),
      String(next),
    ]);
    const ids = entries.map(([id]) => id);
    const acked = await this.redis
      .run(ackScript, [this.owner, this.topic.name, appended.length, ...places, ...ids])
      .catch(async (error: unknown) => {
        await this.putBack(events.map(known));
        throw error;
      });
    if (acked !== 1) await this.putBack(events.map(known));
    return acked === 1;
  }

  // While Kafka is away a send takes longer than the lease.
  private async withLease<T>(send: () => Promise<T>): Promise<T> {
    const renewing = setInterval(() => {
      this.redis.run(renewScript, [this.owner, LEASE_MS]).catch(() => undefined);
    }, LEASE_MS / 3);
    try {
      return await send();
    } finally {
      clearInterval(renewing);
    }
  }

  // The lease is lost: perhaps Redis was emptied while these events were on their way to Kafka, and
  // a restore has already read past them. Otherwise a repetition changes nothing.
  private async putBack(events: readonly ReadEvent[]): Promise<void> {
    await this.redis.run(mergeScript, ['', JSON.stringify(mergeFacts(events))]);
  }
}

const known = (event: ReturnType<typeof eventOf>): ReadEvent => ({ ...event, known: true });

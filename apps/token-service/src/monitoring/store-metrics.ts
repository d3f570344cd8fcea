import { Injectable } from '@nestjs/common';
import { EXPIRY_THRESHOLDS } from '@rollcall/contracts';
import { Metrics } from '@rollcall/platform';
import { OutboxRelay } from '../events/outbox-relay';
import { TopicWatch } from '../events/topic-watch';
import { RedisReader } from '../redis/redis-connections';
import { EXPIRIES, OUTBOX } from '../redis/scripts/script';
import { expiringScript } from '../redis/scripts/warn.lua';
import { SteadyClock } from '../redis/steady-clock';
import { StoreMonitor } from './store-monitor';

const WARNED_MS = EXPIRY_THRESHOLDS[0] * 86_400_000;
/** The soonest to expire: a metric is no list. */
const MOST_SERIES = 500;
type Expiring = readonly [tenant: string, token: string, expiresAt: string];

const RELAY_STATES = ['leading', 'standby', 'failing'] as const;

/** Gauges that are read when they are scraped; without an answer of Redis the last value stays. */
@Injectable()
export class StoreMetrics {
  constructor(
    private readonly metrics: Metrics,
    private readonly redis: RedisReader,
    relay: OutboxRelay,
    monitor: StoreMonitor,
    watch: TopicWatch,
    clock: SteadyClock,
  ) {
    this.count(
      'rollcall_token_outbox_length',
      'Credential events that are not yet published to Kafka.',
      ['XLEN', OUTBOX],
    );
    this.count('rollcall_tokens_live', 'Tokens that are neither revoked nor expired.', [
      'ZCARD',
      EXPIRIES,
    ]);
    metrics.gauge(
      'rollcall_token_expires_in_seconds',
      'Seconds until the expiry of each live token that has thirty days or less.',
      ['tenant', 'token'],
      async (gauge) => {
        const now = clock.now();
        const expiring = await this.expiring(now);
        if (!expiring) return;
        gauge.reset();
        for (const [tenant, token, at] of expiring)
          gauge.set({ tenant, token }, Math.round((Number(at) - now) / 1_000));
      },
    );
    metrics.gauge('rollcall_token_relay_state', '1 for the current state.', ['state'], (gauge) => {
      for (const state of RELAY_STATES) gauge.set({ state }, relay.state === state ? 1 : 0);
    });
    metrics.gauge(
      'rollcall_credentials_topic_complete',
      '0 when the credentials topic was lost or shortened; readiness says what to do.',
      [],
      (gauge) => gauge.set(watch.problem === undefined ? 1 : 0),
    );
    metrics.gauge('rollcall_token_store_ready', '1 when the store is complete.', [], (gauge) =>
      gauge.set(monitor.state === 'ready' ? 1 : 0),
    );
    metrics.gauge(
      'rollcall_token_clock_difference_seconds',
      'Difference between the clock of Redis and the clock that token-service uses for expiry.',
      [],
      (gauge) => gauge.set(clock.difference / 1_000),
    );
  }

  private count(name: string, help: string, command: readonly string[]): void {
    this.metrics.gauge(name, help, [], async (gauge) => {
      const count = await this.redis.command(command).catch(() => undefined);
      if (count !== undefined) gauge.set(Number(count));
    });
  }

  private expiring(now: number): Promise<readonly Expiring[] | undefined> {
    const args = [now, now + WARNED_MS, MOST_SERIES];
    return this.redis.run(expiringScript, args).then(
      (found) => found as readonly Expiring[],
      () => undefined,
    );
  }
}

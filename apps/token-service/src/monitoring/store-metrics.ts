import { EXPIRY_THRESHOLDS } from '@rollcall/contracts';
import type { Metrics } from '@rollcall/platform';
import type { OutboxRelay } from '../events/outbox-relay';
import type { RedisLink } from '../redis/redis-link';
import { EXPIRIES, OUTBOX } from '../redis/scripts/script';
import { expiringScript } from '../redis/scripts/warn.lua';
import type { SteadyClock } from '../redis/steady-clock';
import type { StoreKeeper } from './store-monitor';

const WARNED_MS = EXPIRY_THRESHOLDS[0] * 86_400_000;
/** The soonest ones: a metric is no list. */
const MOST_SERIES = 500;
type Expiring = readonly [tenant: string, token: string, expiresAt: string];

/** Gauges that look when they are scraped; a store that does not answer leaves the last figure. */
export const addStoreMetrics = (
  metrics: Metrics,
  redis: RedisLink,
  relay: OutboxRelay,
  keeper: StoreKeeper,
  clock: SteadyClock,
): void => {
  const counted = (name: string, help: string, command: readonly string[]): void => {
    metrics.gauge(name, help, [], async (gauge) => {
      const count = await redis.command(command).catch(() => undefined);
      if (count !== undefined) gauge.set(Number(count));
    });
  };
  counted(
    'rollcall_token_outbox_length',
    'Credential events that are not yet published to Kafka.',
    ['XLEN', OUTBOX],
  );
  counted('rollcall_tokens_live', 'Tokens that are neither revoked nor expired.', [
    'ZCARD',
    EXPIRIES,
  ]);
  metrics.gauge(
    'rollcall_token_expires_in_seconds',
    'Seconds until the expiry of each live token that has thirty days or less.',
    ['tenant', 'token'],
    async (gauge) => {
      const now = clock.now();
      const args = [now, now + WARNED_MS, MOST_SERIES];
      const found = (await redis.run(expiringScript, args).catch(() => undefined)) as
        | readonly Expiring[]
        | undefined;
      if (!found) return;
      gauge.reset();
      for (const [tenant, token, at] of found)
        gauge.set({ tenant, token }, Math.round((Number(at) - now) / 1_000));
    },
  );
  const states = ['leading', 'standby', 'failing'] as const;
  metrics.gauge('rollcall_token_relay_state', '1 for the current state.', ['state'], (gauge) => {
    for (const state of states) gauge.set({ state }, relay.state === state ? 1 : 0);
  });
  metrics.gauge('rollcall_token_store_ready', '1 when the store is complete.', [], (gauge) =>
    gauge.set(keeper.state === 'ready' ? 1 : 0),
  );
  metrics.gauge(
    'rollcall_token_clock_difference_seconds',
    'Difference between the clock of Redis and the clock that token-service uses for expiry.',
    [],
    (gauge) => gauge.set(clock.difference / 1_000),
  );
};

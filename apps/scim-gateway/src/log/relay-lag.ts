import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';
import { UNTOLD } from './relay.queries';

interface Untold {
  readonly events: number;
  readonly oldest: number;
  readonly oldest_deactivation: number;
  readonly held: number;
}

const KEPT_MS = 1_000;

/** One question for all gauges of a scrape; a database that does not answer leaves the last figures. */
const asking = (pool: Pool, generation: number): (() => Promise<Untold | undefined>) => {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<Untold | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - askedAt < KEPT_MS) return answer;
    askedAt = performance.now();
    answer = pool.query<Untold>({ name: 'untold', text: UNTOLD, values: [generation] }).then(
      ({ rows }) => rows[0],
      () => undefined,
    );
    return answer;
  };
};

/**
 * What the log holds and Kafka does not, seen by every gateway, whoever leads: a leader that is
 * stuck or missing could not tell it of itself.
 */
export const addRelayLag = (metrics: Metrics, pool: Pool, generation: number): void => {
  const ask = asking(pool, generation);
  const told = (name: string, help: string, of: keyof Untold): void => {
    metrics.gauge(name, help, [], async (gauge) => {
      const untold = await ask();
      if (untold) gauge.set(untold[of]);
    });
  };
  told('rollcall_relay_behind_events', 'Events in the log that Kafka does not have.', 'events');
  told(
    'rollcall_relay_oldest_untold_seconds',
    'Age of the oldest event that Kafka does not have; 0 when it has all.',
    'oldest',
  );
  told(
    'rollcall_deactivation_oldest_untold_seconds',
    'Age of the oldest deactivation or deprovisioning that Kafka does not have; 0 when it has all.',
    'oldest_deactivation',
  );
  told('rollcall_relay_held_tenants', 'Tenants that the relay holds now.', 'held');
};

import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';
import { databaseGauges } from '../database/database-gauges';
import { UNPUBLISHED } from './relay.queries';

interface Unpublished {
  readonly generation: number;
  readonly events: number;
  readonly oldest: number;
  readonly oldest_deactivation: number;
  readonly held: number;
}

/**
 * The events in the log and not in Kafka, for each published generation: consumers may move to a
 * complete one. Every gateway measures it, whichever leads: a stuck or missing leader could not
 * report it itself.
 */
export const addRelayLag = (metrics: Metrics, pool: Pool, generations: readonly number[]): void => {
  const question = {
    name: 'unpublished',
    text: UNPUBLISHED,
    values: [generations],
    label: 'generation',
  } as const;
  const gauge = databaseGauges<Unpublished, 'generation'>(metrics, pool, question);
  gauge(
    'rollcall_relay_behind_events',
    'Events in the event log that are not yet published to Kafka.',
    'events',
  );
  gauge(
    'rollcall_relay_oldest_unpublished_seconds',
    'Age of the oldest unpublished event; 0 when there is none.',
    'oldest',
  );
  gauge(
    'rollcall_deactivation_oldest_unpublished_seconds',
    'Age of the oldest unpublished deactivation or deprovisioning; 0 when there is none.',
    'oldest_deactivation',
  );
  gauge('rollcall_relay_held_tenants', 'Tenants held by the relay now.', 'held');
};

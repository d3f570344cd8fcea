import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';
import { databaseGauges } from '../database/database-gauges';
import { UNTOLD } from './relay.queries';

interface Untold {
  readonly events: number;
  readonly oldest: number;
  readonly oldest_deactivation: number;
  readonly held: number;
}

/**
 * What the log holds and Kafka does not, seen by every gateway, whoever leads: a leader that is
 * stuck or missing could not tell it of itself.
 */
export const addRelayLag = (metrics: Metrics, pool: Pool, generation: number): void => {
  const question = { name: 'untold', text: UNTOLD, values: [generation] };
  const told = databaseGauges<Untold>(metrics, pool, question);
  told(
    'rollcall_relay_behind_events',
    'Events in the event log that are not yet published to Kafka.',
    'events',
  );
  told(
    'rollcall_relay_oldest_unpublished_seconds',
    'Age of the oldest unpublished event; 0 when there is none.',
    'oldest',
  );
  told(
    'rollcall_deactivation_oldest_unpublished_seconds',
    'Age of the oldest unpublished deactivation or deprovisioning; 0 when there is none.',
    'oldest_deactivation',
  );
  told('rollcall_relay_held_tenants', 'Tenants held by the relay now.', 'held');
};

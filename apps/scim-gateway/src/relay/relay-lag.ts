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

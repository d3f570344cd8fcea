import type { Metrics } from '@rollcall/platform';
import type { Pool } from 'pg';
import { databaseGauges } from '../database/database-gauges';
import { WAITING } from './erasures.queries';

interface Waiting {
  readonly erasures: number;
  readonly oldest: number;
}

/**
 * Erasures that were requested and are not done. Every gateway reports them, whichever carries them
 * out.
 */
export const addErasuresWaiting = (metrics: Metrics, pool: Pool): void => {
  const question = { name: 'erasures-waiting', text: WAITING, values: [] };
  const waiting = databaseGauges<Waiting>(metrics, pool, question);
  waiting(
    'rollcall_erasures_waiting',
    'Erasures that are recorded and not yet carried out.',
    'erasures',
  );
  waiting(
    'rollcall_erasure_oldest_waiting_seconds',
    'Age of the oldest erasure that is not yet carried out; 0 when there is none.',
    'oldest',
  );
};

import type { Pool } from 'pg';
import type { Metrics } from './metrics';

type Figure = (pool: Pool) => number;

/**
 * Gauges of connection pools, by the name under which Postgres lists their connections. Pools of one
 * name, such as those of a primary and its replica, are added up. Read at a scrape, from memory.
 */
export const poolGauges = (metrics: Metrics, pools: readonly Pool[]): void => {
  const gauge = (name: string, help: string, of: Figure): void => {
    metrics.gauge(name, help, ['pool'], (one) => {
      one.reset();
      for (const pool of new Set(pools))
        one.inc({ pool: pool.options.application_name ?? '' }, of(pool));
    });
  };
  gauge(
    'rollcall_pool_connections_used',
    'Connections to Postgres that are in use, by pool.',
    ({ totalCount, idleCount }) => totalCount - idleCount,
  );
  gauge(
    'rollcall_pool_connections_max',
    'Connections to Postgres that a pool may open.',
    ({ options }) => options.max,
  );
  gauge(
    'rollcall_pool_waiting',
    'Statements and transactions that wait for a connection of their pool.',
    ({ waitingCount }) => waitingCount,
  );
};

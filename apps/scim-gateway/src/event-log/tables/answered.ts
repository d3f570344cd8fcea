import type { Pool } from 'pg';
import { LogUnavailable } from '../port/event-log';
import type { Query } from './statement';

/** The rows of a read; rejects with LogUnavailable when the database does not answer. */
export const answered = async <Row extends object>(
  pool: Pool,
  query: Query,
): Promise<readonly Row[]> => {
  try {
    return (await pool.query<Row>(query)).rows;
  } catch (cause) {
    throw new LogUnavailable('the log did not answer', { cause });
  }
};

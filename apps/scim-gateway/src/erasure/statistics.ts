import { resampleTables } from '@rollcall/platform';
import type { Pool } from 'pg';
import { SEARCH_COLUMNS } from '../database/entities/personal-columns';
import type { Step } from './erasing';

/** A person's rows are gone before the erasure is asked for, and long before this time is over. */
const AFTER_MS = 60_000;

const SAMPLED = `
SELECT greatest(last_analyze, last_autoanalyze) > $2 AS anew FROM pg_stat_user_tables
WHERE schemaname = current_schema() AND relname = $1`;

/**
 * Postgres keeps samples of the names that rows are found by, and keeps them when the rows are gone,
 * until it samples anew: that is now. Once for all people whose erasures were asked for together.
 */
export const statisticsStep = (pool: Pool): Step => ({
  name: 'statistics',
  run: async ({ subject, askedAt }, hold) => {
    const gone = new Date(askedAt.getTime() + AFTER_MS);
    for (const table of Object.keys(SEARCH_COLUMNS)) {
      await hold();
      const { rows } = await pool.query<{ anew: boolean | null }>(SAMPLED, [table, gone]);
      if (subject.startsWith('users/') && rows[0]?.anew === true) continue;
      await resampleTables(pool, [table]);
    }
  },
});

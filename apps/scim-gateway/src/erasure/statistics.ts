import { resampleTables } from '@rollcall/platform';
import type { Pool } from 'pg';
import { SEARCH_COLUMNS } from '../database/entities/personal-columns';
import type { Step } from './erasing';

/**
 * A person's rows are deleted before the request for an erasure, and long before this time is over.
 */
const AFTER_MS = 60_000;

const SAMPLED = `
SELECT greatest(last_analyze, last_autoanalyze) > $2 AS anew FROM pg_stat_user_tables
WHERE schemaname = current_schema() AND relname = $1`;

/**
 * Postgres samples the names in indexed columns, and keeps the samples of deleted rows until the
 * next ANALYZE: this step runs it, once for all users whose erasures were requested together.
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

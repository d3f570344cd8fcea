import type { Pool, PoolClient, QueryConfig } from 'pg';

/** It reads 30,000 rows of a table, wherever on the disk they lie. */
const LONGEST_MS = 300_000;

const CAN_CLEAR = `
SELECT to_regprocedure('pg_clear_attribute_stats(text,text,text,boolean)') IS NOT NULL AS can`;

/** ANALYZE takes nothing for an answer from an empty table, and leaves what it sampled before. */
const clearedIfEmpty = (table: string): string => `
SELECT pg_clear_attribute_stats(schemaname::text, tablename::text, attname::text, inherited)
FROM pg_stats
WHERE schemaname = current_schema() AND NOT EXISTS (SELECT FROM ${table})
  AND (tablename = '${table}' OR tablename::text IN (
    SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = '${table}'::regclass))`;

/**
 * Has Postgres sample our tables again (ANALYZE): its samples outlive the rows, and contain what
 * stood in them. Those of a table that is empty now are taken away by Postgres 18 and later alone.
 * Rejects when it takes more than five minutes, or when somebody else vacuums meanwhile.
 */
export const resampleTables = async (pool: Pool, tables: readonly string[]): Promise<void> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`SET statement_timeout = ${LONGEST_MS}`);
    const text = `ANALYZE ${tables.join(', ')}`;
    const patient: QueryConfig & { query_timeout: number } = { text, query_timeout: LONGEST_MS };
    await client.query(patient);
    await client.query('RESET statement_timeout');
    await clear(client, tables);
  } catch (reason) {
    broken = reason as Error;
    throw reason;
  } finally {
    client.release(broken);
  }
};

const clear = async (client: PoolClient, tables: readonly string[]): Promise<void> => {
  const { rows } = await client.query<{ can: boolean }>(CAN_CLEAR);
  if (rows[0]?.can) for (const table of tables) await client.query(clearedIfEmpty(table));
};

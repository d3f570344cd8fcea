import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  events: ['data', 'actor', 'correlation_id'],
  streams: ['attributes', 'rendered'],
  requests: ['path', 'attributes', 'refusal', 'correlation_id', 'captured'],
  tenants: ['name'],
  setup_links: ['label', 'created_by'],
  console_sessions: ['actor', 'name'],
  idempotency_keys: ['actor', 'key', 'answer'],
  token_uses: ['label'],
  webhooks: ['url'],
  webhook_deliveries: ['body', 'failure'],
  erasures: ['asked_by'],
};

const sampled = (table: string, target: number): string =>
  `ALTER TABLE ${table} ${COLUMNS[table]?.map((one) => `ALTER COLUMN ${one} SET STATISTICS ${target}`).join(', ')}`;

/**
 * What may say words of people is not sampled: Postgres would keep whole resources among its
 * statistics, where no erasure reaches them. Nothing is looked for by these columns. What was sampled
 * before goes where Postgres lets its owner take it away (18 and later).
 */
export class Statistics1796050000000 implements MigrationInterface {
  readonly name = 'Statistics1796050000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(COLUMNS)) await runner.query(sampled(table, 0));
    await runner.query(FORGET_SAMPLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(COLUMNS)) await runner.query(sampled(table, -1));
  }
}

const FORGET_SAMPLES = `
DO $$
DECLARE kept record;
BEGIN
  IF to_regprocedure('pg_clear_attribute_stats(text,text,text,boolean)') IS NULL THEN RETURN; END IF;
  FOR kept IN
    SELECT s.schemaname, s.tablename, s.attname, s.inherited
    FROM pg_stats s
    JOIN pg_class c ON c.relname = s.tablename
      AND c.relnamespace = s.schemaname::regnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname AND a.attstattarget = 0
    WHERE s.schemaname = current_schema()
  LOOP
    PERFORM pg_clear_attribute_stats(
      kept.schemaname::text, kept.tablename::text, kept.attname::text, kept.inherited);
  END LOOP;
END $$`;

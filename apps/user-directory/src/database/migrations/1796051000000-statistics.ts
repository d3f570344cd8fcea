import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['attributes', 'folded', 'rendered'];
const sampled = (table: string, target: number): string =>
  `ALTER TABLE ${table} ${COLUMNS.map((one) => `ALTER COLUMN ${one} SET STATISTICS ${target}`).join(', ')}`;

/**
 * Whole resources are not sampled: Postgres would keep them among its statistics, where no erasure
 * reaches them. A rebuild says so of its own tables, too.
 */
export const unsampled = (table: 'users' | 'groups'): string => sampled(table, 0);

/** What was sampled before goes where Postgres lets its owner take it away (18 and later). */
const FORGET_SAMPLES = `
DO $$
DECLARE kept record;
BEGIN
  IF to_regprocedure('pg_clear_attribute_stats(text,text,text,boolean)') IS NULL THEN RETURN; END IF;
  FOR kept IN
    SELECT schemaname, tablename, attname, inherited FROM pg_stats
    WHERE schemaname = current_schema() AND tablename IN ('users', 'groups')
      AND attname IN ('attributes', 'folded', 'rendered')
  LOOP
    PERFORM pg_clear_attribute_stats(
      kept.schemaname::text, kept.tablename::text, kept.attname::text, kept.inherited);
  END LOOP;
END $$`;

export class Statistics1796051000000 implements MigrationInterface {
  readonly name = 'Statistics1796051000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(unsampled('users'));
    await runner.query(unsampled('groups'));
    await runner.query(FORGET_SAMPLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['users', 'groups']) await runner.query(sampled(table, -1));
  }
}

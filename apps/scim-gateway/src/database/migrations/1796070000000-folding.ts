import type { MigrationInterface, QueryRunner } from 'typeorm';

const HALF_BUILT = `
SELECT FROM pg_index WHERE indexrelid = to_regclass('claims_former') AND NOT indisvalid`;

/**
 * Which folding a claim is of. The former release writes none, and means 1. What is left of that one
 * is found by an index of its own, built while names are taken and given up.
 */
export class Folding1796070000000 implements MigrationInterface {
  readonly name = 'Folding1796070000000';
  /** Postgres builds an index concurrently outside of a transaction alone. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE claims ADD COLUMN IF NOT EXISTS folding smallint NOT NULL DEFAULT 1',
    );
    // It waits for older transactions, and blocks none.
    await runner.query('SET lock_timeout = 0');
    try {
      // Left by a build that was cut short: not used, and in the way of its name.
      if (((await runner.query(HALF_BUILT)) as unknown[]).length > 0)
        await runner.query('DROP INDEX CONCURRENTLY claims_former');
      await runner.query(
        `CREATE INDEX CONCURRENTLY IF NOT EXISTS claims_former
         ON claims (tenant_id, kind, value) WHERE folding = 1`,
      );
    } finally {
      await runner.query('RESET lock_timeout');
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS claims_former');
    await runner.query('ALTER TABLE claims DROP COLUMN folding');
  }
}

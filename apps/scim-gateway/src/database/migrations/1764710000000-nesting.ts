import type { MigrationInterface, QueryRunner } from 'typeorm';

const HALF_BUILT = `
SELECT FROM pg_index WHERE indexrelid = to_regclass('memberships_inner') AND NOT indisvalid`;

/**
 * Groups inside a group are found without reading all of its people. Built concurrently with writes:
 * the table is read as a whole, and no group could be changed meanwhile.
 */
export class Nesting1764710000000 implements MigrationInterface {
  readonly name = 'Nesting1764710000000';
  /** Postgres builds an index concurrently outside of a transaction alone. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // It waits for older transactions, and blocks none.
    await runner.query('SET lock_timeout = 0');
    try {
      // Left by a build that was cut short: not used, and in the way of its name.
      if (((await runner.query(HALF_BUILT)) as unknown[]).length > 0)
        await runner.query('DROP INDEX CONCURRENTLY memberships_inner');
      await runner.query(
        `CREATE INDEX CONCURRENTLY IF NOT EXISTS memberships_inner
         ON memberships (tenant_id, group_id, member_id) WHERE type = 'Group'`,
      );
    } finally {
      await runner.query('RESET lock_timeout');
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS memberships_inner');
  }
}

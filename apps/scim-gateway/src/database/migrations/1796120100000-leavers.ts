import type { MigrationInterface, QueryRunner } from 'typeorm';

const HALF_BUILT = `
SELECT FROM pg_index WHERE indexrelid = to_regclass('events_leavers') AND NOT indisvalid`;

/**
 * Those who were switched off or deleted, by position: the oldest deactivation that Kafka does not have
 * is found without reading what waits before it. Built concurrently with writes.
 */
export class Leavers1796120100000 implements MigrationInterface {
  readonly name = 'Leavers1796120100000';
  /** Postgres builds an index concurrently outside of a transaction alone. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // It waits for older transactions, and blocks none.
    await runner.query('SET lock_timeout = 0');
    try {
      // Left by a build that was cut short: not used, and in the way of its name.
      if (((await runner.query(HALF_BUILT)) as unknown[]).length > 0)
        await runner.query('DROP INDEX CONCURRENTLY events_leavers');
      await runner.query(
        `CREATE INDEX CONCURRENTLY IF NOT EXISTS events_leavers
         ON events (tenant_id, position) WHERE type IN ('UserDeactivated', 'UserDeprovisioned')`,
      );
    } finally {
      await runner.query('RESET lock_timeout');
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS events_leavers');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const HALF_BUILT = `
SELECT FROM pg_index WHERE indexrelid = to_regclass('events_deletions') AND NOT indisvalid`;

/**
 * The deletions of a tenant's people, by when they were recorded: who is gone is found without
 * reading the whole history. An event that deletes no user has no entry. It has positions, and no
 * personal data. Built concurrently with writes.
 */
export class Deletions1796100000000 implements MigrationInterface {
  readonly name = 'Deletions1796100000000';
  /** Postgres builds an index concurrently outside of a transaction alone. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // It waits for older transactions, and blocks none.
    await runner.query('SET lock_timeout = 0');
    try {
      // Left by a build that was cut short: not used, and in the way of its name.
      if (((await runner.query(HALF_BUILT)) as unknown[]).length > 0)
        await runner.query('DROP INDEX CONCURRENTLY events_deletions');
      await runner.query(
        `CREATE INDEX CONCURRENTLY IF NOT EXISTS events_deletions
         ON events (tenant_id, position) WHERE type = 'UserDeprovisioned'`,
      );
    } finally {
      await runner.query('RESET lock_timeout');
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS events_deletions');
  }
}

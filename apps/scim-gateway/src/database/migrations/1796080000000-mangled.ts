import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How often a token of the tenant arrived that is not whole, while its first request is awaited.
 * Columns that may be null: the former release names the columns that it writes.
 */
export class Mangled1796080000000 implements MigrationInterface {
  readonly name = 'Mangled1796080000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE connections ADD COLUMN mangled_prefix text, ADD COLUMN mangled_count int,
        ADD COLUMN mangled_at timestamptz(3)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE connections DROP COLUMN mangled_prefix, DROP COLUMN mangled_count,
        DROP COLUMN mangled_at`);
  }
}

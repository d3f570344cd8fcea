import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The position of the TenantErased that empties a tenant now: what was begun goes on after a crash.
 * A rebuild adds it to its own tables, too.
 */
export const ERASING = `ALTER TABLE checkpoints ADD COLUMN erasing bigint`;

export class Erasing1796020000000 implements MigrationInterface {
  readonly name = 'Erasing1796020000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ERASING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkpoints DROP COLUMN erasing');
  }
}

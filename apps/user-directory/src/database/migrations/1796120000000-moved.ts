import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a tenant moved to: its log-ins are answered there. A rebuild adds it to its own tables, too. */
export const MOVED = `ALTER TABLE checkpoints ADD COLUMN moved_to text`;

export class Moved1796120000000 implements MigrationInterface {
  readonly name = 'Moved1796120000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MOVED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkpoints DROP COLUMN moved_to');
  }
}

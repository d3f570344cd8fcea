import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events are added, and changed by an erasure alone: vacuum looks at each half million new ones once
 * and freezes it at once, so that no later one has to read all of the log (docs/adr/0011).
 */
export class Keeping1764700000000 implements MigrationInterface {
  readonly name = 'Keeping1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE events SET (
        autovacuum_vacuum_insert_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = 500000,
        autovacuum_freeze_min_age = 0
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE events RESET (
        autovacuum_vacuum_insert_scale_factor,
        autovacuum_vacuum_insert_threshold,
        autovacuum_freeze_min_age
      )`);
  }
}

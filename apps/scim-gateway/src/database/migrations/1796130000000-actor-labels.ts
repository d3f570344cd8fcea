import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people call the one who caused an event: the label of a token. People choose it, so that
 * Postgres keeps no samples of it. The table is not rewritten, and former releases write none.
 */
export class ActorLabels1796130000000 implements MigrationInterface {
  readonly name = 'ActorLabels1796130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN actor_label text');
    await runner.query('ALTER TABLE events ALTER COLUMN actor_label SET STATISTICS 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events DROP COLUMN actor_label');
  }
}

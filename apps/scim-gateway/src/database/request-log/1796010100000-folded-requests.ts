import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many requests an entry stands for. The default is no work on the rows that are there. */
export class FoldedRequests1796010100000 implements MigrationInterface {
  readonly name = 'FoldedRequests1796010100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE requests ADD COLUMN count integer NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE requests DROP COLUMN count');
  }
}

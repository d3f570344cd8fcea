import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sorted lists that are read page by page: the ordinals in the order of the first page. Separate from the
 * tables that a rebuild swaps; ordinals are the same after it.
 */
export class KeptLists1764250000000 implements MigrationInterface {
  readonly name = 'KeptLists1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kept_lists (
        tenant_id text NOT NULL,
        list_id uuid NOT NULL,
        ordinals bigint[] NOT NULL,
        used_at timestamptz NOT NULL,
        CONSTRAINT kept_lists_pk PRIMARY KEY (tenant_id, list_id)
      );
      CREATE INDEX kept_lists_used ON kept_lists (used_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kept_lists');
  }
}

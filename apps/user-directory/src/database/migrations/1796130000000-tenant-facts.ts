import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a tenant is called, and whether its provisioning is enabled. Null until a rebuild has read the
 * events of former releases again. The name is never sampled: an erasure would not reach it among the
 * statistics. A rebuild adds the columns to its own tables, too.
 */
export const TENANT_FACTS = `
  ALTER TABLE checkpoints ADD COLUMN name text, ADD COLUMN provisioning text;
  ALTER TABLE checkpoints ALTER COLUMN name SET STATISTICS 0;`;

export class TenantFacts1796130000000 implements MigrationInterface {
  readonly name = 'TenantFacts1796130000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TENANT_FACTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkpoints DROP COLUMN provisioning, DROP COLUMN name');
  }
}

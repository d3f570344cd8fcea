import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tenant's console calls the product, where it is not as the installation has it. A new table. */
export class Branding1796090000000 implements MigrationInterface {
  readonly name = 'Branding1796090000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE branding (
        tenant_id text NOT NULL,
        name text,
        logo text,
        accent text,
        support text,
        return_url text,
        CONSTRAINT branding_pk PRIMARY KEY (tenant_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE branding');
  }
}

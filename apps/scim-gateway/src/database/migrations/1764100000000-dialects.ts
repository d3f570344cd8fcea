import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tenant's provider is forgiven, and how often it needed it. */
export class Dialects1764100000000 implements MigrationInterface {
  readonly name = 'Dialects1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dialects (
        tenant_id text NOT NULL,
        strictness text NOT NULL
          CONSTRAINT dialects_strictness CHECK (strictness IN ('tolerant', 'interop')),
        quirks_off text[] NOT NULL,
        CONSTRAINT dialects_pk PRIMARY KEY (tenant_id)
      )`);
    await runner.query(`
      CREATE TABLE quirk_counts (
        tenant_id text NOT NULL,
        quirk text NOT NULL,
        count bigint NOT NULL,
        last_at timestamptz(3) NOT NULL,
        CONSTRAINT quirk_counts_pk PRIMARY KEY (tenant_id, quirk)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quirk_counts, dialects');
  }
}

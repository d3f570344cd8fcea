import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is in which group: a row for each, so that a change costs by what changes. */
export class Memberships1764200000000 implements MigrationInterface {
  readonly name = 'Memberships1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE memberships (
        tenant_id text NOT NULL,
        group_id text NOT NULL,
        member_id text NOT NULL,
        type text NOT NULL CONSTRAINT memberships_type CHECK (type IN ('User', 'Group')),
        CONSTRAINT memberships_pk PRIMARY KEY (tenant_id, group_id, member_id)
      )`);
    await runner.query(`CREATE INDEX memberships_member ON memberships (tenant_id, member_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE memberships');
  }
}

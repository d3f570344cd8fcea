import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups inside a group are found without reading all of its people. */
export class Nesting1764710000000 implements MigrationInterface {
  readonly name = 'Nesting1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX memberships_inner ON memberships (tenant_id, group_id, member_id) WHERE type = 'Group'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX memberships_inner');
  }
}

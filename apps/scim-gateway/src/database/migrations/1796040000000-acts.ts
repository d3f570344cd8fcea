import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators do, and who set a rotation that comes due. Older gateways go on without both. */
export class Acts1796040000000 implements MigrationInterface {
  readonly name = 'Acts1796040000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operator_acts (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        type text NOT NULL,
        actor text NOT NULL,
        tenant_id text,
        source text,
        correlation_id text NOT NULL,
        data json NOT NULL,
        CONSTRAINT operator_acts_pk PRIMARY KEY (id)
      )`);
    await runner.query(
      'ALTER TABLE rotations ADD COLUMN set_by text, ADD COLUMN correlation_id text',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rotations DROP COLUMN set_by, DROP COLUMN correlation_id');
    await runner.query('DROP TABLE operator_acts');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trace of an event from its append to its telling; a crash may forget it. */
export class Traces1764600000000 implements MigrationInterface {
  readonly name = 'Traces1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE traces (
        tenant_id text NOT NULL,
        position bigint NOT NULL,
        traceparent text NOT NULL,
        recorded_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT traces_pk PRIMARY KEY (tenant_id, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE traces');
  }
}

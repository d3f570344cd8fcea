import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Erasures, and what they leave behind. Only new columns and a new table: older gateways go on. */
export class Erasures1795600000000 implements MigrationInterface {
  readonly name = 'Erasures1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN redacted_at timestamptz(3)');
    await runner.query('ALTER TABLE tenants ADD COLUMN erased_at timestamptz(3)');
    await runner.query(`
      CREATE TABLE erasures (
        tenant_id text NOT NULL,
        subject text NOT NULL,
        position bigint NOT NULL,
        asked_at timestamptz(3) NOT NULL,
        asked_by text NOT NULL,
        steps text[] NOT NULL DEFAULT '{}',
        named_in text[] NOT NULL DEFAULT '{}',
        generations integer[] NOT NULL DEFAULT '{}',
        due_at timestamptz(3),
        done_at timestamptz(3),
        CONSTRAINT erasures_pk PRIMARY KEY (tenant_id, subject)
      )`);
    await runner.query(`CREATE INDEX erasures_due ON erasures (due_at) WHERE due_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erasures');
    await runner.query('ALTER TABLE tenants DROP COLUMN erased_at');
    await runner.query('ALTER TABLE events DROP COLUMN redacted_at');
  }
}

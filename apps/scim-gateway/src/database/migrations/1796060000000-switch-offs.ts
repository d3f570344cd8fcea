import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who stay switched on since the request that switched them off was refused. A new table. */
export class SwitchOffs1796060000000 implements MigrationInterface {
  readonly name = 'SwitchOffs1796060000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE refused_switch_offs (
        tenant_id text NOT NULL,
        user_id text NOT NULL,
        at timestamptz(3) NOT NULL,
        request_id text,
        code text NOT NULL,
        attribute text,
        CONSTRAINT refused_switch_offs_pk PRIMARY KEY (tenant_id, user_id)
      )`);
    // It may be a name that a sender made up: not sampled, as in database/entities/personal-columns.ts.
    await runner.query('ALTER TABLE refused_switch_offs ALTER COLUMN attribute SET STATISTICS 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE refused_switch_offs');
  }
}

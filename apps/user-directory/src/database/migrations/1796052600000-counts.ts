import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People by day, and who of them is inactive. A rebuild makes the same tables in its own schema. */
export const COUNT_TABLES = `
  CREATE TABLE people_counts (
    tenant_id text NOT NULL,
    day date NOT NULL,
    people integer NOT NULL,
    active integer NOT NULL,
    CONSTRAINT people_counts_pk PRIMARY KEY (tenant_id, day)
  ) WITH (fillfactor = 50);
  CREATE TABLE inactive_people (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    CONSTRAINT inactive_people_pk PRIMARY KEY (tenant_id, user_id)
  );`;

export class Counts1796052600000 implements MigrationInterface {
  readonly name = 'Counts1796052600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNT_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inactive_people, people_counts');
  }
}

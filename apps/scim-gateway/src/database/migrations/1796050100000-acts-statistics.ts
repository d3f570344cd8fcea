import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  ...['actor', 'source', 'data'].map((column) => ['operator_acts', column] as const),
  ['rotations', 'set_by'] as const,
];

/** Who acted, and from where, is not sampled either: see Statistics1796050000000. */
export class ActsStatistics1796050100000 implements MigrationInterface {
  readonly name = 'ActsStatistics1796050100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS)
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET STATISTICS 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS)
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET STATISTICS -1`);
  }
}

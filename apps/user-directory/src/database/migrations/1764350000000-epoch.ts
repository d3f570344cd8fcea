import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Under which epoch a tenant's position was read; a rebuild adds it to its own tables, too. */
export const EPOCH = `ALTER TABLE checkpoints ADD COLUMN epoch text`;

export class Epoch1764350000000 implements MigrationInterface {
  readonly name = 'Epoch1764350000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EPOCH);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE checkpoints DROP COLUMN epoch');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tells a log that went back in time from one that did not; see ../../relay/topic-verification.ts. */
export class Proof1764300000000 implements MigrationInterface {
  readonly name = 'Proof1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE epochs (
        number integer NOT NULL,
        epoch text NOT NULL,
        began_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT epochs_pk PRIMARY KEY (number)
      )`);
    await runner.query(`INSERT INTO epochs (number, epoch) SELECT 1, epoch FROM log_epoch`);
    // Events of a tenant above this position, up to the next fork, belong to the epoch.
    await runner.query(`
      CREATE TABLE forks (
        tenant_id text NOT NULL,
        number integer NOT NULL,
        position bigint NOT NULL,
        CONSTRAINT forks_pk PRIMARY KEY (tenant_id, number)
      )`);
    // The database that this epoch was written by: a restore or a promotion changes it.
    await runner.query(`ALTER TABLE log_epoch ADD COLUMN home text`);
    // Every message of the partition before this offset is an event of the log.
    await runner.query(`
      CREATE TABLE told (
        generation integer NOT NULL,
        partition integer NOT NULL,
        next bigint NOT NULL,
        CONSTRAINT told_pk PRIMARY KEY (generation, partition)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE ended_generations (
        generation integer NOT NULL,
        reason text NOT NULL,
        ended_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT ended_generations_pk PRIMARY KEY (generation)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ended_generations, told, forks, epochs');
    await runner.query('ALTER TABLE log_epoch DROP COLUMN home');
  }
}

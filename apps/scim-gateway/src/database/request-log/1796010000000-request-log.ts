import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PERSONAL_COLUMNS } from '../entities/personal-columns';

/**
 * The request log in a database of its own: the tables that the log's database has by
 * `Watch1764500000000`, as that made them. What changed them since then follows in both.
 */
export class RequestLog1796010000000 implements MigrationInterface {
  readonly name = 'RequestLog1796010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE requests (
        tenant_id text NOT NULL,
        at timestamptz(3) NOT NULL,
        seq integer NOT NULL,
        method text NOT NULL,
        path text NOT NULL,
        status smallint NOT NULL,
        ms integer NOT NULL,
        token_id text NOT NULL,
        resource_id text,
        test boolean NOT NULL,
        attributes text,
        quirks text,
        refusal text,
        correlation_id text NOT NULL,
        captured text
      ) PARTITION BY RANGE (at)`);
    await runner.query(`CREATE INDEX requests_key ON requests (tenant_id, at, seq)`);
    await runner.query(`
      CREATE INDEX requests_refused ON requests (tenant_id, at) WHERE status >= 400`);
    await runner.query(`
      CREATE TABLE token_uses (
        tenant_id text NOT NULL,
        token_id text NOT NULL,
        label text NOT NULL,
        requests bigint NOT NULL,
        first_at timestamptz(3) NOT NULL,
        last_at timestamptz(3) NOT NULL,
        CONSTRAINT token_uses_pk PRIMARY KEY (tenant_id, token_id)
      ) WITH (fillfactor = 50)`);
    // What may say words of people is not sampled, as in database/entities/personal-columns.ts.
    const wordy = { requests: PERSONAL_COLUMNS.requests, token_uses: PERSONAL_COLUMNS.token_uses };
    for (const [table, columns] of Object.entries(wordy))
      for (const column of columns)
        await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET STATISTICS 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE token_uses, requests');
  }
}

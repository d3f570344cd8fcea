import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the administrator watches: the request log in partitions of a day (made by the gateways, not
 * here), uses of tokens, captures, and how far a connection is set up.
 */
export class Watch1764500000000 implements MigrationInterface {
  readonly name = 'Watch1764500000000';

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
    // One index for every entry, and one for the few that people look for. Not unique: that costs a
    // look at each row, and a repeated entry does no harm.
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
    await runner.query(`
      CREATE TABLE captures (
        tenant_id text NOT NULL,
        until timestamptz(3) NOT NULL,
        CONSTRAINT captures_pk PRIMARY KEY (tenant_id)
      )`);
    await runner.query(`
      CREATE TABLE connections (
        tenant_id text NOT NULL,
        provider text,
        expiry json,
        token_id text,
        tested_at timestamptz(3),
        test_passed boolean,
        saved_at timestamptz(3),
        CONSTRAINT connections_pk PRIMARY KEY (tenant_id)
      )`);
    await runner.query(`
      CREATE TABLE rotations (
        tenant_id text NOT NULL,
        old_token_id text NOT NULL,
        new_token_id text,
        old_requests bigint NOT NULL,
        started_at timestamptz(3) NOT NULL,
        overlap_until timestamptz(3),
        CONSTRAINT rotations_pk PRIMARY KEY (tenant_id)
      )`);
    await runner.query(`
      CREATE TABLE webhooks (
        tenant_id text NOT NULL,
        url text NOT NULL,
        sealed_secret text NOT NULL,
        changed_at timestamptz(3) NOT NULL,
        planned_at timestamptz(3),
        CONSTRAINT webhooks_pk PRIMARY KEY (tenant_id)
      )`);
    await runner.query(`
      CREATE TABLE webhook_deliveries (
        tenant_id text NOT NULL,
        token_id text NOT NULL,
        days_left smallint NOT NULL,
        body text NOT NULL,
        tries smallint NOT NULL,
        due_at timestamptz(3),
        delivered_at timestamptz(3),
        failure text,
        CONSTRAINT webhook_deliveries_pk PRIMARY KEY (tenant_id, token_id, days_left)
      )`);
    await runner.query(`
      CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at)
      WHERE due_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook_deliveries, webhooks, rotations, connections, captures,
      token_uses, requests`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log: tenants, events, current state, claims, and how far each topic generation is published. */
export class Log1764000000000 implements MigrationInterface {
  readonly name = 'Log1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE log_epoch (
        one boolean NOT NULL DEFAULT true CONSTRAINT log_epoch_one CHECK (one),
        epoch text NOT NULL,
        CONSTRAINT log_epoch_pk PRIMARY KEY (one)
      )`);
    await runner.query(`INSERT INTO log_epoch (epoch) VALUES (gen_random_uuid()::text)`);
    await runner.query(`
      CREATE TABLE tenants (
        tenant_id text NOT NULL,
        name text NOT NULL,
        profile text NOT NULL CONSTRAINT tenants_profile CHECK (profile IN ('strict', 'full')),
        provisioning text NOT NULL
          CONSTRAINT tenants_provisioning CHECK (provisioning IN ('enabled', 'disabled')),
        rate_limit integer,
        created_at timestamptz(3) NOT NULL,
        position bigint NOT NULL,
        checksum text NOT NULL,
        CONSTRAINT tenants_pk PRIMARY KEY (tenant_id)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE events (
        tenant_id text NOT NULL,
        position bigint NOT NULL,
        subject text NOT NULL,
        stream_version integer NOT NULL,
        type text NOT NULL,
        version smallint NOT NULL,
        data json NOT NULL,
        actor text NOT NULL,
        correlation_id text NOT NULL,
        command_id uuid NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        CONSTRAINT events_pk PRIMARY KEY (tenant_id, position),
        CONSTRAINT events_stream_version UNIQUE (tenant_id, subject, stream_version)
      )`);
    await runner.query(`
      CREATE TABLE streams (
        tenant_id text NOT NULL,
        subject text NOT NULL,
        version integer NOT NULL,
        status text NOT NULL,
        attributes json NOT NULL,
        rendered text NOT NULL,
        render_tag text NOT NULL,
        external_id text,
        created_at timestamptz(3) NOT NULL,
        modified_at timestamptz(3) NOT NULL,
        CONSTRAINT streams_pk PRIMARY KEY (tenant_id, subject)
      ) WITH (fillfactor = 80)`);
    await runner.query(`
      CREATE INDEX streams_external_id ON streams (tenant_id, external_id)
      WHERE external_id IS NOT NULL`);
    await runner.query(`
      CREATE TABLE claims (
        tenant_id text NOT NULL,
        kind text NOT NULL,
        value text NOT NULL,
        subject text NOT NULL,
        CONSTRAINT claims_pk PRIMARY KEY (tenant_id, kind, value)
      )`);
    await runner.query(`
      CREATE TABLE relayed (
        generation integer NOT NULL,
        tenant_id text NOT NULL,
        position bigint NOT NULL,
        held text,
        CONSTRAINT relayed_pk PRIMARY KEY (generation, tenant_id)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['relayed', 'claims', 'streams', 'events', 'tenants', 'log_epoch'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways into the console: set-up links, sessions, and what was made under an Idempotency-Key. */
export class Ways1764400000000 implements MigrationInterface {
  readonly name = 'Ways1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE setup_links (
        tenant_id text NOT NULL,
        link_id text NOT NULL,
        digest text NOT NULL,
        digest_key text NOT NULL,
        role text NOT NULL CONSTRAINT setup_links_role CHECK (role IN ('administrator', 'viewer')),
        label text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        created_by text NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3),
        revoked_at timestamptz(3),
        CONSTRAINT setup_links_pk PRIMARY KEY (tenant_id, link_id),
        CONSTRAINT setup_links_id UNIQUE (link_id)
      )`);
    await runner.query(`
      CREATE TABLE console_sessions (
        tenant_id text NOT NULL,
        session_id text NOT NULL,
        digest text NOT NULL,
        digest_key text NOT NULL,
        role text NOT NULL
          CONSTRAINT console_sessions_role CHECK (role IN ('operator', 'administrator', 'viewer')),
        actor text NOT NULL,
        name text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        seen_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        CONSTRAINT console_sessions_pk PRIMARY KEY (tenant_id, session_id),
        CONSTRAINT console_sessions_id UNIQUE (session_id),
        CONSTRAINT console_sessions_scope CHECK ((role = 'operator') = (tenant_id = ''))
      )`);
    await runner.query(`
      CREATE TABLE idempotency_keys (
        tenant_id text NOT NULL,
        actor text NOT NULL,
        key text NOT NULL,
        request_digest text NOT NULL,
        status integer,
        answer text,
        made_id text,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT idempotency_keys_pk PRIMARY KEY (tenant_id, actor, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys, console_sessions, setup_links');
  }
}

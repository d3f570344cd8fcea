import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users. A rebuild makes the same tables in a schema of its own. */
export const USER_TABLES = `
  CREATE TABLE users (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    ordinal bigint NOT NULL,
    version integer NOT NULL,
    active boolean NOT NULL,
    login text NOT NULL,
    external_id text,
    attributes jsonb NOT NULL,
    folded jsonb NOT NULL,
    rendered text NOT NULL,
    row_checksum text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    modified_at timestamptz(3) NOT NULL,
    CONSTRAINT users_pk PRIMARY KEY (tenant_id, user_id)
  ) WITH (fillfactor = 80);
  CREATE TABLE user_blocks (
    tenant_id text NOT NULL,
    block bigint NOT NULL,
    live integer NOT NULL,
    CONSTRAINT user_blocks_pk PRIMARY KEY (tenant_id, block)
  ) WITH (fillfactor = 50);`;

/** How far each tenant is projected. A rebuild makes its own. */
export const CHECKPOINTS = `
  CREATE TABLE checkpoints (
    tenant_id text NOT NULL,
    position bigint NOT NULL DEFAULT 0,
    checksum text NOT NULL DEFAULT '0000000000000000',
    users bigint NOT NULL DEFAULT 0,
    next_ordinal bigint NOT NULL DEFAULT 0,
    profile text NOT NULL DEFAULT 'strict',
    held text,
    held_partition integer,
    held_offset text,
    CONSTRAINT checkpoints_pk PRIMARY KEY (tenant_id)
  ) WITH (fillfactor = 50);`;

/** What lists and look-ups are found by; a rebuild makes them when the rows are there. */
export const INDEXES = `
  CREATE UNIQUE INDEX users_ordinal ON users (tenant_id, ordinal);
  CREATE INDEX users_login ON users (tenant_id, login);
  CREATE INDEX users_external_id ON users (tenant_id, external_id) WHERE external_id IS NOT NULL;`;

export class Directory1764000000000 implements MigrationInterface {
  readonly name = 'Directory1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(USER_TABLES);
    await runner.query(CHECKPOINTS);
    await runner.query(INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE checkpoints, user_blocks, users');
  }
}

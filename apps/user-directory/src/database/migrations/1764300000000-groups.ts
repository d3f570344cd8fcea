import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups and their members. A rebuild creates the same tables in another schema. */
export const GROUP_TABLES = `
  CREATE TABLE groups (
    tenant_id text NOT NULL,
    group_id text NOT NULL,
    ordinal bigint NOT NULL,
    version integer NOT NULL,
    external_id text,
    attributes jsonb NOT NULL,
    folded jsonb NOT NULL,
    rendered text NOT NULL,
    row_checksum text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    modified_at timestamptz(3) NOT NULL,
    CONSTRAINT groups_pk PRIMARY KEY (tenant_id, group_id)
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX groups_ordinal ON groups (tenant_id, ordinal);
  CREATE INDEX groups_name ON groups (tenant_id, (folded->>'displayName'));
  CREATE INDEX groups_external_id ON groups (tenant_id, external_id) WHERE external_id IS NOT NULL;
  CREATE TABLE memberships (
    tenant_id text NOT NULL,
    group_id text NOT NULL,
    member_id text NOT NULL,
    type text NOT NULL,
    CONSTRAINT memberships_pk PRIMARY KEY (tenant_id, group_id, member_id)
  );
  CREATE INDEX memberships_member ON memberships (tenant_id, member_id);`;

export class Groups1764300000000 implements MigrationInterface {
  readonly name = 'Groups1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GROUP_TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE memberships, groups');
  }
}

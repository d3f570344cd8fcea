import type { MigrationInterface, QueryRunner } from 'typeorm';

const CREATE = `
-- One row: which feed this is, and how far it is. Its lock is the order of the feed.
CREATE TABLE feed (
  singleton boolean NOT NULL DEFAULT true CONSTRAINT feed_pk PRIMARY KEY CHECK (singleton),
  -- In every cursor: a feed that was built again has other numbers.
  feed_id text NOT NULL,
  head bigint NOT NULL DEFAULT 0,
  -- How often the history of a tenant was replaced.
  replacements bigint NOT NULL DEFAULT 0
);
INSERT INTO feed (feed_id) VALUES (substr(md5(gen_random_uuid()::text), 1, 12));

-- How far a tenant is stored, and the number of the replacement of its history; 0: never.
CREATE TABLE tenants (
  tenant_id text NOT NULL CONSTRAINT tenants_pk PRIMARY KEY,
  position bigint NOT NULL DEFAULT 0,
  epoch text NOT NULL DEFAULT '',
  replacement bigint NOT NULL DEFAULT 0
);

CREATE TABLE events (
  tenant_id text NOT NULL,
  position bigint NOT NULL,
  -- The number in the feed: 1, 2, 3 … in the order of commits, across all tenants.
  seq bigint NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  recorded_at timestamptz NOT NULL,
  bytes integer NOT NULL,
  -- The CloudEvent in JSON, byte for byte.
  event text NOT NULL,
  CONSTRAINT events_pk PRIMARY KEY (tenant_id, position)
);
CREATE UNIQUE INDEX events_seq ON events (seq);
CREATE INDEX events_tenant_seq ON events (tenant_id, seq);
-- Statistics keep samples of what they describe, and events have personal data.
ALTER TABLE events ALTER COLUMN event SET STATISTICS 0`;

export class Feed1796140000000 implements MigrationInterface {
  readonly name = 'Feed1796140000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE events, tenants, feed');
  }
}

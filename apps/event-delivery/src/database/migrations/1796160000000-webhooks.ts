import type { MigrationInterface, QueryRunner } from 'typeorm';

const CREATE = `
-- Where events are posted to. Each is a subscription of the same name.
CREATE TABLE webhook_endpoints (
  name text NOT NULL CONSTRAINT webhook_endpoints_pk PRIMARY KEY
    CONSTRAINT webhook_endpoints_subscription REFERENCES subscriptions (name) ON DELETE CASCADE,
  url text NOT NULL,
  -- Null: of all tenants, and all types.
  tenant_id text,
  types text[],
  -- Events in one request.
  batch integer NOT NULL,
  paused boolean NOT NULL DEFAULT false,
  -- [{sealed, until}], newest first; until is null for the newest.
  secrets jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- How far an endpoint is with a tenant, and who is at work on it.
CREATE TABLE webhook_places (
  endpoint text NOT NULL CONSTRAINT webhook_places_endpoint
    REFERENCES webhook_endpoints (name) ON DELETE CASCADE,
  tenant_id text NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  -- The number in the feed of the newest event that may have to be sent.
  marked bigint NOT NULL DEFAULT 0,
  -- When there is something to do; null: nothing.
  due_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  failing_since timestamptz,
  failure text,
  held_since timestamptz,
  lease uuid,
  leased_until timestamptz,
  CONSTRAINT webhook_places_pk PRIMARY KEY (endpoint, tenant_id)
);
CREATE INDEX webhook_places_due ON webhook_places (endpoint, due_at)
  WHERE due_at IS NOT NULL AND held_since IS NULL;
CREATE INDEX webhook_places_troubled ON webhook_places (endpoint)
  WHERE held_since IS NOT NULL OR failing_since IS NOT NULL;

-- What was sent in the last 30 days, and what came back.
CREATE TABLE webhook_deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_deliveries_pk PRIMARY KEY,
  endpoint text NOT NULL,
  tenant_id text NOT NULL,
  from_position bigint NOT NULL,
  to_position bigint NOT NULL,
  sent_at timestamptz NOT NULL,
  ms integer NOT NULL,
  -- Null: there was no answer.
  status integer,
  failure text,
  excerpt text
);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint, id DESC);
CREATE INDEX webhook_deliveries_excerpts ON webhook_deliveries (tenant_id)
  WHERE excerpt IS NOT NULL;
ALTER TABLE webhook_deliveries ALTER COLUMN excerpt SET STATISTICS 0`;

export class Webhooks1796160000000 implements MigrationInterface {
  readonly name = 'Webhooks1796160000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_deliveries, webhook_places, webhook_endpoints');
  }
}

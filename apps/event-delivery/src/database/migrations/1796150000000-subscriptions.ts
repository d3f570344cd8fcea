import type { MigrationInterface, QueryRunner } from 'typeorm';

const CREATE = `
-- Who follows the events, by the name that it gives itself.
CREATE TABLE subscriptions (
  name text NOT NULL CONSTRAINT subscriptions_pk PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('kit', 'feed', 'webhook')),
  -- The client key that used the name first; null for what operators made.
  client text,
  -- The tenants that it follows; null: all of them.
  tenants text[],
  -- Where the feed was when the name was first used: what is older is no delay of this subscription.
  first_seq bigint NOT NULL,
  first_seen timestamptz NOT NULL DEFAULT now(),
  last_seen timestamptz NOT NULL DEFAULT now(),
  -- Of the kind feed, whose cursor is one number for all tenants; when that number was acknowledged.
  acknowledged_seq bigint,
  acknowledged_at timestamptz
);
CREATE INDEX subscriptions_client ON subscriptions (client);

-- How far a subscription of the kinds kit and webhook is with a tenant.
CREATE TABLE acknowledgements (
  subscription text NOT NULL,
  tenant_id text NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- Since when the tenant stands still there, and why.
  held_since timestamptz,
  held_reason text,
  -- It is tried again by itself, and nobody has to act.
  is_waiting boolean NOT NULL DEFAULT false,
  CONSTRAINT acknowledgements_pk PRIMARY KEY (subscription, tenant_id),
  CONSTRAINT acknowledgements_subscription FOREIGN KEY (subscription)
    REFERENCES subscriptions (name) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX acknowledgements_held ON acknowledgements (subscription, held_since)
  WHERE held_since IS NOT NULL;

-- The next deactivation after a place is one look, however long the feed is.
CREATE INDEX events_deactivations ON events (seq)
  WHERE type IN ('UserDeactivated', 'UserDeprovisioned');
CREATE INDEX events_tenant_deactivations ON events (tenant_id, position)
  WHERE type IN ('UserDeactivated', 'UserDeprovisioned')`;

export class Subscriptions1796150000000 implements MigrationInterface {
  readonly name = 'Subscriptions1796150000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX events_deactivations, events_tenant_deactivations; ' +
        'DROP TABLE acknowledgements, subscriptions',
    );
  }
}

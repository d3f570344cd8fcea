/** SQL of the webhooks. Turns are taken by SKIP LOCKED: gateways share them without a leader. */

export const PUT = `
INSERT INTO webhooks (tenant_id, url, sealed_secret, changed_at) VALUES ($1, $2, $3, now())
ON CONFLICT (tenant_id) DO UPDATE
SET url = excluded.url, sealed_secret = excluded.sealed_secret, changed_at = excluded.changed_at,
    planned_at = NULL`;

/** $1: the name of the key that seals. What former releases sealed bears no name. */
export const SEALED_OTHERWISE = `
SELECT tenant_id, sealed_secret FROM webhooks
WHERE split_part(sealed_secret, '.', 1) <> $1 ORDER BY tenant_id`;

export const RESEAL = `
UPDATE webhooks SET sealed_secret = $3 WHERE tenant_id = $1 AND sealed_secret = $2`;

export const FORGET = 'DELETE FROM webhook_deliveries WHERE tenant_id = $1';
export const REMOVE = 'DELETE FROM webhooks WHERE tenant_id = $1';

export const STATE = `
SELECT w.url, w.changed_at AS "changedAt", max(d.delivered_at) AS "deliveredAt",
       (array_agg(d.failure) FILTER (WHERE d.failure IS NOT NULL))[1] AS failure
FROM webhooks w LEFT JOIN webhook_deliveries d ON d.tenant_id = w.tenant_id
WHERE w.tenant_id = $1 GROUP BY w.tenant_id`;

export const TAKE_PLAN = `
UPDATE webhooks SET planned_at = now() WHERE tenant_id IN (
  SELECT tenant_id FROM webhooks
  WHERE planned_at IS NULL OR planned_at < now() - interval '5 minutes'
  LIMIT 20 FOR UPDATE SKIP LOCKED)
RETURNING tenant_id`;

export const PLAN = `
INSERT INTO webhook_deliveries (tenant_id, token_id, days_left, body, tries, due_at)
VALUES ($1, $2, $3, $4, 0, now()) ON CONFLICT DO NOTHING`;

/** The lease lasts a minute: after a gateway's death the others take over. */
export const TAKE_DUE = `
UPDATE webhook_deliveries d SET due_at = now() + interval '1 minute' FROM webhooks w
WHERE w.tenant_id = d.tenant_id AND (d.tenant_id, d.token_id, d.days_left) IN (
  SELECT tenant_id, token_id, days_left FROM webhook_deliveries
  WHERE due_at <= now() ORDER BY due_at LIMIT 20 FOR UPDATE SKIP LOCKED)
RETURNING d.tenant_id, d.token_id, d.days_left, d.body, d.tries, w.url, w.sealed_secret`;

export const DELIVERED = `
UPDATE webhook_deliveries SET due_at = NULL, delivered_at = now(), failure = NULL
WHERE tenant_id = $1 AND token_id = $2 AND days_left = $3`;

export const FAILED = `
UPDATE webhook_deliveries
SET tries = tries + 1, failure = $4, due_at = now() + $5::int * interval '1 second'
WHERE tenant_id = $1 AND token_id = $2 AND days_left = $3`;

/** With the lock of the feed nothing is stored meanwhile: the places are those of this moment. */
export const LOCK_FEED = `SELECT head FROM feed FOR UPDATE`;

/** $1 name, $2 tenant or null, $3 the head of the feed. Nothing when the name is taken. */
export const SUBSCRIBE = `
INSERT INTO subscriptions (name, kind, tenants, first_seq)
VALUES ($1, 'webhook', CASE WHEN $2::text IS NOT NULL THEN ARRAY[$2::text] END, $3)
ON CONFLICT (name) DO NOTHING RETURNING name`;

export const CREATE = `
INSERT INTO webhook_endpoints (name, url, tenant_id, types, batch, secrets)
VALUES ($1, $2, $3, $4, $5, $6)`;

/** $2 tenant or null, $3 whether everything that there was is sent, too. */
export const PLACE = `
WITH placed AS (
  INSERT INTO webhook_places (endpoint, tenant_id, position, due_at)
  SELECT $1, tenant_id, CASE WHEN $3 THEN 0 ELSE position END, CASE WHEN $3 THEN now() END
  FROM tenants WHERE $2::text IS NULL OR tenant_id = $2
  RETURNING endpoint, tenant_id, position)
INSERT INTO acknowledgements (subscription, tenant_id, position)
SELECT endpoint, tenant_id, position FROM placed`;

const VIEW = `
SELECT w.name, w.url, w.tenant_id, w.types, w.batch, w.paused, w.secrets, w.created_at,
  (SELECT count(*)::int FROM webhook_places p
   WHERE p.endpoint = w.name AND p.held_since IS NOT NULL) AS held,
  (SELECT count(*)::int FROM webhook_places p WHERE p.endpoint = w.name
   AND p.due_at IS NOT NULL AND p.held_since IS NULL AND p.failing_since IS NOT NULL) AS failing
FROM webhook_endpoints w`;

export const LIST = `${VIEW} ORDER BY w.name LIMIT 10000`;
export const ONE = `${VIEW} WHERE w.name = $1`;

/** Tenants that are held or fail, the longest first. */
export const TROUBLED = `
SELECT tenant_id, position, held_since, failing_since, failure, tries, due_at
FROM webhook_places WHERE endpoint = $1 AND (held_since IS NOT NULL OR failing_since IS NOT NULL)
ORDER BY held_since NULLS LAST, failing_since LIMIT 100`;

/** $2… null leaves a member as it is; $4 says whether $3, the types, is meant. */
export const CHANGE = `
UPDATE webhook_endpoints SET url = coalesce($2, url),
  types = CASE WHEN $4 THEN $3::text[] ELSE types END,
  batch = coalesce($5, batch), paused = coalesce($6, paused)
WHERE name = $1`;

export const SET_SECRETS = `UPDATE webhook_endpoints SET secrets = $2 WHERE name = $1`;

/** The endpoint, its places and acknowledgements go with its subscription. */
export const REMOVE = `
WITH gone AS (DELETE FROM webhook_deliveries WHERE endpoint = $1)
DELETE FROM subscriptions WHERE name = $1 AND kind = 'webhook'`;

const AGAIN = `held_since = NULL, failing_since = NULL, failure = NULL, tries = 0,
  lease = NULL, leased_until = NULL, due_at = now()`;

const unheld = (moved: string): string => `
WITH moved AS (${moved} RETURNING endpoint, tenant_id, position),
shown AS (
  UPDATE acknowledgements a SET held_since = NULL, held_reason = NULL, position = moved.position
  FROM moved WHERE a.subscription = moved.endpoint AND a.tenant_id = moved.tenant_id)
SELECT tenant_id FROM moved`;

export const REDRIVE = unheld(
  `UPDATE webhook_places SET ${AGAIN} WHERE endpoint = $1 AND ($2::text IS NULL OR tenant_id = $2)
   AND (held_since IS NOT NULL OR failing_since IS NOT NULL)`,
);

/** Nothing is skipped: only what was sent is sent again. Who has the lease finds out that it lost it. */
export const REPLAY = unheld(
  `UPDATE webhook_places SET ${AGAIN}, position = $3
   WHERE endpoint = $1 AND tenant_id = $2 AND position >= $3`,
);

export const PLACE_OF = `
SELECT position FROM webhook_places WHERE endpoint = $1 AND tenant_id = $2`;

export const DELIVERIES = `
SELECT id, tenant_id, from_position, to_position, sent_at, ms, status, failure, excerpt
FROM webhook_deliveries
WHERE endpoint = $1 AND ($2::text IS NULL OR tenant_id = $2)
  AND ($3::boolean IS NULL OR (failure IS NOT NULL) = $3) AND ($4::bigint IS NULL OR id < $4)
ORDER BY id DESC LIMIT $5`;

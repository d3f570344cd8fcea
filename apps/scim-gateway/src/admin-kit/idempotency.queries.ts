/** A key is free again some time after its first request broke off without an answer. */
export const TAKE_KEY = `
INSERT INTO idempotency_keys AS k (tenant_id, actor, key, request_digest, created_at)
VALUES ($1, $2, $3, $4, now())
ON CONFLICT (tenant_id, actor, key) DO UPDATE SET created_at = now(), request_digest = $4
WHERE k.status IS NULL AND k.created_at < now() - interval '60 seconds'`;

export const KEY = `
SELECT request_digest, status, answer, made_id FROM idempotency_keys
WHERE tenant_id = $1 AND actor = $2 AND key = $3`;

export const KEEP_ANSWER = `
UPDATE idempotency_keys SET status = $4, answer = $5, made_id = $6
WHERE tenant_id = $1 AND actor = $2 AND key = $3`;

export const GIVE_KEY_BACK = `
DELETE FROM idempotency_keys WHERE tenant_id = $1 AND actor = $2 AND key = $3 AND status IS NULL`;

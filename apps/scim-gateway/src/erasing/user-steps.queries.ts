/** SQL of what an erased user leaves. Pieces: each statement is short, and repeated to the end. */

export const SAID = `
SELECT stream_version, data::text AS data FROM events
WHERE tenant_id = $1 AND subject = $2 AND stream_version > $4 AND position < $3
  AND redacted_at IS NULL
ORDER BY stream_version LIMIT $5`;

/** Names of groups in a stretch of the history, beside those that they have now. */
export const GROUP_NAMES = `
SELECT e.position, e.data->>'displayName' AS name, e.data->>'externalId' AS external_id,
       e.correlation_id, s.attributes->>'displayName' AS name_now,
       s.attributes->>'externalId' AS external_id_now
FROM events e
LEFT JOIN streams s ON s.tenant_id = $1 AND s.subject = e.subject AND s.status <> 'gone'
WHERE e.tenant_id = $1 AND e.position > $2 AND e.position <= $3 AND starts_with(e.subject, 'groups/')`;

export const REDACT_NAMES = `
UPDATE events e
SET data = (e.data::jsonb || k.words::jsonb)::json,
    correlation_id = coalesce(k.correlation_id, e.correlation_id)
FROM unnest($2::bigint[], $3::text[], $4::text[]) AS k(position, words, correlation_id)
WHERE e.tenant_id = $1 AND e.position = k.position`;

/** What is there now and says a name of the person, after one subject and up to another. */
export const NAMED_IN = `
SELECT max(s.subject) AS last,
       array_agg(s.subject ORDER BY s.subject) FILTER (WHERE s.attributes::text ~* $3) AS found
FROM (
  SELECT subject, attributes FROM streams
  WHERE tenant_id = $1 AND subject > $2 AND subject < 'v' AND status <> 'gone'
    AND (starts_with(subject, 'groups/') OR starts_with(subject, 'users/'))
  ORDER BY subject LIMIT 1000
) s`;

export const REDACT_STREAM = `
UPDATE events SET data = '{}', correlation_id = 'redacted', redacted_at = now()
WHERE tenant_id = $1 AND position IN (
  SELECT position FROM events
  WHERE tenant_id = $1 AND subject = $2 AND position < $3 AND redacted_at IS NULL LIMIT 500)`;

export const EMPTY_STREAM = `
UPDATE streams SET attributes = '{}', rendered = '', external_id = NULL
WHERE tenant_id = $1 AND subject = $2`;

/**
 * The user's requests go; whatever was captured of others may name the person in any place, and
 * goes too. By the hour: no statement looks at much.
 */
export const FORGET_REQUESTS = `
WITH off AS (
  DELETE FROM refused_switch_offs WHERE tenant_id = $1 AND user_id = $2
), gone AS (
  DELETE FROM requests WHERE tenant_id = $1 AND at >= $3 AND at < $4 AND resource_id = $2
)
UPDATE requests SET captured = NULL
WHERE tenant_id = $1 AND at >= $3 AND at < $4 AND captured IS NOT NULL
  AND resource_id IS DISTINCT FROM $2`;

/** SQL of what an erased user leaves. Pieces: each statement is short, and repeated to the end. */

export const SAID = `
SELECT stream_version, data::text AS data FROM events
WHERE tenant_id = $1 AND subject = $2 AND stream_version > $4 AND position < $3
  AND redacted_at IS NULL
ORDER BY stream_version LIMIT $5`;

/** Data of all other resources in a stretch of the history; of a tenant's own acts the id alone. */
export const SAID_OF_OTHERS = `
SELECT position, subject, correlation_id,
       CASE WHEN starts_with(type, 'GroupMembers') THEN (data::jsonb - 'members')::text
            WHEN starts_with(subject, 'users/') OR starts_with(subject, 'groups/') THEN data::text
            ELSE '{}' END AS data
FROM events
WHERE tenant_id = $1 AND position > $2 AND position <= $3 AND subject <> $4 AND redacted_at IS NULL`;

export const ATTRIBUTES_NOW = `
SELECT subject, attributes FROM streams
WHERE tenant_id = $1 AND subject = ANY($2) AND status <> 'gone'`;

export const REDACT_WORDS = `
UPDATE events e
SET data = (e.data::jsonb || w.words::jsonb)::json,
    correlation_id = coalesce(w.correlation_id, e.correlation_id)
FROM unnest($2::bigint[], $3::text[], $4::text[]) AS w(position, words, correlation_id)
WHERE e.tenant_id = $1 AND e.position = w.position
  AND (w.words <> '{}' OR w.correlation_id IS NOT NULL)`;

/** Live resources that have a name of the person, after one subject and up to another. */
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

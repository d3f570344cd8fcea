/**
 * Deletions of a tenant before one position, newest first: a stretch of so many, and those of it that
 * fit. The last row is the stretch's own end, that it can be gone on from. The deletion itself says
 * the userName; what the person was called stands in the events before it, of which a few are read.
 * Whom an erasure is noted for is left out from the moment it is.
 */
const nameIn = (where: string): string => `(
  SELECT coalesce(p.data->'set'->>'displayName', p.data->'attributes'->>'displayName') AS name
  FROM events p
  WHERE p.tenant_id = $1 AND p.subject = e.subject AND ${where}
    AND coalesce(p.data->'set'->>'displayName', p.data->'attributes'->>'displayName') IS NOT NULL
  ORDER BY p.stream_version DESC LIMIT 1)`;

export const DELETED = `
WITH stretch AS MATERIALIZED (
  SELECT position, subject, stream_version, recorded_at, redacted_at, data FROM events
  WHERE tenant_id = $1 AND type = 'UserDeprovisioned' AND position < $2
  ORDER BY position DESC LIMIT $3
), named AS (
  SELECT e.position, substr(e.subject, length('users/') + 1) AS id, e.recorded_at,
         e.data->>'userName' AS user_name, e.data->>'externalId' AS external_id,
         coalesce(${nameIn('p.stream_version BETWEEN e.stream_version - 20 AND e.stream_version - 1')},
                  ${nameIn('p.stream_version = 1')}) AS display_name
  FROM stretch e
  WHERE e.redacted_at IS NULL
    AND NOT EXISTS (SELECT FROM erasures x WHERE x.tenant_id = $1 AND x.subject = e.subject)
), found AS (
  SELECT * FROM named
  WHERE $4::text IS NULL OR external_id = $4 OR strpos(lower(user_name), lower($4)) > 0
     OR strpos(lower(display_name), lower($4)) > 0
  ORDER BY position DESC LIMIT $5
)
SELECT position, id, coalesce(user_name, '') AS "userName", display_name AS "displayName",
       external_id AS "externalId", recorded_at AS "deletedAt", NULL::bigint AS looked
FROM found
UNION ALL
SELECT min(position), NULL, NULL, NULL, NULL, min(recorded_at), count(*) FROM stretch
ORDER BY looked NULLS FIRST, position DESC`;

/** SQL of the log's history. */

const COLUMNS = `position, subject, stream_version, type, version, recorded_at, actor,
  correlation_id, data, redacted_at`;
export const FROM = `SELECT ${COLUMNS} FROM events
  WHERE tenant_id = $1 AND position >= $2 ORDER BY position LIMIT $3`;
export const OF_STREAM = `SELECT ${COLUMNS} FROM events
  WHERE tenant_id = $1 AND subject = $2 ORDER BY stream_version DESC LIMIT $3`;

/** The same for a group: the first $4 members that an event names, and their number. */
export const OF_GROUP = `SELECT position, subject, stream_version, type, version, recorded_at, actor,
  correlation_id, redacted_at,
  CASE WHEN starts_with(type, 'GroupMembers') AND redacted_at IS NULL
    THEN (data::jsonb - 'members') || jsonb_build_object(
      'memberCount', json_array_length(data->'members'),
      'members', (SELECT jsonb_agg(m.one ORDER BY m.n)
                  FROM json_array_elements(data->'members') WITH ORDINALITY AS m(one, n)
                  WHERE m.n <= $4))
    ELSE data::jsonb END AS data
FROM events WHERE tenant_id = $1 AND subject = $2 ORDER BY stream_version DESC LIMIT $3`;

/** The present name of each, or the last one of a deleted resource. Nothing of erased resources. */
export const NAMES = `
SELECT s.subject, coalesce(s.attributes->>'displayName', s.attributes->>'userName',
                           d.data->>'displayName', d.data->>'userName') AS name
FROM streams s
LEFT JOIN events d ON s.status = 'gone' AND d.tenant_id = s.tenant_id AND d.subject = s.subject
  AND d.stream_version = s.version AND d.type IN ('UserDeprovisioned', 'GroupDeleted')
WHERE s.tenant_id = $1 AND s.subject = ANY($2)`;

export const MEMBERS = `SELECT group_id, count(*)::int AS members FROM memberships
  WHERE tenant_id = $1 AND group_id = ANY($2) GROUP BY group_id`;

export const ERASED = `SELECT position FROM tenants
  WHERE tenant_id = $1 AND erased_at IS NOT NULL`;

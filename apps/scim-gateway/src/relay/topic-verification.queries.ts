/** SQL of the check that the topic is nowhere ahead of the log. */

export const PUBLISHED = `SELECT partition, next FROM told WHERE generation = $1`;

export const HAS_PUBLISHED = `
SELECT EXISTS (SELECT 1 FROM relayed WHERE generation = $1 AND position > 0) AS has`;

export const SAVE_PUBLISHED = `
INSERT INTO told AS t (generation, partition, next)
SELECT $1, o.partition, o.next FROM unnest($2::int[], $3::bigint[]) AS o(partition, next)
ON CONFLICT (generation, partition) DO UPDATE SET next = excluded.next
WHERE t.next < excluded.next`;

export const EVENTS_AT = `
SELECT e.tenant_id, e.position, e.subject, e.stream_version, e.type, e.recorded_at,
       e.redacted_at IS NOT NULL AS redacted
FROM unnest($1::text[], $2::bigint[]) AS k(tenant_id, position)
JOIN events e ON e.tenant_id = k.tenant_id AND e.position = k.position`;

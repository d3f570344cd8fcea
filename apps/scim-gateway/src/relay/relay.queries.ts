/** SQL of the relay. `relayed` only moves forward: a former leader cannot undo. */

export const BEHIND = `
SELECT t.tenant_id, coalesce(r.position, 0) AS relayed, t.position
FROM tenants t LEFT JOIN relayed r ON r.generation = $1 AND r.tenant_id = t.tenant_id
WHERE t.position > coalesce(r.position, 0) AND r.held IS NULL
  AND ($2::text[] IS NULL OR t.tenant_id = ANY($2))`;

export const EVENTS_AFTER = `
SELECT w.tenant_id, e.position, e.subject, e.stream_version, e.type, e.version,
       e.data::text AS data, e.actor, e.actor_label, e.correlation_id, e.command_id, e.recorded_at,
       e.redacted_at
FROM unnest($1::text[], $2::bigint[]) AS w(tenant_id, after)
CROSS JOIN LATERAL (
  SELECT * FROM events e WHERE e.tenant_id = w.tenant_id AND e.position > w.after
  ORDER BY e.position LIMIT $3
) e ORDER BY w.tenant_id, e.position`;

export const MOVE = `
INSERT INTO relayed AS r (generation, tenant_id, position)
SELECT $1, m.tenant_id, m.position FROM unnest($2::text[], $3::bigint[]) AS m(tenant_id, position)
ON CONFLICT (generation, tenant_id) DO UPDATE SET position = excluded.position
WHERE r.position < excluded.position`;

export const HOLD = `
INSERT INTO relayed AS r (generation, tenant_id, position, held) VALUES ($1, $2, 0, $3)
ON CONFLICT (generation, tenant_id) DO UPDATE SET held = excluded.held`;

export const RELEASE_HOLD = `
UPDATE relayed SET held = NULL
WHERE generation = ANY($1) AND tenant_id = $2 AND held IS NOT NULL`;

export const HELD = `
SELECT tenant_id, held FROM relayed WHERE generation = ANY($1) AND held IS NOT NULL
ORDER BY tenant_id`;

export const RELAYED = `
SELECT t.tenant_id, t.position, t.checksum, coalesce(r.position, 0) AS relayed, r.held
FROM tenants t LEFT JOIN relayed r ON r.generation = $1 AND r.tenant_id = t.tenant_id`;

/**
 * By generation. Of held tenants, too: their events are as unpublished as others'. The oldest event is
 * the first unpublished one of each tenant, and so is the oldest deactivation: an index has one entry
 * for each, so that the figures cost a look-up for each tenant, however many events wait.
 */
export const UNPUBLISHED = `
SELECT g.generation,
       coalesce(sum(b.position - b.relayed), 0)::float8 AS events,
       coalesce(extract(epoch FROM now() - min(first.recorded_at)), 0)::float8 AS oldest,
       coalesce(extract(epoch FROM now() - min(gone.recorded_at)), 0)::float8 AS oldest_deactivation,
       count(*) FILTER (WHERE b.held IS NOT NULL)::float8 AS held
FROM unnest($1::int[]) AS g(generation)
LEFT JOIN LATERAL (
  SELECT t.tenant_id, t.position, coalesce(r.position, 0) AS relayed, r.held
  FROM tenants t
  LEFT JOIN relayed r ON r.generation = g.generation AND r.tenant_id = t.tenant_id
  WHERE t.position > coalesce(r.position, 0)
) b ON true
LEFT JOIN events first ON first.tenant_id = b.tenant_id AND first.position = b.relayed + 1
LEFT JOIN LATERAL (
  SELECT e.recorded_at FROM events e
  WHERE e.tenant_id = b.tenant_id AND e.position > b.relayed
    AND e.type IN ('UserDeactivated', 'UserDeprovisioned')
  ORDER BY e.position LIMIT 1
) gone ON true
GROUP BY g.generation`;

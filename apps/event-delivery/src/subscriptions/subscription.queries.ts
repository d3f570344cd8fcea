import { ENDS_LOGIN } from '@rollcall/contracts';

/** As the partial indexes of deactivations say it: the planner takes them for no other text. */
export const DEACTIVATIONS = `type IN (${[...ENDS_LOGIN].map((type) => `'${type}'`).join(', ')})`;

/**
 * Whose name $1 is, after it was added for kind $2 and client $3 with tenants $4, unless the client has
 * $5 names already.
 */
export const CLAIM = `
WITH added AS (
  INSERT INTO subscriptions (name, kind, client, tenants, first_seq)
  SELECT $1, $2, $3, $4::text[], head FROM feed
  WHERE (SELECT count(*) FROM (SELECT 1 FROM subscriptions WHERE client = $3 LIMIT $5) of_client) < $5
  ON CONFLICT (name) DO NOTHING RETURNING kind, client)
SELECT kind, client FROM added UNION ALL SELECT kind, client FROM subscriptions WHERE name = $1`;

/**
 * Numbers of the feed that clients acknowledged: names, numbers, times, tenants (comma separated, ''
 * for all). An older time never wins over a newer one that another replica wrote. Sorted by name, so
 * that replicas lock rows in one order.
 */
export const ACKNOWLEDGE = `
WITH given AS (
  SELECT * FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[])
    AS g (name, seq, at, tenants)),
before AS (
  SELECT s.name, s.acknowledged_seq AS seq FROM subscriptions s
  WHERE s.name = ANY($1) AND s.kind = 'feed' ORDER BY s.name FOR UPDATE)
UPDATE subscriptions s SET acknowledged_seq = g.seq, acknowledged_at = g.at, last_seen = g.at,
  tenants = string_to_array(nullif(g.tenants, ''), ',')
FROM given g JOIN before b USING (name)
WHERE s.name = g.name AND (s.acknowledged_at IS NULL OR s.acknowledged_at <= g.at)
RETURNING s.name, g.at, greatest(coalesce(b.seq, 0), s.first_seq) AS from_seq, g.seq AS to_seq`;

/** How long deactivations took until they were acknowledged: $1 names, $2 from, $3 to, $4 times. */
export const TOOK_OF_NUMBERS = `
SELECT greatest(0, extract(epoch FROM m.at - e.recorded_at))::float8 AS seconds
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[]) AS m (name, after, upto, at)
JOIN subscriptions s USING (name)
CROSS JOIN LATERAL (
  SELECT recorded_at, tenant_id FROM events
  WHERE seq > m.after AND seq <= m.upto AND ${DEACTIVATIONS} ORDER BY seq LIMIT 1000) e
WHERE s.tenants IS NULL OR e.tenant_id = ANY(s.tenants)
LIMIT 1000`;

/**
 * What a subscription says of tenants that the feed has: tenants $2, positions $3, standing still
 * since $4, for reasons $5, by itself $6. A report that was overtaken by a newer one moves nothing
 * back, unless the history of the tenant was replaced by a shorter one.
 */
export const REPORT = `
WITH given AS (
  SELECT g.* FROM unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::text[], $6::boolean[])
    AS g (tenant_id, position, since, reason, waits)
  JOIN tenants USING (tenant_id)),
before AS (
  SELECT tenant_id, position FROM acknowledgements
  WHERE subscription = $1 AND tenant_id = ANY($2)),
written AS (
  INSERT INTO acknowledgements AS a
    (subscription, tenant_id, position, held_since, held_reason, is_waiting)
  SELECT $1, tenant_id, position, since, reason, waits FROM given ORDER BY tenant_id
  ON CONFLICT (subscription, tenant_id) DO UPDATE SET
    position = CASE
      WHEN a.position > (SELECT t.position FROM tenants t WHERE t.tenant_id = a.tenant_id)
      THEN excluded.position ELSE greatest(a.position, excluded.position) END,
    held_since = excluded.held_since, held_reason = excluded.held_reason,
    is_waiting = excluded.is_waiting, updated_at = now()
  RETURNING tenant_id, position)
SELECT w.tenant_id, coalesce(b.position, 0) AS from_position, w.position AS to_position
FROM written w LEFT JOIN before b USING (tenant_id)`;

export const SEEN = `UPDATE subscriptions SET last_seen = now() WHERE name = $1`;

/** The same for positions: $1 name, $2 tenants, $3 from, $4 to. */
export const TOOK_OF_POSITIONS = `
SELECT greatest(0, extract(epoch FROM now() - e.recorded_at))::float8 AS seconds
FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS m (tenant_id, after, upto)
CROSS JOIN LATERAL (
  SELECT recorded_at, seq FROM events
  WHERE tenant_id = m.tenant_id AND position > m.after AND position <= m.upto AND ${DEACTIVATIONS}
  ORDER BY position DESC LIMIT 100) e
WHERE e.seq > (SELECT first_seq FROM subscriptions WHERE name = $1)
LIMIT 1000`;

/** The last position of a tenant that a subscription has: what it said, or where it began. */
const PLACE = `coalesce(a.position, (
  SELECT e.position FROM events e WHERE e.tenant_id = t.tenant_id
    AND e.seq <= CASE s.kind WHEN 'feed' THEN coalesce(s.acknowledged_seq, 0) ELSE s.first_seq END
  ORDER BY e.seq DESC LIMIT 1), 0)`;

const TENANTS = `
JOIN tenants t ON s.tenants IS NULL OR t.tenant_id = ANY(s.tenants)
LEFT JOIN acknowledgements a ON a.subscription = s.name AND a.tenant_id = t.tenant_id`;

/**
 * Subscriptions with what they lack: some looks into indexes for each tenant, however long the log is.
 * $1 the client, null: all; $2 the name, null: all.
 */
export const SUBSCRIPTIONS = `
SELECT s.name, s.kind, s.client, s.tenants, s.first_seen, s.last_seen,
  coalesce(l.behind, 0)::int AS behind, l.seconds, h.held::int, h.tenants AS held_tenants
FROM subscriptions s CROSS JOIN feed
LEFT JOIN LATERAL (
  SELECT count(*) AS behind,
    extract(epoch FROM now() - min(greatest(d.recorded_at, s.first_seen))
      FILTER (WHERE d.recorded_at IS NOT NULL))::float8 AS seconds
  FROM (
    SELECT t.tenant_id, ${PLACE} AS place, t.position FROM (SELECT 1) one ${TENANTS}
  ) p
  LEFT JOIN LATERAL (
    SELECT recorded_at FROM events
    WHERE tenant_id = p.tenant_id AND position > p.place AND ${DEACTIVATIONS}
    ORDER BY position LIMIT 1) d ON true
  WHERE p.position > p.place
) l ON s.kind <> 'feed' OR s.acknowledged_seq IS NULL OR s.acknowledged_seq < feed.head
CROSS JOIN LATERAL (
  SELECT (SELECT count(*) FROM acknowledgements
          WHERE subscription = s.name AND held_since IS NOT NULL AND NOT is_waiting) AS held,
    (SELECT json_agg(json_build_object('tenantId', tenant_id, 'since', held_since,
       'reason', held_reason, 'waiting', is_waiting)) FROM (
      SELECT tenant_id, held_since, held_reason, is_waiting FROM acknowledgements
      WHERE subscription = s.name AND held_since IS NOT NULL
      ORDER BY is_waiting, held_since LIMIT 20) first) AS tenants
) h
WHERE ($1::text IS NULL OR s.client = $1) AND ($2::text IS NULL OR s.name = $2)
ORDER BY l.seconds DESC NULLS LAST, s.name LIMIT 1000`;

/** Places by tenant: $1 name, $2 one tenant or null, $3 after this one, $4 how many, $5 only those behind. */
export const POSITIONS = `
SELECT * FROM (
  SELECT t.tenant_id, ${PLACE} AS position, t.position AS newest
  FROM subscriptions s ${TENANTS}
  WHERE s.name = $1 AND ($2::text IS NULL OR t.tenant_id = $2) AND t.tenant_id > $3
) p WHERE NOT $5 OR position < newest
ORDER BY tenant_id LIMIT $4`;

/** An endpoint of webhooks is deleted as such. $2 the client, null: an operator. */
export const DELETE = `
DELETE FROM subscriptions
WHERE name = $1 AND kind <> 'webhook' AND ($2::text IS NULL OR client = $2) RETURNING name`;

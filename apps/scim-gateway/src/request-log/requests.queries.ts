/** SQL of the request log. A batch is one statement. */

/** In the order of `rowOf`. */
export const ADD = `
COPY requests (tenant_id, at, seq, method, path, status, ms, token_id, resource_id, test, attributes,
               quirks, refusal, correlation_id, captured, count)
FROM STDIN`;

export const ADD_USES = `
INSERT INTO token_uses AS u (tenant_id, token_id, label, requests, first_at, last_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[],
                     $6::timestamptz[])
ON CONFLICT (tenant_id, token_id) DO UPDATE
SET requests = u.requests + excluded.requests, label = excluded.label,
    first_at = least(u.first_at, excluded.first_at), last_at = greatest(u.last_at, excluded.last_at)`;

const SHOWN = `extract(epoch FROM r.at) * 1000 AS at, r.seq, r.method, r.path, r.status, r.ms,
  r.token_id AS "tokenId", coalesce(u.label, '') AS "tokenLabel", r.resource_id AS "resourceId",
  r.test, r.attributes, r.quirks, r.refusal, r.correlation_id AS "correlationId", r.captured, r.count`;
const WITH_LABEL = `LEFT JOIN token_uses u ON u.tenant_id = r.tenant_id AND u.token_id = r.token_id`;

/** A page, newest first: of all, or of those that were refused, which have an index of their own. */
const pageOf = (refused: boolean): string => `
SELECT ${SHOWN} FROM (
  SELECT * FROM requests
  WHERE tenant_id = $1 AND (at, seq) < (to_timestamp($2 / 1000.0), $3::int)
    AND at >= to_timestamp($4::float8 / 1000.0) AND at < to_timestamp($5::float8 / 1000.0)
    ${refused ? 'AND status >= 400' : ''}
  ORDER BY at DESC, seq DESC LIMIT $6
) r ${WITH_LABEL} ORDER BY r.at DESC, r.seq DESC`;

export const PAGE = pageOf(false);
export const PAGE_REFUSED = pageOf(true);

/**
 * A stretch of so many entries, newest first, and those of it that are about some resources, have
 * some status or a correlation id, which no index knows. What it costs is bounded by the stretch, wherever they are; the last
 * row is the stretch's own end, that it can be gone on from.
 */
const stretchOf = (refused: boolean): string => `
WITH stretch AS MATERIALIZED (
  SELECT * FROM requests
  WHERE tenant_id = $1 AND (at, seq) < (to_timestamp($2 / 1000.0), $3::int)
    AND at >= to_timestamp($4::float8 / 1000.0) AND at < to_timestamp($5::float8 / 1000.0)
    ${refused ? 'AND status >= 400' : ''}
  ORDER BY at DESC, seq DESC LIMIT $6
), found AS (
  SELECT s.*, 0::bigint AS looked FROM stretch s
  WHERE status BETWEEN $7::int2 AND $8::int2 AND ($9::text[] IS NULL OR resource_id = ANY($9))
    AND ($11::text IS NULL OR correlation_id = $11)
  ORDER BY at DESC, seq DESC LIMIT $10
), ending AS (
  SELECT s.*, (SELECT count(*) FROM stretch) AS looked FROM stretch s ORDER BY at, seq LIMIT 1
)
SELECT ${SHOWN}, r.looked FROM (SELECT * FROM found UNION ALL SELECT * FROM ending) r ${WITH_LABEL}
ORDER BY r.looked, r.at DESC, r.seq DESC`;

export const STRETCH = stretchOf(false);
export const STRETCH_REFUSED = stretchOf(true);

export const ONE = `
SELECT ${SHOWN} FROM requests r ${WITH_LABEL}
WHERE r.tenant_id = $1 AND r.at = to_timestamp($2 / 1000.0) AND r.seq = $3`;

/** The entries of all gateways since a moment, oldest first. */
export const SINCE = `
SELECT ${SHOWN} FROM (
  SELECT * FROM requests WHERE tenant_id = $1 AND at > to_timestamp($2 / 1000.0)
  ORDER BY at, seq LIMIT $3
) r ${WITH_LABEL} ORDER BY r.at, r.seq`;

export const CAPTURES = 'SELECT tenant_id, until FROM captures WHERE until > now()';
export const CAPTURE = `
INSERT INTO captures (tenant_id, until) VALUES ($1, $2)
ON CONFLICT (tenant_id) DO UPDATE SET until = excluded.until`;
export const END_CAPTURE = 'DELETE FROM captures WHERE tenant_id = $1';

/** One gateway at a time looks after the partitions. */
export const TAKE_PARTITIONS = 'SELECT pg_try_advisory_xact_lock($1, $2) AS mine';
export const PARTITIONS = `
SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname ~ '^requests_[0-9]{8}$'`;

/** The names of users and groups, from the events' database: not always that of the requests. */
export const RESOURCE_NAMES = `
SELECT subject, coalesce(attributes->>'userName', attributes->>'displayName') AS name
FROM streams WHERE tenant_id = $1 AND subject = ANY($2::text[]) AND status <> 'gone'`;

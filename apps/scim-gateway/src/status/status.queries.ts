/** SQL of how a connection does now. Each statement reads a bounded stretch of an index. */

/** $3: so many of the newest events of the tenant's own stream are looked at. */
export const SWITCHED = `
SELECT type, recorded_at, actor FROM (
  SELECT type, recorded_at, actor, stream_version FROM events
  WHERE tenant_id = $1 AND subject = $2 ORDER BY stream_version DESC LIMIT $3
) e
WHERE type IN ('ProvisioningEnabled', 'ProvisioningDisabled')
ORDER BY stream_version DESC LIMIT 1`;

/**
 * The newest $2 entries of the last day by cause: a cause is the code and the attributes of a refusal,
 * and none of both what was accepted. `rows` counts entries, `requests` what they stand for.
 */
export const LAST_DAY = `
WITH stretch AS (
  SELECT at, method, path, status, count, test, refusal::json AS refusal FROM requests
  WHERE tenant_id = $1 AND at >= now() - interval '1 day'
  ORDER BY at DESC, seq DESC LIMIT $2
)
SELECT test OR method = 'LOG' AS aside, refusal->>'code' AS code, refusal->>'attribute' AS attribute,
       refusal->>'refused' AS attributes,
       status >= 400 AS refused, max(status) AS status, count(*)::int AS rows,
       sum(count)::int AS requests,
       coalesce(sum(count) FILTER (
         WHERE method IN ('POST', 'PUT', 'PATCH', 'DELETE') AND path NOT LIKE '%/.search'), 0)::int
         AS changes,
       min(at) AS first_at, max(at) AS last_at
FROM stretch GROUP BY 1, 2, 3, 4, 5 ORDER BY requests DESC, last_at DESC`;

/** A page and the position it holds for, in one snapshot. Resources are joined as ready text. */

/** Unfiltered, in creation order: found by counting blocks, so that a late page costs no more. */
export const PAGE = `
WITH blocks AS (
  SELECT block, live, sum(live) OVER (ORDER BY block) AS upto FROM user_blocks WHERE tenant_id = $1
), start AS (
  SELECT block, upto - live AS before FROM blocks WHERE upto >= $2 ORDER BY block LIMIT 1
), page AS (
  SELECT u.rendered, u.user_id, u.ordinal FROM start s CROSS JOIN LATERAL (
    SELECT rendered, user_id, ordinal FROM users
    WHERE tenant_id = $1 AND ordinal >= s.block * 1024
    ORDER BY ordinal OFFSET greatest(0, $2 - s.before - 1) LIMIT $3
  ) u
)
SELECT (SELECT position FROM checkpoints WHERE tenant_id = $1) AS position,
       (SELECT users FROM checkpoints WHERE tenant_id = $1) AS total,
       (SELECT count(*)::int FROM page) AS items,
       (SELECT string_agg(rendered || $4 || user_id || '"}}', ',' ORDER BY ordinal) FROM page) AS text`;

/** Filtered or sorted; `condition` and `order` are made of schema names and parameters alone. */
export const filteredPage = (condition: string, order: string): string => `
WITH hits AS (
  SELECT u.rendered, u.user_id, row_number() OVER (ORDER BY ${order}) AS n
  FROM users u WHERE u.tenant_id = $1 AND (${condition})
), page AS (SELECT * FROM hits WHERE n >= $2 ORDER BY n LIMIT $3)
SELECT (SELECT position FROM checkpoints WHERE tenant_id = $1) AS position,
       (SELECT count(*) FROM hits) AS total,
       (SELECT count(*)::int FROM page) AS items,
       (SELECT string_agg(rendered || $4 || user_id || '"}}', ',' ORDER BY n) FROM page) AS text`;

export const POSITION = `SELECT position, held FROM checkpoints WHERE tenant_id = $1`;

export const LOGIN = `
SELECT c.position, c.held, u.user_id, u.active
FROM (SELECT $1::text AS tenant_id) t
LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id
LEFT JOIN users u ON u.tenant_id = t.tenant_id AND u.login = $2`;

export const ONE = `
SELECT c.position, u.user_id, u.version, u.active, u.login, u.attributes, u.created_at, u.modified_at
FROM users u JOIN checkpoints c ON c.tenant_id = u.tenant_id
WHERE u.tenant_id = $1 AND u.user_id = $2`;

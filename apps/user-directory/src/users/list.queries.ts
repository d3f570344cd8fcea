import { BLOCK } from '../projecting/tenant-state';

/** A page and the position it holds for, in one snapshot. Resources are joined as ready text. */

/**
 * The whole ListResponse as text, made by Postgres: the services on the way pass bytes on.
 * `page` gives `rendered` and `user_id` in their order; aggregates keep the order of a subquery.
 */
const response = (total: string, page: string): string => `
SELECT c.position::text AS position,
       '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":'
       || coalesce(${total}, 0) || ',"startIndex":' || $2::bigint || ',"itemsPerPage":' || p.items
       || ',"Resources":[' || coalesce(p.text, '') || ']}' AS text
FROM (SELECT $1::text AS tenant_id) t LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id,
LATERAL (
  SELECT count(*) AS items, string_agg(page.rendered || $4 || page.user_id || '"}}', ',') AS text
  FROM (${page}) page
) p`;

/**
 * Unfiltered, in creation order: found by counting blocks, so that a late page costs no more. Both
 * ends are named, so that no plan can read the rest of the tenant.
 */
export const PAGE = response(
  'c.users',
  `
  SELECT u.rendered, u.user_id
  FROM (
    SELECT min(block) AS first, max(block) AS last, min(upto - live) AS before FROM (
      SELECT block, live, sum(live) OVER (ORDER BY block) AS upto
      FROM user_blocks WHERE tenant_id = $1
    ) blocks WHERE upto >= $2 AND upto - live < $2 + $3
  ) s CROSS JOIN LATERAL (
    SELECT rendered, user_id FROM users
    WHERE tenant_id = $1 AND ordinal >= s.first * ${BLOCK} AND ordinal < (s.last + 1) * ${BLOCK}
    ORDER BY ordinal OFFSET greatest(0, $2 - s.before - 1) LIMIT $3
  ) u`,
);

/**
 * Filtered or sorted; `condition` and `order` are made of schema names and parameters alone. The
 * hits are their keys; only the page's rows are read.
 */
export const filteredPage = (condition: string, order: string): string => `
WITH hits AS (
  SELECT u.user_id, row_number() OVER (ORDER BY ${order}) AS n
  FROM users u WHERE u.tenant_id = $1 AND (${condition})
)${response(
  '(SELECT count(*) FROM hits)',
  `
  SELECT u.rendered, u.user_id FROM hits h
  JOIN users u ON u.tenant_id = $1 AND u.user_id = h.user_id
  WHERE h.n >= $2 AND h.n < $2::bigint + $3::bigint ORDER BY h.n`,
)}`;

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

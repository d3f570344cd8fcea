import { BLOCK } from '../users/user-rows';
import { oversized, unlessOversized } from './page-size-limit';
import type { ResourceTable } from './resource-table';

/** A page and the position it holds for, in one snapshot. Resources are joined as ready text. */

/**
 * The whole ListResponse as text, made by Postgres: the services on the way pass bytes on.
 * `page` gives `rendered` and `id` in their order; aggregates keep the order of a subquery. $4 is
 * the base URL; `memberships` is SQL of the memberships of a resource, or empty text.
 */
const response = (
  table: ResourceTable,
  total: string,
  page: string,
  memberships?: string,
): string => `
SELECT c.position::text AS position, p.oversized,
       '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":'
       || coalesce(${total}, 0) || ',"startIndex":' || $2::bigint || ',"itemsPerPage":' || p.items
       || ',"Resources":[' || coalesce(p.text, '') || ']}' AS text
FROM (SELECT $1::text AS tenant_id) t LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id,
LATERAL (
  WITH page AS ${memberships === undefined ? `(${page})` : `MATERIALIZED (${page}), oversized AS MATERIALIZED (${oversized(table, 'page')})`}
  SELECT count(*) AS items, ${memberships === undefined ? 'false' : '(SELECT yes FROM oversized)'} AS oversized,
         string_agg(page.rendered || ',"location":"' || $4::text || '/${table.endpoint}/' || page.id
                    || '"}' || ${memberships === undefined ? `''` : unlessOversized(memberships)} || '}', ',') AS text
  FROM page
) p`;

/**
 * Users unfiltered, in creation order: found by counting blocks, so that a late page costs no more.
 * Both ends are named, so that no plan can read the rest of the tenant.
 */
export const pageOfUsers = (table: ResourceTable, memberships?: string): string =>
  response(
    table,
    'c.users',
    `
  SELECT u.rendered, u.user_id AS id
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
    memberships,
  );

/**
 * Filtered or sorted; `condition` and `order` are made of schema names and parameters alone. The
 * hits are their keys; only the page's rows are read.
 */
export const filteredPage = (
  table: ResourceTable,
  condition: string,
  order: string,
  memberships?: string,
): string => `
WITH hits AS (
  SELECT u.${table.id} AS id, row_number() OVER (ORDER BY ${order}) AS n
  FROM ${table.name} u WHERE u.tenant_id = $1 AND (${condition})
)${response(
  table,
  '(SELECT count(*) FROM hits)',
  `
  SELECT u.rendered, h.id FROM hits h
  CROSS JOIN LATERAL (
    SELECT rendered FROM ${table.name} WHERE tenant_id = $1 AND ${table.id} = h.id OFFSET 0
  ) u
  WHERE h.n >= $2 AND h.n < $2::bigint + $3::bigint ORDER BY h.n`,
  memberships,
)}`;

/** $2: what the name is compared by; who was named before the newest folding comes first. */
export const LOGIN = `
SELECT c.position, c.epoch, c.held, c.moved_to, c.provisioning, u.user_id, u.active
FROM (SELECT $1::text AS tenant_id) t
LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id
LEFT JOIN LATERAL (
  SELECT user_id, active FROM users
  WHERE tenant_id = t.tenant_id AND login = ANY($2::text[])
  ORDER BY array_position($2::text[], login) LIMIT 1
) u ON true`;

export const ONE = `
SELECT c.position, u.user_id, u.version, u.active, u.login, u.attributes, u.created_at, u.modified_at
FROM (SELECT $1::text AS tenant_id) t
LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id
LEFT JOIN users u ON u.tenant_id = t.tenant_id AND u.user_id = $2`;

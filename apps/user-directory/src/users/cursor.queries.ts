/**
 * Pages by cursor (RFC 9865). In creation order a page begins beside an ordinal, which no write
 * moves; a sorted list is kept as ordinals when its first page is read. `condition` and `order` are
 * made of schema names and parameters alone. Parameters: $1 tenant, $2 count, $3 what stands
 * between a rendering and its id.
 */
const LIST = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":';

const text = (total: string, rendered: string, items: string): string =>
  `'${LIST}' || ${total} || ',"itemsPerPage":' || ${items} || ',"Resources":[' || coalesce(${rendered}, '') || ']}'`;

const joined = (order: string): string =>
  `string_agg(page.rendered || $3 || page.user_id || '"}}', ',' ORDER BY ${order})`;

/** The first page in creation order, with the total and the bound of all that follow. */
export const firstPage = (condition: string | undefined): string => `
SELECT c.position::text AS position, c.next_ordinal::text AS upto, t.total::text AS total,
       p.first::text AS first, p.last::text AS last, p.found > $2 AS more,
       ${text('t.total', 'p.text', 'p.items')} AS text
FROM (SELECT $1::text AS tenant_id) one LEFT JOIN checkpoints c ON c.tenant_id = one.tenant_id,
LATERAL (${
  condition === undefined
    ? 'SELECT coalesce(c.users, 0) AS total'
    : `SELECT count(*) AS total FROM users u WHERE u.tenant_id = $1 AND (${condition})`
}) t,
LATERAL (${page('true', condition, 'ASC')}) p`;

/** A later page: $4 the ordinal that it begins beside, $5 the bound, $6 the total. */
export const laterPage = (condition: string | undefined, direction: 'after' | 'before'): string => `
SELECT c.position::text AS position, $5::text AS upto, $6::text AS total,
       p.first::text AS first, p.last::text AS last, p.found > $2 AS more,
       ${text('$6::text', 'p.text', 'p.items')} AS text
FROM (SELECT $1::text AS tenant_id) one LEFT JOIN checkpoints c ON c.tenant_id = one.tenant_id,
LATERAL (${page(
  `u.ordinal < $5::bigint AND u.ordinal ${direction === 'after' ? '>' : '<'} $4::bigint`,
  condition,
  direction === 'after' ? 'ASC' : 'DESC',
)}) p`;

/** One more is looked for than is given: it says whether there is another page. */
function page(bounds: string, condition: string | undefined, order: 'ASC' | 'DESC'): string {
  return `
  SELECT max(page.n) AS found, count(*) FILTER (WHERE page.n <= $2) AS items,
         min(page.ordinal) FILTER (WHERE page.n <= $2) AS first,
         max(page.ordinal) FILTER (WHERE page.n <= $2) AS last,
         ${joined('page.ordinal')} FILTER (WHERE page.n <= $2) AS text
  FROM (
    SELECT u.rendered, u.user_id, u.ordinal, row_number() OVER (ORDER BY u.ordinal ${order}) AS n
    FROM users u
    WHERE u.tenant_id = $1 AND ${bounds}${condition === undefined ? '' : ` AND (${condition})`}
    ORDER BY u.ordinal ${order} LIMIT $2::bigint + 1
  ) page`;
}

/** Sorted lists of a tenant that are kept at a time; the one not used for longest goes first. */
export const MOST_KEPT = 32;

/**
 * Sorts, keeps the order under $4 when it is longer than a page and the directory is at position
 * $5, and gives the first page. $6: seconds after which a list that nobody reads is gone.
 */
export const keepList = (condition: string, order: string): string => `
WITH sorted AS MATERIALIZED (
  SELECT coalesce(array_agg(u.ordinal ORDER BY ${order}), '{}') AS ordinals
  FROM users u WHERE u.tenant_id = $1 AND (${condition})
), kept AS (
  INSERT INTO kept_lists (tenant_id, list_id, ordinals, used_at)
  SELECT $1, $4::uuid, ordinals, now() FROM sorted
  WHERE cardinality(ordinals) > $2
    AND (SELECT position FROM checkpoints WHERE tenant_id = $1) >= $5::bigint
), gone AS (
  DELETE FROM kept_lists WHERE used_at < now() - $6::int * interval '1 second'
    OR (tenant_id = $1 AND list_id IN (
      SELECT list_id FROM kept_lists WHERE tenant_id = $1
      ORDER BY used_at DESC OFFSET ${MOST_KEPT - 1}))
)
SELECT c.position::text AS position, cardinality(s.ordinals)::text AS total,
       ${text('cardinality(s.ordinals)', 'p.text', 'p.items')} AS text
FROM sorted s LEFT JOIN checkpoints c ON c.tenant_id = $1,
LATERAL (${slice('s.ordinals[1:$2]')}) p`;

/** A page of the kept list $4, from its place $5; no row when the list is gone. */
export const KEPT_PAGE = `
WITH l AS (
  UPDATE kept_lists SET used_at = now() WHERE tenant_id = $1 AND list_id = $4::uuid
  RETURNING ordinals
)
SELECT c.position::text AS position, cardinality(l.ordinals)::text AS total,
       ${text('cardinality(l.ordinals)', 'p.text', 'p.items')} AS text
FROM l LEFT JOIN checkpoints c ON c.tenant_id = $1,
LATERAL (${slice('l.ordinals[$5::int:$5::int + $2 - 1]')}) p`;

/** Those of the list that are still there, as they are now. */
function slice(ordinals: string): string {
  return `
  SELECT count(*) AS items, ${joined('page.n')} AS text
  FROM (
    SELECT u.rendered, u.user_id, o.n FROM unnest(${ordinals}) WITH ORDINALITY AS o(ordinal, n)
    JOIN users u ON u.tenant_id = $1 AND u.ordinal = o.ordinal
  ) page`;
}

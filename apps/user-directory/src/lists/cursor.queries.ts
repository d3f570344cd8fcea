import { oversized, unlessOversized } from './page-size-limit';
import type { ResourceTable } from './resource-table';

/**
 * Pages by cursor (RFC 9865). In creation order a page begins next to an ordinal, which no write
 * moves; a sorted list is kept as ordinals when its first page is read. `condition` and `order` are
 * made of schema names and parameters alone, `memberships` as in list.queries.ts.
 * Parameters: $1 tenant, $2 count, $3 where the page is, $4 the base URL.
 */
export interface ListSql {
  readonly table: ResourceTable;
  readonly condition: string | undefined;
  readonly memberships: string | undefined;
}

const LIST = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":';

const response = (total: string): string =>
  `'${LIST}' || ${total} || ',"itemsPerPage":' || p.items || ',"Resources":[' || coalesce(p.text, '') || ']}'`;

/** Of the rows of a page, and whether they have too many memberships. */
const measured = ({ table, memberships }: ListSql, rows: string): string =>
  memberships === undefined
    ? 'oversized AS (SELECT false AS yes)'
    : `oversized AS MATERIALIZED (${oversized(table, rows)})`;

const joined = ({ table, memberships }: ListSql, order: string): string =>
  `string_agg(page.rendered || ',"location":"' || $4::text || '/${table.endpoint}/' || page.id
              || '"}' || ${memberships === undefined ? `''` : unlessOversized(memberships)} || '}', ',' ORDER BY ${order})`;

/** One more is looked for than is given: it says whether there is another page. */
const page = (shown: ListSql, bounds: string, order: 'ASC' | 'DESC'): string => `
  WITH page AS MATERIALIZED (
    SELECT u.rendered, u.${shown.table.id} AS id, u.ordinal,
           row_number() OVER (ORDER BY u.ordinal ${order}) AS n
    FROM ${shown.table.name} u
    WHERE u.tenant_id = $1 AND ${bounds} AND (${shown.condition ?? 'true'})
    ORDER BY u.ordinal ${order} LIMIT $2::bigint + 1
  ), given AS (SELECT id FROM page WHERE n <= $2), ${measured(shown, 'given')}
  SELECT (SELECT yes FROM oversized) AS oversized, max(page.n) AS found, count(*) FILTER (WHERE page.n <= $2) AS items,
         min(page.ordinal) FILTER (WHERE page.n <= $2) AS first,
         max(page.ordinal) FILTER (WHERE page.n <= $2) AS last,
         ${joined(shown, 'page.ordinal')} FILTER (WHERE page.n <= $2) AS text
  FROM page`;

/** How many there are, and the ordinal that everything made later is at or beyond. */
const bounds = ({ table, condition }: ListSql): string => {
  const upto = table.name === 'users' ? 'c.next_ordinal' : 'c.position + 1';
  return table.name === 'users' && condition === undefined
    ? `SELECT coalesce(c.users, 0) AS total, ${upto} AS upto`
    : `SELECT count(*) AS total, ${upto} AS upto FROM ${table.name} u WHERE u.tenant_id = $1 AND (${condition ?? 'true'})`;
};

/** The first page in creation order; $3 is below every ordinal. */
export const firstPage = (shown: ListSql): string => `
SELECT c.position::text AS position, t.upto::text AS upto, t.total::text AS total,
       p.first::text AS first, p.last::text AS last, p.found > $2 AS more, p.oversized,
       ${response('t.total')} AS text
FROM (SELECT $1::text AS tenant_id) one LEFT JOIN checkpoints c ON c.tenant_id = one.tenant_id,
LATERAL (${bounds(shown)}) t,
LATERAL (${page(shown, 'u.ordinal > $3::bigint', 'ASC')}) p`;

/** A later page next to the ordinal $3: $5 the bound, $6 the total of the first one. */
export const laterPage = (shown: ListSql, direction: 'after' | 'before'): string => {
  const [than, order] = direction === 'after' ? (['>', 'ASC'] as const) : (['<', 'DESC'] as const);
  return `
SELECT c.position::text AS position, $5::text AS upto, $6::text AS total,
       p.first::text AS first, p.last::text AS last, p.found > $2 AS more, p.oversized,
       ${response('$6::text')} AS text
FROM (SELECT $1::text AS tenant_id) one LEFT JOIN checkpoints c ON c.tenant_id = one.tenant_id,
LATERAL (${page(shown, `u.ordinal < $5::bigint AND u.ordinal ${than} $3::bigint`, order)}) p`;
};

/** Sorted lists of a tenant that are kept at a time; the one not used for longest goes first. */
const MOST_SNAPSHOTS = 32;

/**
 * Sorts, keeps the order under $3 when it is longer than a page and the directory is at position
 * $5, and gives the first page. $6: seconds after which an unread list is dropped.
 */
export const saveSnapshot = (shown: ListSql, order: string): string => `
WITH sorted AS MATERIALIZED (
  SELECT coalesce(array_agg(u.ordinal ORDER BY ${order}), '{}') AS ordinals
  FROM ${shown.table.name} u WHERE u.tenant_id = $1 AND (${shown.condition ?? 'true'})
), kept AS (
  INSERT INTO kept_lists (tenant_id, list_id, ordinals, used_at)
  SELECT $1, $3::uuid, ordinals, now() FROM sorted
  WHERE cardinality(ordinals) > $2
    AND (SELECT position FROM checkpoints WHERE tenant_id = $1) >= $5::bigint
), gone AS (
  DELETE FROM kept_lists WHERE used_at < now() - $6::int * interval '1 second'
    OR (tenant_id = $1 AND list_id IN (
      SELECT list_id FROM kept_lists WHERE tenant_id = $1
      ORDER BY used_at DESC OFFSET ${MOST_SNAPSHOTS - 1}))
)
SELECT c.position::text AS position, cardinality(s.ordinals)::text AS total, p.oversized,
       ${response('cardinality(s.ordinals)')} AS text
FROM sorted s LEFT JOIN checkpoints c ON c.tenant_id = $1,
LATERAL (${slice(shown, 's.ordinals[1:$2]')}) p`;

/** A page of the kept list $3, from its place $5; no row when the list is gone. */
export const snapshotPage = (shown: ListSql): string => `
WITH l AS (
  UPDATE kept_lists SET used_at = now() WHERE tenant_id = $1 AND list_id = $3::uuid
  RETURNING ordinals
)
SELECT c.position::text AS position, cardinality(l.ordinals)::text AS total, p.oversized,
       ${response('cardinality(l.ordinals)')} AS text
FROM l LEFT JOIN checkpoints c ON c.tenant_id = $1,
LATERAL (${slice(shown, 'l.ordinals[$5::int:$5::int + $2 - 1]')}) p`;

/** Those of the list that are still there, as they are now. */
function slice(shown: ListSql, ordinals: string): string {
  return `
  WITH page AS MATERIALIZED (
    SELECT u.rendered, u.id, o.n
    FROM unnest(${ordinals}) WITH ORDINALITY AS o(ordinal, n)
    CROSS JOIN LATERAL (
      SELECT rendered, ${shown.table.id} AS id FROM ${shown.table.name}
      WHERE tenant_id = $1 AND ordinal = o.ordinal OFFSET 0
    ) u
  ), ${measured(shown, 'page')}
  SELECT (SELECT yes FROM oversized) AS oversized, count(*) AS items, ${joined(shown, 'page.n')} AS text
  FROM page`;
}

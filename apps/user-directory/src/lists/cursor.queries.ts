import { heavy, unlessHeavy } from './page-size-limit';
import type { Listed } from './resource-table';

/**
 * Pages by cursor (RFC 9865). In creation order a page begins beside an ordinal, which no write
 * moves; a sorted list is kept as ordinals when its first page is read. `condition` and `order` are
 * made of schema names and parameters alone, `beside` as in list.queries.ts.
 * Parameters: $1 tenant, $2 count, $3 where the page is, $4 the base URL.
 */
export interface Shown {
  readonly listed: Listed;
  readonly condition: string | undefined;
  readonly beside: string | undefined;
}

const LIST = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":';

const response = (total: string): string =>
  `'${LIST}' || ${total} || ',"itemsPerPage":' || p.items || ',"Resources":[' || coalesce(p.text, '') || ']}'`;

/** Of the rows of a page, and whether too much stands beside them. */
const weighed = ({ listed, beside }: Shown, rows: string): string =>
  beside === undefined
    ? 'heavy AS (SELECT false AS yes)'
    : `heavy AS MATERIALIZED (${heavy(listed, rows)})`;

const joined = ({ listed, beside }: Shown, order: string): string =>
  `string_agg(page.rendered || ',"location":"' || $4::text || '/${listed.endpoint}/' || page.id
              || '"}' || ${beside === undefined ? `''` : unlessHeavy(beside)} || '}', ',' ORDER BY ${order})`;

/** One more is looked for than is given: it says whether there is another page. */
const page = (shown: Shown, bounds: string, order: 'ASC' | 'DESC'): string => `
  WITH page AS MATERIALIZED (
    SELECT u.rendered, u.${shown.listed.id} AS id, u.ordinal,
           row_number() OVER (ORDER BY u.ordinal ${order}) AS n
    FROM ${shown.listed.table} u
    WHERE u.tenant_id = $1 AND ${bounds} AND (${shown.condition ?? 'true'})
    ORDER BY u.ordinal ${order} LIMIT $2::bigint + 1
  ), given AS (SELECT id FROM page WHERE n <= $2), ${weighed(shown, 'given')}
  SELECT (SELECT yes FROM heavy) AS heavy, max(page.n) AS found, count(*) FILTER (WHERE page.n <= $2) AS items,
         min(page.ordinal) FILTER (WHERE page.n <= $2) AS first,
         max(page.ordinal) FILTER (WHERE page.n <= $2) AS last,
         ${joined(shown, 'page.ordinal')} FILTER (WHERE page.n <= $2) AS text
  FROM page`;

/** How many there are, and the ordinal that everything made later is at or beyond. */
const bounds = ({ listed, condition }: Shown): string => {
  const upto = listed.table === 'users' ? 'c.next_ordinal' : 'c.position + 1';
  return listed.table === 'users' && condition === undefined
    ? `SELECT coalesce(c.users, 0) AS total, ${upto} AS upto`
    : `SELECT count(*) AS total, ${upto} AS upto FROM ${listed.table} u WHERE u.tenant_id = $1 AND (${condition ?? 'true'})`;
};

/** The first page in creation order; $3 is below every ordinal. */
export const firstPage = (shown: Shown): string => `
SELECT c.position::text AS position, t.upto::text AS upto, t.total::text AS total,
       p.first::text AS first, p.last::text AS last, p.found > $2 AS more, p.heavy,
       ${response('t.total')} AS text
FROM (SELECT $1::text AS tenant_id) one LEFT JOIN checkpoints c ON c.tenant_id = one.tenant_id,
LATERAL (${bounds(shown)}) t,
LATERAL (${page(shown, 'u.ordinal > $3::bigint', 'ASC')}) p`;

/** A later page beside the ordinal $3: $5 the bound, $6 the total of the first one. */
export const laterPage = (shown: Shown, direction: 'after' | 'before'): string => {
  const [than, order] = direction === 'after' ? (['>', 'ASC'] as const) : (['<', 'DESC'] as const);
  return `
SELECT c.position::text AS position, $5::text AS upto, $6::text AS total,
       p.first::text AS first, p.last::text AS last, p.found > $2 AS more, p.heavy,
       ${response('$6::text')} AS text
FROM (SELECT $1::text AS tenant_id) one LEFT JOIN checkpoints c ON c.tenant_id = one.tenant_id,
LATERAL (${page(shown, `u.ordinal < $5::bigint AND u.ordinal ${than} $3::bigint`, order)}) p`;
};

/** Sorted lists of a tenant that are kept at a time; the one not used for longest goes first. */
const MOST_KEPT = 32;

/**
 * Sorts, keeps the order under $3 when it is longer than a page and the directory is at position
 * $5, and gives the first page. $6: seconds after which a list that nobody reads is gone.
 */
export const keepList = (shown: Shown, order: string): string => `
WITH sorted AS MATERIALIZED (
  SELECT coalesce(array_agg(u.ordinal ORDER BY ${order}), '{}') AS ordinals
  FROM ${shown.listed.table} u WHERE u.tenant_id = $1 AND (${shown.condition ?? 'true'})
), kept AS (
  INSERT INTO kept_lists (tenant_id, list_id, ordinals, used_at)
  SELECT $1, $3::uuid, ordinals, now() FROM sorted
  WHERE cardinality(ordinals) > $2
    AND (SELECT position FROM checkpoints WHERE tenant_id = $1) >= $5::bigint
), gone AS (
  DELETE FROM kept_lists WHERE used_at < now() - $6::int * interval '1 second'
    OR (tenant_id = $1 AND list_id IN (
      SELECT list_id FROM kept_lists WHERE tenant_id = $1
      ORDER BY used_at DESC OFFSET ${MOST_KEPT - 1}))
)
SELECT c.position::text AS position, cardinality(s.ordinals)::text AS total, p.heavy,
       ${response('cardinality(s.ordinals)')} AS text
FROM sorted s LEFT JOIN checkpoints c ON c.tenant_id = $1,
LATERAL (${slice(shown, 's.ordinals[1:$2]')}) p`;

/** A page of the kept list $3, from its place $5; no row when the list is gone. */
export const keptPage = (shown: Shown): string => `
WITH l AS (
  UPDATE kept_lists SET used_at = now() WHERE tenant_id = $1 AND list_id = $3::uuid
  RETURNING ordinals
)
SELECT c.position::text AS position, cardinality(l.ordinals)::text AS total, p.heavy,
       ${response('cardinality(l.ordinals)')} AS text
FROM l LEFT JOIN checkpoints c ON c.tenant_id = $1,
LATERAL (${slice(shown, 'l.ordinals[$5::int:$5::int + $2 - 1]')}) p`;

/** Those of the list that are still there, as they are now. */
function slice(shown: Shown, ordinals: string): string {
  return `
  WITH page AS MATERIALIZED (
    SELECT u.rendered, u.id, o.n
    FROM unnest(${ordinals}) WITH ORDINALITY AS o(ordinal, n)
    CROSS JOIN LATERAL (
      SELECT rendered, ${shown.listed.id} AS id FROM ${shown.listed.table}
      WHERE tenant_id = $1 AND ordinal = o.ordinal OFFSET 0
    ) u
  ), ${weighed(shown, 'page')}
  SELECT (SELECT yes FROM heavy) AS heavy, count(*) AS items, ${joined(shown, 'page.n')} AS text
  FROM page`;
}

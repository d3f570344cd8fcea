/**
 * SQL of a snapshot: all of it in one transaction. Each page comes as the lines that are sent, made
 * by Postgres: the service passes text on.
 */

/** Utility statements, before the first query: only that takes the picture. */
export const begin = (longestMs: number): readonly string[] => [
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  `SET LOCAL idle_in_transaction_session_timeout = ${longestMs}`,
  // Tables that a rebuild swapped after the picture was taken would look empty.
  'LOCK TABLE checkpoints, users, groups, memberships IN ACCESS SHARE MODE',
];

/** $1 the tenant that the page begins after; $2 the tenants of the key, or null; $3 how many. */
export const TENANTS = `
SELECT tenant_id, position::text, coalesce(epoch, '') AS epoch, profile, name, provisioning, moved_to,
       checksum, erasing IS NOT NULL AS erasing
FROM checkpoints
WHERE position > 0 AND tenant_id > $1 AND ($2::text[] IS NULL OR tenant_id = ANY($2))
ORDER BY tenant_id LIMIT $3`;

/** Partitions with a held tenant: what is committed there may be beyond its rows. */
export const HELD_PARTITIONS = `
SELECT DISTINCT held_partition AS partition FROM checkpoints WHERE held_partition IS NOT NULL`;

/** A page of lines ends before these many bytes, unless it has one line. */
const BYTES = 1_048_576;

const time = (column: string): string =>
  `to_json(to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
const STAMP = `',"version":' || version || ',"createdAt":' || ${time('created_at')}
       || ',"modifiedAt":' || ${time('modified_at')} || '}'`;

/**
 * $1 tenant, $2 the key of the last row before, as text[] (empty text: from the beginning), $3 rows.
 * How many rows, the key of the last one, and the lines.
 */
const resources = (table: 'users' | 'groups', line: string): string => `
SELECT count(*)::int AS rows, CASE WHEN count(*) > 0 THEN ARRAY[max(ordinal)::text] END AS last,
       string_agg(line, E'\\n' ORDER BY ordinal) AS text
FROM (
  SELECT ordinal, line, sum(octet_length(line)) OVER (ORDER BY ordinal) AS upto,
         row_number() OVER (ORDER BY ordinal) AS n
  FROM (
    SELECT ordinal, ${line} || ${STAMP} AS line
    FROM ${table} WHERE tenant_id = $1 AND ordinal > coalesce(nullif(($2::text[])[1], '')::bigint, -1)
    ORDER BY ordinal LIMIT $3
  ) page
) sized WHERE upto <= ${BYTES} OR n = 1`;

const USERS = resources(
  'users',
  `'{"kind":"user","userId":' || to_json(user_id) || ',"login":' || to_json(login)
       || ',"attributes":' || attributes`,
);

const GROUPS = resources(
  'groups',
  `'{"kind":"group","groupId":' || to_json(group_id)
       || ',"displayName":' || to_json(attributes->>'displayName')
       || coalesce(',"externalId":' || to_json(attributes->>'externalId'), '')`,
);

const MEMBERS = `
WITH page AS MATERIALIZED (
  SELECT group_id, member_id, type FROM memberships
  WHERE tenant_id = $1 AND (group_id, member_id) > (($2::text[])[1], ($2::text[])[2])
  ORDER BY group_id, member_id LIMIT $3
), lines AS (
  SELECT group_id, count(*) AS rows, max(member_id) AS last,
         '{"kind":"members","groupId":' || to_json(group_id) || ',"members":'
         || json_agg(json_build_object('type', type, 'id', member_id) ORDER BY member_id) || '}' AS line
  FROM page GROUP BY group_id
)
SELECT coalesce(sum(rows), 0)::int AS rows,
       (SELECT ARRAY[group_id, last] FROM lines ORDER BY group_id DESC LIMIT 1) AS last,
       string_agg(line, E'\\n' ORDER BY group_id) AS text
FROM lines`;

/** What is sent of a tenant, in this order. `rows`: at most, of one page. */
export const PARTS = [
  { count: 'users', text: USERS, rows: 250, first: [''] },
  { count: 'groups', text: GROUPS, rows: 250, first: [''] },
  { count: 'memberships', text: MEMBERS, rows: 2_500, first: ['', ''] },
] as const;

/** Of these sessions, the ones that somebody waits for: a rebuild, a migration. */
export const WAITED_FOR = `
SELECT DISTINCT blocker AS pid FROM pg_locks, unnest(pg_blocking_pids(pg_locks.pid)) AS blocker
WHERE NOT granted AND blocker = ANY($1::int[])`;

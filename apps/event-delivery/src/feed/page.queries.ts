/** Metadata of the next events, of all tenants or of some: $1 after, $2 tenants, $3 how many. */
const OF_ALL = `
SELECT seq, type, bytes FROM events WHERE seq > $1 AND $2::text[] IS NULL ORDER BY seq LIMIT $3`;

const OF_TENANTS = `
SELECT e.seq, e.type, e.bytes FROM unnest($2::text[]) AS t(tenant_id)
CROSS JOIN LATERAL (
  SELECT seq, type, bytes FROM events
  WHERE tenant_id = t.tenant_id AND seq > $1 ORDER BY seq LIMIT $3
) e ORDER BY e.seq LIMIT $3`;

/**
 * A page, in one statement, so of one snapshot: the head of the feed in it is not ahead of its events.
 * $4 types or null, $5 events, $6 bytes. At least one event, however long.
 */
const page = (next: string): string => `
WITH scanned AS MATERIALIZED (${next}),
matching AS MATERIALIZED (
  SELECT seq, row_number() OVER by_seq AS number, sum(bytes) OVER by_seq AS total FROM scanned
  WHERE $4::text[] IS NULL OR type = ANY($4) WINDOW by_seq AS (ORDER BY seq)),
page AS MATERIALIZED (
  SELECT seq FROM matching WHERE number <= $5 AND (number = 1 OR total <= $6))
SELECT feed.feed_id, feed.head, feed.replacements,
  (SELECT count(*) FROM scanned)::int AS scanned,
  (SELECT max(seq) FROM scanned) AS scanned_to,
  (SELECT count(*) FROM matching)::int AS matching,
  (SELECT count(*) FROM page)::int AS count,
  (SELECT max(seq) FROM page) AS page_to,
  (SELECT string_agg(e.event, ',' ORDER BY e.seq) FROM page JOIN events e USING (seq)) AS events
FROM feed`;

export const PAGE_OF_ALL = page(OF_ALL);
export const PAGE_OF_TENANTS = page(OF_TENANTS);

export const FEED = `SELECT feed_id, head, replacements FROM feed`;

export const KNOWN = `SELECT 1 FROM tenants WHERE tenant_id = $1`;

/** Tenants whose history was replaced after a number. */
export const REPLACED = `
SELECT tenant_id, replacement FROM tenants
WHERE replacement > $1 AND ($2::text[] IS NULL OR tenant_id = ANY($2))
ORDER BY replacement LIMIT $3`;

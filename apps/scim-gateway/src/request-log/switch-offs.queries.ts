/**
 * SQL of refused switch-offs. The table is small: a row leaves it when the user is switched off, or
 * after a day.
 */

const IS_ON = (row: string): string => `EXISTS (SELECT 1 FROM streams s
  WHERE s.tenant_id = ${row}.tenant_id AND s.subject = 'users/' || ${row}.user_id
    AND s.status = 'active')`;

/** The active users among them; the newest refusal of each. */
export const KEEP = `
INSERT INTO refused_switch_offs AS r (tenant_id, user_id, at, request_id, code, attribute)
SELECT h.* FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
  AS h (tenant_id, user_id, at, request_id, code, attribute)
WHERE ${IS_ON('h')}
ORDER BY h.tenant_id, h.user_id
ON CONFLICT (tenant_id, user_id) DO UPDATE
SET at = excluded.at, request_id = coalesce(excluded.request_id, r.request_id), code = excluded.code,
    attribute = excluded.attribute
RETURNING r.tenant_id, r.user_id`;

export const FORGET = `
DELETE FROM refused_switch_offs r WHERE at < now() - interval '1 day' OR NOT ${IS_ON('r')}`;

export const COUNTS = `
SELECT r.tenant_id, count(*)::int AS people FROM refused_switch_offs r
WHERE at >= now() - interval '1 day' AND ${IS_ON('r')} GROUP BY r.tenant_id`;

export const LIST = `
SELECT r.user_id AS "userId", s.attributes->>'userName' AS "userName", r.at,
       r.request_id AS "requestId", r.code, r.attribute, count(*) OVER ()::int AS total
FROM refused_switch_offs r
JOIN streams s ON s.tenant_id = r.tenant_id AND s.subject = 'users/' || r.user_id
              AND s.status = 'active'
WHERE r.tenant_id = $1 AND r.at >= now() - interval '1 day'
ORDER BY r.at DESC, r.user_id LIMIT $2`;

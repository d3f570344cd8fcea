/** SQL of the members of a group, in the order of their ids. */

const NAMED = `m.member_id AS id, m.type,
  coalesce(s.attributes->>'displayName', s.attributes->>'userName') AS name,
  s.attributes->>'userName' AS user_name, s.status
FROM`;
const STREAMS = `LEFT JOIN streams s ON s.tenant_id = $1
  AND s.subject = CASE m.type WHEN 'User' THEN 'users/' ELSE 'groups/' END || m.member_id`;

export const COUNT = `
SELECT count(*)::int AS members FROM memberships WHERE tenant_id = $1 AND group_id = $2`;

export const PAGE = `
SELECT ${NAMED} (
  SELECT member_id, type FROM memberships WHERE tenant_id = $1 AND group_id = $2
  ORDER BY member_id OFFSET $3 LIMIT $4
) m ${STREAMS} ORDER BY m.member_id`;

/** The first $6 members whose names contain a text; each row has the number of all. */
export const FOUND = `
SELECT f.*, count(*) OVER ()::int AS total FROM (
  SELECT ${NAMED} (
    SELECT member_id, type FROM memberships WHERE tenant_id = $1 AND group_id = $2
    ORDER BY member_id LIMIT $6
  ) m ${STREAMS}
) f
WHERE strpos(lower(f.name), lower($5)) > 0 OR strpos(lower(f.user_name), lower($5)) > 0
ORDER BY f.id OFFSET $3 LIMIT $4`;

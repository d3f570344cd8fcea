/**
 * SQL of memberships. Prepared by name; arrays in, so that a batch is one statement.
 *
 * What belongs to each element of an array is looked up in a LATERAL with OFFSET 0, which the planner
 * cannot turn around. It would: a tenant that came after the last ANALYZE is one row to it, and every
 * element would be compared with all that the tenant has.
 */

/** The types of a request's ids, and whether they are members of the group: by keys alone. */
export const NAMED = `
SELECT k.group_id AS "groupId", k.id AS "memberId",
       CASE WHEN u.subject IS NOT NULL THEN 'User' ELSE 'Group' END AS type,
       m.member_id IS NOT NULL AS member
FROM unnest($2::text[], $3::text[]) AS k(group_id, id)
LEFT JOIN LATERAL (
  SELECT subject FROM streams
  WHERE tenant_id = $1 AND subject = 'users/' || k.id AND status <> 'gone' OFFSET 0
) u ON true
LEFT JOIN LATERAL (
  SELECT subject FROM streams
  WHERE tenant_id = $1 AND subject = 'groups/' || k.id AND status <> 'gone' OFFSET 0
) g ON true
LEFT JOIN LATERAL (
  SELECT member_id FROM memberships
  WHERE tenant_id = $1 AND group_id = k.group_id AND member_id = k.id OFFSET 0
) m ON true
WHERE u.subject IS NOT NULL OR g.subject IS NOT NULL`;

export const MEMBERS = `
SELECT member_id AS id, type FROM memberships
WHERE tenant_id = $1 AND group_id = $2 ORDER BY member_id`;

export const MEMBER_OF = `
SELECT group_id AS "groupId", member_id AS "memberId" FROM memberships
WHERE tenant_id = $1 AND member_id = ANY($2) ORDER BY member_id, group_id`;

/** All groups above these, at any distance; OFFSET 0 makes each step use the index. */
export const OUTER_GROUPS = `
WITH RECURSIVE up AS (
  SELECT group_id, member_id FROM memberships WHERE tenant_id = $1 AND member_id = ANY($2)
  UNION
  SELECT m.group_id, m.member_id FROM up CROSS JOIN LATERAL (
    SELECT group_id, member_id FROM memberships
    WHERE tenant_id = $1 AND member_id = up.group_id OFFSET 0
  ) m
)
SELECT group_id AS "groupId", member_id AS "memberId" FROM up ORDER BY member_id, group_id`;

/** All groups inside these, however far below. */
export const INNER_GROUPS = `
WITH RECURSIVE down AS (
  SELECT group_id, member_id FROM memberships
  WHERE tenant_id = $1 AND group_id = ANY($2) AND type = 'Group'
  UNION
  SELECT m.group_id, m.member_id FROM down CROSS JOIN LATERAL (
    SELECT group_id, member_id FROM memberships
    WHERE tenant_id = $1 AND group_id = down.member_id AND type = 'Group' OFFSET 0
  ) m
)
SELECT group_id AS "groupId", member_id AS "memberId" FROM down ORDER BY group_id, member_id`;

export const JOIN_GROUPS = `
INSERT INTO memberships (tenant_id, group_id, member_id, type)
SELECT $1, m.* FROM unnest($2::text[], $3::text[], $4::text[]) AS m`;

export const LEAVE_GROUPS = `
DELETE FROM memberships WHERE ctid = ANY(ARRAY(
  SELECT m.place FROM unnest($2::text[], $3::text[]) AS k(group_id, member_id)
  CROSS JOIN LATERAL (
    SELECT ctid AS place FROM memberships
    WHERE tenant_id = $1 AND group_id = k.group_id AND member_id = k.member_id OFFSET 0
  ) m
))`;

export const EMPTY_GROUPS = `
DELETE FROM memberships WHERE tenant_id = $1 AND group_id = ANY($2)`;

const DISPLAY = `coalesce(',"display":' || to_json(s.attributes->>'displayName')::text, '')`;

/** The members of groups as lists in SCIM JSON, made by Postgres: a group may have very many. */
export const READ_MEMBERS = `
SELECT k.i, m.text
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant_id, id, base_url, i)
CROSS JOIN LATERAL (
  SELECT string_agg('{"value":"' || m.member_id || '","$ref":"' || k.base_url
                    || '/' || m.type || 's/' || m.member_id || '","type":"' || m.type || '"'
                    || ${DISPLAY} || '}', ',' ORDER BY m.member_id) AS text
  FROM memberships m
  LEFT JOIN streams s ON s.tenant_id = m.tenant_id AND s.subject = lower(m.type) || 's/' || m.member_id
  WHERE m.tenant_id = k.tenant_id AND m.group_id = k.id
) m`;

/** The groups of members, likewise. */
export const READ_GROUPS = `
SELECT k.i, m.text
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant_id, id, base_url, i)
CROSS JOIN LATERAL (
  SELECT string_agg('{"value":"' || m.group_id || '","$ref":"' || k.base_url || '/Groups/'
                    || m.group_id || '","type":"direct"' || ${DISPLAY} || '}',
                    ',' ORDER BY m.group_id) AS text
  FROM memberships m
  JOIN streams s ON s.tenant_id = m.tenant_id AND s.subject = 'groups/' || m.group_id
  WHERE m.tenant_id = k.tenant_id AND m.member_id = k.id
) m`;

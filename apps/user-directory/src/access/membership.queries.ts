import { GROUP_OF, MEMBER } from '../lists/resource-table';

/**
 * One group with a page of its members, one user with a page of its groups: each in one snapshot
 * with the position that it holds for. $1 tenant, $2 id, $3 the id that the page begins after,
 * $4 how many. One more is read than is given: it says whether there is another page.
 */

export const GROUP_AND_MEMBERS = `
SELECT c.position::text AS position, g.version, g.attributes, g.created_at, g.modified_at,
       (SELECT coalesce(json_agg(json_build_object('type', p.type, 'id', p.id, 'displayName', p.name)
                                 ORDER BY p.id), '[]')
        FROM (
          SELECT m.type, m.member_id AS id, coalesce(u.attributes, i.attributes)->>'displayName' AS name
          FROM memberships m
          LEFT JOIN ${MEMBER.user} u ON true
          LEFT JOIN ${MEMBER.group} i ON true
          WHERE m.tenant_id = $1 AND m.group_id = g.group_id AND m.member_id > $3
          ORDER BY m.member_id LIMIT $4::int + 1
        ) p) AS page
FROM (SELECT $1::text AS tenant_id) t
LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id
LEFT JOIN groups g ON g.tenant_id = t.tenant_id AND g.group_id = $2`;

export const USER_AND_GROUPS = `
SELECT c.position::text AS position, u.version,
       (SELECT coalesce(json_agg(json_build_object('id', p.id, 'displayName', p.name)
                                 ORDER BY p.id), '[]')
        FROM (
          SELECT m.group_id AS id, g.attributes->>'displayName' AS name
          FROM memberships m
          CROSS JOIN ${GROUP_OF} g
          WHERE m.tenant_id = $1 AND m.member_id = u.user_id AND m.group_id > $3
          ORDER BY m.group_id LIMIT $4::int + 1
        ) p) AS page
FROM (SELECT $1::text AS tenant_id) t
LEFT JOIN checkpoints c ON c.tenant_id = t.tenant_id
LEFT JOIN users u ON u.tenant_id = t.tenant_id AND u.user_id = $2`;

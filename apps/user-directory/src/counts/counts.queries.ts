/** SQL of the counts in the projector: whole batches in, prepared by name. */

export const NEWEST_COUNTS = `
SELECT c.tenant_id, c.day::text AS day, c.people, c.active
FROM unnest($1::text[]) AS t(tenant_id)
CROSS JOIN LATERAL (
  SELECT tenant_id, day, people, active FROM people_counts
  WHERE tenant_id = t.tenant_id ORDER BY day DESC LIMIT 1
) c`;

export const INACTIVE_PEOPLE = `
SELECT i.tenant_id, i.user_id
FROM unnest($1::text[], $2::text[]) AS k(tenant_id, user_id)
JOIN inactive_people i ON i.tenant_id = k.tenant_id AND i.user_id = k.user_id`;

export const WRITE_COUNTS = `
INSERT INTO people_counts (tenant_id, day, people, active)
SELECT * FROM unnest($1::text[], $2::date[], $3::int[], $4::int[])
ON CONFLICT (tenant_id, day) DO UPDATE SET people = excluded.people, active = excluded.active`;

export const ADD_INACTIVE = `
INSERT INTO inactive_people (tenant_id, user_id)
SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`;

export const DROP_INACTIVE = `
DELETE FROM inactive_people i USING unnest($1::text[], $2::text[]) AS k(tenant_id, user_id)
WHERE i.tenant_id = k.tenant_id AND i.user_id = k.user_id`;

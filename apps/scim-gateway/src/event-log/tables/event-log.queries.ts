/**
 * SQL of the log's hot path. Prepared by name; arrays in, so that a batch is one statement.
 *
 * What belongs to each element of an array is looked up in a LATERAL with OFFSET 0, which the planner
 * cannot turn around. It would: a tenant that came after the last ANALYZE is one row to it, and every
 * element would be compared with all that the tenant has.
 */

export const LOCK_TENANT = `
SELECT name, profile, provisioning, rate_limit, created_at, position, checksum
FROM tenants WHERE tenant_id = $1 AND erased_at IS NULL FOR NO KEY UPDATE`;

export const STREAMS = `
SELECT subject, version, status, attributes::text AS attributes, rendered, created_at, modified_at
FROM streams WHERE tenant_id = $1 AND subject = ANY($2::text[])`;

export const HOLDERS = `
SELECT c.kind, c.value, c.subject, c.folding
FROM unnest($2::text[], $3::text[]) AS k(kind, value)
CROSS JOIN LATERAL (
  SELECT kind, value, subject, folding FROM claims
  WHERE tenant_id = $1 AND kind = k.kind AND value = k.value OFFSET 0
) c`;

/** The rows are found by key and deleted by place; nobody else moves them while the lock is held. */
export const RELEASE = `
DELETE FROM claims WHERE ctid = ANY(ARRAY(
  SELECT c.place FROM unnest($2::text[], $3::text[]) AS k(kind, value)
  CROSS JOIN LATERAL (
    SELECT ctid AS place FROM claims
    WHERE tenant_id = $1 AND kind = k.kind AND value = k.value OFFSET 0
  ) c
))`;

/** Events, current state, claims and the tenant's row: one statement, one plan, one round trip. */
export const WRITE = `
WITH recorded AS (
  INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data, actor,
                      correlation_id, command_id, recorded_at)
  SELECT $1, e.position, e.subject, e.stream_version, e.type, e.version, e.data::json, e.actor,
         e.correlation_id, e.command_id::uuid, $2::timestamptz
  FROM unnest($3::bigint[], $4::text[], $5::int[], $6::text[], $7::int[], $8::text[],
              $9::text[], $10::text[], $11::text[])
       AS e(position, subject, stream_version, type, version, data, actor, correlation_id, command_id)
), states AS (
  INSERT INTO streams (tenant_id, subject, version, status, attributes, rendered, render_tag,
                       external_id, created_at, modified_at)
  SELECT $1, s.subject, s.version, s.status, s.attributes::json, s.rendered, $12, s.external_id,
         s.created_at::timestamptz, $2::timestamptz
  FROM unnest($13::text[], $14::int[], $15::text[], $16::text[], $17::text[], $18::text[],
              $19::text[])
       AS s(subject, version, status, attributes, rendered, external_id, created_at)
  ON CONFLICT (tenant_id, subject) DO UPDATE
  SET version = excluded.version, status = excluded.status, attributes = excluded.attributes,
      rendered = excluded.rendered, render_tag = excluded.render_tag,
      external_id = excluded.external_id, modified_at = excluded.modified_at
), claimed AS (
  INSERT INTO claims (tenant_id, kind, value, subject, folding)
  SELECT $1, c.kind, c.value, c.subject, c.folding
  FROM unnest($20::text[], $21::text[], $22::text[], $29::int[]) AS c(kind, value, subject, folding)
)
UPDATE tenants SET position = $23, checksum = $24, name = $25, profile = $26, provisioning = $27,
                   rate_limit = $28
WHERE tenant_id = $1`;

/** What is to be redacted, noted with the event that says so. */
export const NOTE_ERASURES = `
WITH noted AS (
  INSERT INTO erasures (tenant_id, subject, position, asked_at, asked_by, due_at)
  SELECT $1, e.subject, e.position, $2::timestamptz, e.actor, now()
  FROM unnest($3::text[], $4::bigint[], $5::text[]) AS e(subject, position, actor)
  RETURNING subject
)
UPDATE tenants SET erased_at = $2::timestamptz
WHERE tenant_id = $1 AND EXISTS (SELECT FROM noted WHERE subject = 'tenants/' || $1)`;

export const IS_ERASED = `SELECT FROM erasures WHERE tenant_id = $1 AND subject = $2`;

/** What ids of a request stand for, and whether the group holds them: by keys alone. */
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

/** All that holds these, however far above; OFFSET 0 has each step look into the index. */
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

export const RECORDED = `
SELECT count(*)::int AS recorded FROM events
WHERE tenant_id = $1 AND position > $2 AND position <= $3 AND command_id = ANY($4::uuid[])`;

export const REGISTER = `
INSERT INTO tenants (tenant_id, name, profile, provisioning, rate_limit, created_at, position, checksum)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7) ON CONFLICT (tenant_id) DO NOTHING`;

const TENANT_COLUMNS = `tenant_id, name, profile, provisioning, rate_limit, created_at, position, checksum`;
export const TENANTS = `SELECT ${TENANT_COLUMNS} FROM tenants WHERE erased_at IS NULL ORDER BY created_at, tenant_id`;
export const TENANTS_BY_ID = `
SELECT ${TENANT_COLUMNS} FROM tenants WHERE tenant_id = ANY($1) AND erased_at IS NULL`;
export const POSITIONS = `SELECT tenant_id, position FROM tenants WHERE tenant_id = ANY($1)`;

/** What a rendering is made from comes only when the one that is kept is not of the asked tag. */
const stale = (column: string): string =>
  `CASE WHEN s.render_tag = k.tag THEN NULL ELSE ${column} END`;
const READING = `s.subject, s.version, s.rendered, s.status,
  ${stale('s.attributes::text')} AS attributes, ${stale('s.created_at')} AS created_at,
  ${stale('s.modified_at')} AS modified_at`;

export const READ = `
SELECT k.i, ${READING}
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant_id, tag, subject, i)
JOIN streams s ON s.tenant_id = k.tenant_id AND s.subject = k.subject
WHERE s.status <> 'gone'`;

export const READ_HOLDER = `
SELECT k.i, ${READING}
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
  WITH ORDINALITY AS k(tenant_id, tag, kind, value, i)
JOIN claims c ON c.tenant_id = k.tenant_id AND c.kind = k.kind AND c.value = k.value
JOIN streams s ON s.tenant_id = c.tenant_id AND s.subject = c.subject
WHERE s.status <> 'gone'`;

export const READ_EXTERNAL_ID = `
SELECT k.i, ${READING}
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
  WITH ORDINALITY AS k(tenant_id, tag, kind, external_id, i)
JOIN streams s ON s.tenant_id = k.tenant_id AND s.external_id = k.external_id
  AND starts_with(s.subject, k.kind || '/')
WHERE s.status <> 'gone' ORDER BY k.i, s.created_at, s.subject`;

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

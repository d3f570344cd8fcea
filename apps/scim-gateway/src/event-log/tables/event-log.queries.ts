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

/** Notes what to redact, in the append of the event. */
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
export const PLACES = `
SELECT t.tenant_id, t.position, (
  SELECT max(f.number) FROM forks f WHERE f.tenant_id = t.tenant_id AND f.position < t.position
) AS epoch
FROM tenants t WHERE t.tenant_id = ANY($1)`;

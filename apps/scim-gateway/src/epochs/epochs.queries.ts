/** SQL of epochs and of where histories part. */

export const EPOCHS = `SELECT number, epoch FROM epochs ORDER BY number`;

export const FORKS = `SELECT tenant_id, number, position FROM forks ORDER BY tenant_id, number`;

/** Whose data this is: a restore into another cluster or a promotion answers something else. */
export const HOME = `
SELECT system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS home
FROM pg_control_system()`;

export const KNOWN_HOME = `SELECT home FROM log_epoch`;

export const MOVE_HOME = `UPDATE log_epoch SET home = $1`;

/** Blocks appends while the fork of each tenant is written. */
export const LOCK_TENANTS = `LOCK TABLE tenants IN EXCLUSIVE MODE`;

export const NEXT_EPOCH = `
INSERT INTO epochs (number, epoch)
SELECT max(number) + 1, (max(number) + 1) || '.' || gen_random_uuid() FROM epochs
RETURNING number, epoch`;

export const MOVE_EPOCH = `UPDATE log_epoch SET epoch = $1`;

/**
 * Where the histories part: the given positions of these tenants, the present ones of the others.
 */
export const ADD_FORKS = `
INSERT INTO forks (tenant_id, number, position)
SELECT t.tenant_id, $1, least(t.position, coalesce(g.position, t.position))
FROM tenants t
LEFT JOIN unnest($2::text[], $3::bigint[]) AS g(tenant_id, position) ON g.tenant_id = t.tenant_id`;

/** A leader of the epoch before begins again and learns the new one. */
export const END_LEADERS = `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'rollcall-relay'
  AND pid <> pg_backend_pid()`;

/** SQL of epochs and of the proof that the topic is nowhere ahead of the log. */

export const TOLD = `SELECT partition, next FROM told WHERE generation = $1`;

export const SAVE_TOLD = `
INSERT INTO told AS t (generation, partition, next)
SELECT $1, o.partition, o.next FROM unnest($2::int[], $3::bigint[]) AS o(partition, next)
ON CONFLICT (generation, partition) DO UPDATE SET next = excluded.next
WHERE t.next < excluded.next`;

export const EVENTS_AT = `
SELECT e.tenant_id, e.position, e.subject, e.stream_version, e.type, e.recorded_at,
       e.redacted_at IS NOT NULL AS redacted
FROM unnest($1::text[], $2::bigint[]) AS k(tenant_id, position)
JOIN events e ON e.tenant_id = k.tenant_id AND e.position = k.position`;

export const ENDED = `SELECT reason FROM ended_generations WHERE generation = $1`;

export const END_GENERATION = `
INSERT INTO ended_generations (generation, reason) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

/** Of a generation whose topic is gone. */
export const DROP_TOLD = [
  `DELETE FROM told WHERE generation = $1`,
  `DELETE FROM relayed WHERE generation = $1`,
] as const;

export const EPOCHS = `SELECT number, epoch FROM epochs ORDER BY number`;

export const FORKS = `SELECT tenant_id, number, position FROM forks ORDER BY tenant_id, number`;

/** Whose data this is: a restore into another cluster or a promotion answers something else. */
export const HOME = `
SELECT system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS home
FROM pg_control_system()`;

export const KNOWN_HOME = `SELECT home FROM log_epoch`;

export const MOVE_HOME = `UPDATE log_epoch SET home = $1`;

/** Nobody appends while the fork of each tenant is written down. */
export const LOCK_TENANTS = `LOCK TABLE tenants IN EXCLUSIVE MODE`;

export const NEXT_EPOCH = `
INSERT INTO epochs (number, epoch)
SELECT max(number) + 1, (max(number) + 1) || '.' || gen_random_uuid() FROM epochs
RETURNING number, epoch`;

export const MOVE_EPOCH = `UPDATE log_epoch SET epoch = $1`;

/** Where the histories part: as told for the tenants given, for the others where they stand. */
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

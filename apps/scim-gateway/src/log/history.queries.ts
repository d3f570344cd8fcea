/** SQL of what the log holds beside current state. */

const COLUMNS = `position, subject, stream_version, type, version, recorded_at, actor,
  correlation_id, data, redacted_at`;
export const FROM = `SELECT ${COLUMNS} FROM events
  WHERE tenant_id = $1 AND position >= $2 ORDER BY position LIMIT $3`;
export const OF_STREAM = `SELECT ${COLUMNS} FROM events
  WHERE tenant_id = $1 AND subject = $2 ORDER BY stream_version DESC LIMIT $3`;

export const MEMBERS = `SELECT group_id, count(*)::int AS members FROM memberships
  WHERE tenant_id = $1 AND group_id = ANY($2) GROUP BY group_id`;

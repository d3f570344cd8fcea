/** SQL of the rotations: at most one of a tenant. */

export const READ = `SELECT old_token_id, new_token_id, old_requests, started_at, overlap_until
  FROM rotations WHERE tenant_id = $1`;
export const BEGIN = `
INSERT INTO rotations (tenant_id, old_token_id, old_requests, started_at, overlap_until, set_by,
                       correlation_id)
VALUES ($1, $2, $3, now(), $4, $5, $6) ON CONFLICT (tenant_id) DO NOTHING`;
export const MADE = 'UPDATE rotations SET new_token_id = $2 WHERE tenant_id = $1';
/** Of this rotation, and of no later one. */
export const END = 'DELETE FROM rotations WHERE tenant_id = $1 AND old_token_id = $2';
export const DUE = `
SELECT tenant_id, set_by, correlation_id FROM rotations WHERE overlap_until <= now() LIMIT 100`;

/** SQL of links and sessions. One clock decides what has expired: the database's. */

const LINK = `tenant_id, link_id, digest, digest_key, role, label, created_at, created_by, expires_at,
  used_at, revoked_at, expires_at <= now() AS expired`;

export const ADD_LINK = `
INSERT INTO setup_links (tenant_id, link_id, digest, digest_key, role, label, created_at, created_by,
                         expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export const LINKS = `
SELECT ${LINK} FROM setup_links WHERE tenant_id = $1 ORDER BY created_at DESC, link_id LIMIT 500`;

/** Finds a row by its id: the row names the tenant, and the secret proves its holder. */
export const LINK_BY_ID = `SELECT ${LINK} FROM setup_links WHERE link_id = $1`;

export const LINK_IDS = `SELECT link_id FROM setup_links WHERE link_id = any($1)`;

/** Of two concurrent uses one succeeds. */
export const USE_LINK = `
UPDATE setup_links SET used_at = now()
WHERE tenant_id = $1 AND link_id = $2 AND used_at IS NULL AND revoked_at IS NULL
  AND expires_at > now()`;

/** The use could not be recorded: the link is open again. */
export const UNUSE_LINK = `UPDATE setup_links SET used_at = NULL WHERE tenant_id = $1 AND link_id = $2`;

export const REVOKE_LINK = `
UPDATE setup_links SET revoked_at = now()
WHERE tenant_id = $1 AND link_id = $2 AND revoked_at IS NULL`;

export const LINK_OF = `SELECT ${LINK} FROM setup_links WHERE tenant_id = $1 AND link_id = $2`;

const NEW_SESSION = `
INSERT INTO console_sessions (tenant_id, session_id, digest, digest_key, role, actor, name,
                              created_at, seen_at, expires_at)
SELECT $1, $2, $3, $4, $5, $6, $7, now(), now(), now() + $8::int * interval '1 second'`;
const ENDS_AT = `RETURNING least(expires_at, now() + $9::int * interval '1 second') AS ends_at`;

export const ADD_SESSION = `${NEW_SESSION} ${ENDS_AT}`;

/**
 * Locks the link's row: a concurrent withdrawal waits and ends the session, or came first and no
 * session is created.
 */
export const ADD_LINK_SESSION = `
WITH link AS (SELECT FROM setup_links
              WHERE tenant_id = $1 AND link_id = $10 AND revoked_at IS NULL FOR SHARE)
${NEW_SESSION} FROM link ${ENDS_AT}`;

export const SESSION = `
SELECT tenant_id, digest, digest_key, role, actor, name,
       least(expires_at, seen_at + $2 * interval '1 second') AS ends_at,
       seen_at < now() - $3 * interval '1 second' AS unseen
FROM console_sessions
WHERE session_id = $1 AND expires_at > now() AND seen_at > now() - $2 * interval '1 second'`;

export const SEE_SESSION = `
UPDATE console_sessions SET seen_at = now() WHERE tenant_id = $1 AND session_id = $2`;

export const END_SESSION = `DELETE FROM console_sessions WHERE tenant_id = $1 AND session_id = $2`;

export const END_SESSIONS_OF = `DELETE FROM console_sessions WHERE tenant_id = $1 AND actor = $2`;

/** Links stay on the list for a while after their end. */
export const CLEAN = [
  `DELETE FROM setup_links WHERE expires_at < now() - interval '90 days'`,
  `DELETE FROM console_sessions WHERE expires_at < now() OR seen_at < now() - interval '7 days'`,
  `DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'`,
] as const;

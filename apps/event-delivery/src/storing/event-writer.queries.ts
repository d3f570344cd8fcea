/**
 * Holds the order of the feed until the commit. Postgres makes a commit visible before it releases
 * the lock: who sees a number sees all below it.
 */
export const LOCK_FEED = `SELECT head FROM feed FOR UPDATE`;

/** A statement of its own after the lock, so that it sees what the writer before committed. */
export const PLACES = `SELECT tenant_id, position, epoch FROM tenants WHERE tenant_id = ANY($1)`;

export const ADD_EVENTS = `
INSERT INTO events (tenant_id, position, seq, type, subject, recorded_at, bytes, event)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[],
                     $6::timestamptz[], $7::int[], $8::text[])`;

export const MOVE_TENANTS = `
INSERT INTO tenants (tenant_id, position, epoch)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])
ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position, epoch = excluded.epoch`;

export const MOVE_HEAD = `UPDATE feed SET head = $1`;

/** Delivered by Postgres after the commit, in the order of commits. */
export const ANNOUNCE = `SELECT pg_notify('rollcall_feed', $1)`;

/** The events of a person, or of a tenant, after one position and up to another. */
export const TO_REDACT = `
SELECT position, event FROM events
WHERE tenant_id = $1 AND position > $2 AND position <= $3 AND ($4::text IS NULL OR subject = $4)
ORDER BY position LIMIT $5`;

export const REDACT = `
UPDATE events e SET event = r.event, bytes = r.bytes, type = 'EventRedacted'
FROM unnest($2::bigint[], $3::text[], $4::int[]) AS r(position, event, bytes)
WHERE e.tenant_id = $1 AND e.position = r.position`;

/** The history of a tenant is replaced: its events come again, with new numbers. */
export const FORGET_TENANT = `
WITH counted AS (UPDATE feed SET replacements = replacements + 1 RETURNING replacements)
UPDATE tenants SET position = 0, epoch = '', replacement = counted.replacements
FROM counted WHERE tenant_id = $1`;

export const DELETE_EVENTS = `DELETE FROM events WHERE tenant_id = $1`;

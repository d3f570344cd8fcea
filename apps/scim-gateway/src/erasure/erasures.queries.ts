/** SQL of pending and completed erasures. */

/** A dropped generation of the topic no longer counts. */
const SHOWN = `e.tenant_id, e.subject, e.position, e.asked_at, e.asked_by, e.steps, e.named_in,
  array(SELECT g FROM unnest(e.generations) g
        WHERE EXISTS (SELECT FROM relayed r WHERE r.generation = g) ORDER BY g) AS generations,
  e.done_at`;

export const ONE = `SELECT ${SHOWN} FROM erasures e WHERE e.tenant_id = $1 AND e.subject = $2`;

export const OF_TENANT = `
SELECT ${SHOWN} FROM erasures e WHERE e.tenant_id = $1
ORDER BY e.asked_at DESC, e.subject LIMIT 500`;

/**
 * The lease lasts half a minute, and each piece renews it: after a gateway's death the others take
 * over.
 */
export const TAKE = `
UPDATE erasures SET due_at = now() + interval '30 seconds' WHERE (tenant_id, subject) IN (
  SELECT tenant_id, subject FROM erasures
  WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING tenant_id, subject, position, asked_at, steps`;

export const WAIT = `
UPDATE erasures SET due_at = now() + $3 * interval '1 millisecond'
WHERE tenant_id = $1 AND subject = $2 AND done_at IS NULL`;

export const NOTE_STEP = `
UPDATE erasures SET steps = array_append(steps, $3)
WHERE tenant_id = $1 AND subject = $2 AND NOT $3 = ANY(steps)`;

export const NOTE_NAMED = `UPDATE erasures SET named_in = $3 WHERE tenant_id = $1 AND subject = $2`;

export const PUBLISHED = `SELECT FROM relayed WHERE tenant_id = $1 AND position >= $2 LIMIT 1`;

/**
 * Generations that published the tenant's events until now may contain redacted data: a later one
 * does not.
 */
export const FINISH = `
UPDATE erasures SET due_at = NULL, done_at = now(),
  generations = array(SELECT generation FROM relayed WHERE tenant_id = $1 AND position > 0)
WHERE tenant_id = $1 AND subject = $2 AND done_at IS NULL`;

/** By the small index of those that are due. */
export const WAITING = `
SELECT count(*)::integer AS erasures,
       coalesce(extract(epoch FROM now() - min(asked_at)), 0)::double precision AS oldest
FROM erasures WHERE due_at IS NOT NULL`;

/** SQL of the generations of the topic: who leads one, which has ended, what one has of another. */

export const TAKE_LEAD = `SELECT pg_try_advisory_lock($1, $2) AS lead`;

export const ENDED = `SELECT reason FROM ended_generations WHERE generation = $1`;

export const END_GENERATION = `
INSERT INTO ended_generations (generation, reason) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

/** Of a generation whose topic is gone. */
export const DROP_PUBLISHED = [
  `DELETE FROM told WHERE generation = $1`,
  `DELETE FROM relayed WHERE generation = $1`,
] as const;

/** Tenants of which one generation ($1) has more than another ($2). */
export const BEHIND_OTHER = `
SELECT o.tenant_id FROM relayed o
LEFT JOIN relayed n ON n.generation = $2 AND n.tenant_id = o.tenant_id
WHERE o.generation = $1 AND o.position > coalesce(n.position, 0)`;

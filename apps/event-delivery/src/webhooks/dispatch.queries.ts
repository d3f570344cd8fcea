import { DEACTIVATIONS } from '../subscriptions/subscription.queries';

/**
 * What is due, of each endpoint as much as it has slots for. $1 names and $2 slots of the endpoints
 * that have less than $3, $4 how many at most. A lease that ran out is of a process that is gone.
 */
export const CLAIM = `
WITH free AS (
  SELECT w.name, coalesce(f.slots, $3) AS slots FROM webhook_endpoints w
  LEFT JOIN unnest($1::text[], $2::int[]) AS f(name, slots) USING (name) WHERE NOT w.paused),
due AS (
  SELECT d.endpoint, d.tenant_id FROM free CROSS JOIN LATERAL (
    SELECT endpoint, tenant_id FROM webhook_places
    WHERE endpoint = free.name AND due_at <= now() AND held_since IS NULL
      AND (leased_until IS NULL OR leased_until < now())
    ORDER BY due_at LIMIT free.slots FOR UPDATE SKIP LOCKED
  ) d LIMIT $4)
UPDATE webhook_places p SET lease = gen_random_uuid(), leased_until = now() + interval '30 s'
FROM due, webhook_endpoints w
WHERE p.endpoint = due.endpoint AND p.tenant_id = due.tenant_id AND w.name = p.endpoint
RETURNING p.endpoint, p.tenant_id, p.position, p.marked, p.lease, p.tries,
  w.url, w.types, w.batch, w.secrets`;

/** Events that are read at a time. */
export const MOST_READ = 100;

/**
 * The next events of a tenant: $2 after, $3 types or null. Those of other types come without text.
 * `ended_at`: of a deactivation, unless it is from before the endpoint $4.
 */
export const NEXT_EVENTS = `
SELECT position, CASE WHEN $3::text[] IS NULL OR type = ANY($3) THEN event END AS event,
  CASE WHEN ${DEACTIVATIONS} AND seq > (SELECT first_seq FROM subscriptions WHERE name = $4)
  THEN recorded_at END AS ended_at
FROM events WHERE tenant_id = $1 AND position > $2 ORDER BY position LIMIT ${MOST_READ}`;

/** Writes what was sent, for who still has the lease. $5… the deliveries; $4 the place as it is now. */
const written = (place: string): string => `
WITH moved AS (
  UPDATE webhook_places SET position = $4, ${place}
  WHERE endpoint = $1 AND tenant_id = $2 AND lease = $3
  RETURNING endpoint, tenant_id, position, held_since, failure, lease, marked),
logged AS (
  INSERT INTO webhook_deliveries
    (endpoint, tenant_id, from_position, to_position, sent_at, ms, status, failure, excerpt)
  SELECT moved.endpoint, moved.tenant_id, d.* FROM moved, unnest($5::bigint[], $6::bigint[],
    $7::timestamptz[], $8::int[], $9::int[], $10::text[], $11::text[]) AS d),
acknowledged AS (
  INSERT INTO acknowledgements (subscription, tenant_id, position, updated_at, held_since, held_reason)
  SELECT endpoint, tenant_id, position, now(), held_since,
    CASE WHEN held_since IS NOT NULL THEN failure END FROM moved
  ON CONFLICT (subscription, tenant_id) DO UPDATE SET position = excluded.position,
    updated_at = now(), held_since = excluded.held_since, held_reason = excluded.held_reason)
SELECT lease, marked FROM moved`;

/** After events were accepted: the lease goes on. */
export const ADVANCE = written(
  `tries = 0, failing_since = NULL, failure = NULL, leased_until = now() + interval '30 s'`,
);

/** Nothing is left, unless an event came meanwhile: $12 is the mark that was read with the claim. */
export const FINISH = written(
  `tries = 0, failing_since = NULL, failure = NULL,
   due_at = CASE WHEN marked > $12::bigint THEN now() END,
   lease = CASE WHEN marked > $12::bigint THEN lease END,
   leased_until = CASE WHEN marked > $12::bigint THEN now() + interval '30 s' END`,
);

/** Others of the endpoint get its slot; this tenant goes on after them. */
export const YIELD = written(
  `tries = 0, failing_since = NULL, failure = NULL, due_at = now(), lease = NULL, leased_until = NULL`,
);

/** $12 why, $13 milliseconds until the next try, $14 milliseconds after which it is held, or null. */
export const FAIL = written(
  `tries = tries + 1, failing_since = coalesce(failing_since, now()), failure = $12,
   lease = NULL, leased_until = NULL, due_at = now() + $13::int * interval '1 ms',
   held_since = CASE WHEN now() - coalesce(failing_since, now()) >= $14::bigint * interval '1 ms'
                THEN now() END`,
);

/** An endpoint answers again: its other tenants do not wait for their next try. */
export const WAKE = `
UPDATE webhook_places SET due_at = now()
WHERE endpoint = $1 AND failing_since IS NOT NULL AND held_since IS NULL`;

/** Marks what endpoints have to send: in the transaction that stores the events. $2 the newest number. */
export const MARK_DUE = `
INSERT INTO webhook_places (endpoint, tenant_id, marked, due_at)
SELECT w.name, t.tenant_id, $2, now() FROM webhook_endpoints w
JOIN unnest($1::text[]) AS t(tenant_id) ON w.tenant_id IS NULL OR w.tenant_id = t.tenant_id
ON CONFLICT (endpoint, tenant_id) DO UPDATE
  SET marked = excluded.marked, due_at = coalesce(webhook_places.due_at, excluded.due_at)`;

/** The history of a tenant was replaced: an operator decides from which position it is sent again. */
export const HOLD_REPLACED = `
WITH held AS (
  UPDATE webhook_places SET held_since = now(), lease = NULL, leased_until = NULL,
    failure = 'the history of this tenant was replaced: replay it from position 1'
  WHERE tenant_id = $1 RETURNING endpoint, tenant_id, held_since, failure)
UPDATE acknowledgements a SET held_since = held.held_since, held_reason = held.failure
FROM held WHERE a.subscription = held.endpoint AND a.tenant_id = held.tenant_id`;

/** Answers of an endpoint may name the erased. */
export const FORGET_EXCERPTS = `
UPDATE webhook_deliveries SET excerpt = NULL
WHERE tenant_id = $1 AND excerpt IS NOT NULL`;

/** The oldest ten thousand, as far as they are old enough: newer ones are not looked at. */
export const PRUNE = `
DELETE FROM webhook_deliveries
WHERE id < (SELECT id + 10000 FROM webhook_deliveries ORDER BY id LIMIT 1)
  AND sent_at < now() - interval '30 days'`;

/** SQL of the traces that events carry to Kafka. Rows live from the append to its publication. */
export const TRACE = `
INSERT INTO traces (tenant_id, position, traceparent)
SELECT $1, t.position, t.traceparent FROM unnest($2::bigint[], $3::text[]) AS t(position, traceparent)
ON CONFLICT (tenant_id, position) DO UPDATE SET traceparent = excluded.traceparent`;

export const TAKE_TRACES = `
DELETE FROM traces t USING unnest($1::text[], $2::bigint[]) AS k(tenant_id, position)
WHERE t.tenant_id = k.tenant_id AND t.position = k.position
RETURNING t.tenant_id, t.position, t.traceparent`;

/** Deletes the rows of a relay that does not trace. */
export const FORGET_TRACES = `DELETE FROM traces WHERE recorded_at < now() - interval '1 hour'`;

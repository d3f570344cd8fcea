import type { Tracing, Work } from '@rollcall/platform';

/** SQL of the traces that events carry to Kafka. Rows live from the append to the telling. */
export const TRACE = `
INSERT INTO traces (tenant_id, position, traceparent)
SELECT $1, t.position, t.traceparent FROM unnest($2::bigint[], $3::text[]) AS t(position, traceparent)
ON CONFLICT (tenant_id, position) DO UPDATE SET traceparent = excluded.traceparent`;

export const TAKE_TRACES = `
DELETE FROM traces t USING unnest($1::text[], $2::bigint[]) AS k(tenant_id, position)
WHERE t.tenant_id = k.tenant_id AND t.position = k.position
RETURNING t.tenant_id, t.position, t.traceparent`;

/** What a relay that does not trace has left behind. */
export const FORGET_TRACES = `DELETE FROM traces WHERE recorded_at < now() - interval '1 hour'`;

/**
 * Which trace each request belongs to, by its correlation id: events carry that, so that nothing
 * between the request and the append has to know of traces.
 */
export class Traces {
  private readonly requests = new Map<string, string>();

  constructor(readonly tracing: Tracing) {}

  opened(correlationId: string, { traceparent }: Work): void {
    if (traceparent !== undefined) this.requests.set(correlationId, traceparent);
  }

  closed(correlationId: string): void {
    this.requests.delete(correlationId);
  }

  /** The append of a request that is traced. */
  append(correlationId: string): Work | undefined {
    const parent = this.requests.get(correlationId);
    return parent === undefined ? undefined : this.tracing.begin('internal', 'append', parent);
  }

  tell(type: string, parent: string): Work {
    return this.tracing.begin('producer', `tell ${type}`, parent, { 'messaging.system': 'kafka' });
  }
}

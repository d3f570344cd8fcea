import type { Tracing, Work } from '@rollcall/platform';

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

  publish(type: string, parent: string): Work {
    return this.tracing.begin('producer', `publish ${type}`, parent, {
      'messaging.system': 'kafka',
    });
  }
}

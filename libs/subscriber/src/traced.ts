import type { ReadEvent } from '@rollcall/contracts';
import type { Context, Span } from '@opentelemetry/api';

type Api = typeof import('@opentelemetry/api');
let api: Api | false | undefined;

/** Who traces has it installed; loaded with the first event that carries a trace. */
const loaded = (): Api | false => {
  if (api !== undefined) return api;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a service may lack it
    return (api = require('@opentelemetry/api') as Api);
  } catch {
    return (api = false);
  }
};

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

const contextOf = ({ ROOT_CONTEXT, trace }: Api, traceparent: string): Context => {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
};

/**
 * Runs `work` on events as part of the traces that caused them: a consumer span for each event
 * that carries a trace. Events without one cost nothing. A service that wants the spans registers a
 * provider of `@opentelemetry/api`. One event's span is the active one meanwhile.
 */
export const traced = async <T>(
  name: string,
  events: readonly ReadEvent[],
  work: () => T | Promise<T>,
): Promise<T> => {
  const carrying = events.filter(({ traceparent }) => traceparent !== undefined);
  if (carrying.length === 0) return work();
  const api = loaded();
  if (!api) return work();
  const { context, SpanKind, SpanStatusCode, trace } = api;
  const tracer = trace.getTracer('@rollcall/subscriber');
  const parents = carrying.map(({ traceparent }) => contextOf(api, traceparent as string));
  const spans: Span[] = carrying.map(({ type, tenantId, position }, i) =>
    tracer.startSpan(
      `${name} ${type}`,
      {
        kind: SpanKind.CONSUMER,
        attributes: {
          'messaging.system': 'kafka',
          'rollcall.tenant': tenantId,
          'rollcall.position': position,
        },
      },
      parents[i] as Context,
    ),
  );
  const [first] = spans as [Span];
  const active = trace.setSpan(parents[0] as Context, first);
  try {
    return carrying.length === 1 ? await context.with(active, work) : await work();
  } catch (reason) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR });
    throw reason;
  } finally {
    for (const span of spans) span.end();
  }
};

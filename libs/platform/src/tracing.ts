import type { Attributes, Context, SpanKind, Tracer } from '@opentelemetry/api';
import { IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';
import { loadConfig } from './config';

/** OpenTelemetry's own names; the exporter reads its other settings (headers, timeout …) itself. */
export class TracingConfig {
  /** Where traces are sent (OTLP over HTTP). Without it there are none. */
  @IsOptional() @IsString() OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** The same for traces only, as a complete URL. */
  @IsOptional() @IsString() OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string;
  /** The share of requests that are traced, from 0 to 1, whatever their clients ask for. */
  @Type(() => Number) @IsNumber() @Min(0) @Max(1) OTEL_TRACES_SAMPLER_ARG = 1;
  /** Milliseconds between two exports. */
  @Type(() => Number) @IsInt() @Min(1) OTEL_BSP_SCHEDULE_DELAY = 5_000;
}

/** A piece of work of a trace. Attributes name things, never values of people. */
export interface Work {
  /** The W3C header for the next service; undefined when the trace is not recorded. */
  readonly traceparent: string | undefined;
  end(attributes?: Attributes, failed?: boolean): void;
}

const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The ids and the flags of a traceparent (W3C Trace Context, 3.2); undefined when it is none. */
export const parentOf = (
  header: string | undefined,
):
  | { readonly traceId: string; readonly spanId: string; readonly traceFlags: number }
  | undefined => {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
};

type Kind = 'server' | 'internal' | 'producer' | 'consumer';

/**
 * Traces over OTLP (HTTP). Off, and not even loaded, unless an endpoint is configured: a service that
 * traces asks first whether there is a Tracing at all.
 */
export class Tracing {
  private constructor(
    private readonly api: typeof import('@opentelemetry/api'),
    private readonly tracer: Tracer,
    private readonly share: number,
    private readonly end: () => Promise<void>,
  ) {}

  /** Undefined when no endpoint is configured. Registers the provider for `@opentelemetry/api`. */
  static async start(service: string): Promise<Tracing | undefined> {
    const config = loadConfig(TracingConfig);
    if (!config.OTEL_EXPORTER_OTLP_ENDPOINT && !config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
      return undefined;
    const [api, sdk, { resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ]);
    const provider = new sdk.BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      sampler: new sdk.ParentBasedSampler({
        root: new sdk.TraceIdRatioBasedSampler(config.OTEL_TRACES_SAMPLER_ARG),
      }),
      spanProcessors: [
        new sdk.BatchSpanProcessor(new OTLPTraceExporter(), {
          scheduledDelayMillis: config.OTEL_BSP_SCHEDULE_DELAY,
        }),
      ],
    });
    api.trace.setGlobalTracerProvider(provider);
    const { OTEL_TRACES_SAMPLER_ARG: share } = config;
    return new Tracing(api, provider.getTracer('rollcall'), share, () => provider.shutdown());
  }

  /**
   * Of a `server` the parent is anybody's word: it names the trace and can have it left out, but not
   * recorded beyond the configured share.
   */
  begin(kind: Kind, name: string, parent?: string, attributes: Attributes = {}): Work {
    const { SpanKind: kinds } = this.api;
    const kindOf: Readonly<Record<Kind, SpanKind>> = {
      server: kinds.SERVER,
      internal: kinds.INTERNAL,
      producer: kinds.PRODUCER,
      consumer: kinds.CONSUMER,
    };
    const span = this.tracer.startSpan(
      name,
      { kind: kindOf[kind], attributes },
      this.contextOf(parent, kind !== 'server' || Math.random() < this.share),
    );
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceparent: span.isRecording()
        ? `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
        : undefined,
      end: (more = {}, failed = false) => {
        span.setAttributes(more);
        if (failed) span.setStatus({ code: this.api.SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  /** Sends what waits. */
  async stop(): Promise<void> {
    await this.end().catch(() => undefined);
  }

  private contextOf(parent: string | undefined, isInShare: boolean): Context {
    const { ROOT_CONTEXT, trace } = this.api;
    const given = parentOf(parent);
    if (given === undefined) return ROOT_CONTEXT;
    const traceFlags = isInShare ? given.traceFlags & 1 : 0;
    return trace.setSpanContext(ROOT_CONTEXT, { ...given, traceFlags, isRemote: true });
  }
}

import { topics } from '@rollcall/contracts';
import { subscribe } from '@rollcall/subscriber';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { strictUser } from '../support/client';
import { eventually } from '../audit/settled';
import { startStack, type Stack } from '../support/stack';
import { newTenant } from '../support/tenants';

interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly { key: string; value: { stringValue: string } }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
}

/** What an OpenTelemetry collector receives (OTLP, JSON over HTTP). */
class Collector {
  readonly spans: Span[] = [];
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Collector> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const collector = new Collector(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        collector.take(JSON.parse(Buffer.concat(chunks).toString()) as Exported);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take({ resourceSpans }: Exported): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const name = resource.attributes.find(({ key }) => key === 'service.name');
      const service = name?.value.stringValue ?? '';
      for (const { spans } of scopeSpans)
        for (const span of spans) this.spans.push({ ...span, service });
    }
  }
}

describe('a trace', () => {
  const traceId = 'c0ffee00c0ffee00c0ffee00c0ffee00';
  let collector: Collector;
  let stack: Stack;

  beforeAll(async () => {
    collector = await Collector.open();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
    stack = await startStack({ env: { gateway: env, directory: env } });
  });
  afterAll(async () => {
    await stack?.stop();
    await collector?.close();
  });

  it('crosses from the request through log and Kafka to directory and subscriber', async () => {
    const tenant = await newTenant(stack);
    const received: (string | undefined)[] = [];
    const subscription = subscribe({
      brokers: stack.brokers,
      topic: topics.provisioning(),
      handle: ({ type, traceparent }) => {
        if (type === 'UserProvisioned') received.push(traceparent);
      },
    });
    try {
      const made = await tenant.client.post('/Users', strictUser('traced@example.com'), {
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      });
      expect(made.status).toBe(201);
      const found = () => collector.spans.filter((span) => span.traceId === traceId);
      await eventually(
        () => Promise.resolve(found().map(({ name }) => name)),
        (names) => names.length >= 4,
      );
      const byName = new Map(found().map((span) => [span.name, span]));
      const request = byName.get('POST /scim/v2/Users');
      const append = byName.get('append');
      const publish = byName.get('publish UserProvisioned');
      const project = byName.get('project UserProvisioned');
      expect(request).toMatchObject({
        service: 'scim-gateway',
        parentSpanId: '00f067aa0ba902b7',
      });
      expect(append).toMatchObject({ parentSpanId: request?.spanId });
      expect(publish).toMatchObject({ service: 'scim-gateway', parentSpanId: append?.spanId });
      expect(project).toMatchObject({ service: 'user-directory', parentSpanId: publish?.spanId });
      await eventually(
        () => Promise.resolve(received),
        (all) => all.length === 1,
      );
      expect(received).toEqual([`00-${traceId}-${publish?.spanId}-01`]);
    } finally {
      await subscription.stop();
    }
  });

  it('is not made where the caller said that it is not recorded', async () => {
    const tenant = await newTenant(stack);
    const quiet = 'deadbeef'.repeat(4);
    await tenant.client.post('/Users', strictUser('quiet@example.com'), {
      traceparent: `00-${quiet}-00f067aa0ba902b7-00`,
    });
    const loud = 'feedface'.repeat(4);
    await tenant.client.post('/Users', strictUser('loud@example.com'), {
      traceparent: `00-${loud}-00f067aa0ba902b7-01`,
    });
    await eventually(
      () => Promise.resolve(collector.spans.filter((span) => span.traceId === loud).length),
      (spans) => spans >= 4,
    );
    expect(collector.spans.filter((span) => span.traceId === quiet)).toEqual([]);
  });
});

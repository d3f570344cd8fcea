import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { topics, type TenantId } from '@rollcall/contracts';
import type { Kafka } from '@rollcall/subscriber';
import type { Logger } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { problem } from '../http/problem';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { KAFKA } from '../kafka/kafka.token';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { LOGGER } from '../runtime/tokens';
import { Admissions } from '../scim/auth/admissions';
import { Tries } from '../http/source-limits';
import { GatewayConfig } from '../config/gateway-config';
import { NdjsonStream } from '../http/ndjson-stream';
import { checkToken, ConnectionTest } from './connection-test';
import { Connections } from './connections';
import { TestClient, type TestCredential } from './test-client';
import { TestEvents } from './test-events';

/** Of all tenants together: each has one at a time. */
const MOST = 10;
/**
 * Of one tenant in a minute: a tenant that restarts after each end takes no place from the others.
 */
const MOST_STARTS = 6;
const MINUTE_MS = 60_000;

interface TestRequest {
  readonly tenantId: TenantId;
  readonly credential: TestCredential;
  /** The caller's address. */
  readonly source: string;
  readonly initiator: Initiator;
}

/** The tests that run at this gateway: one at a time for a tenant. */
@Injectable()
export class Tests implements BeforeApplicationShutdown {
  private readonly running = new Set<TenantId>();
  private readonly starts = new Tries(MOST_STARTS, undefined, MINUTE_MS);
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: GatewayConfig,
    @Inject(KAFKA) private readonly kafka: Kafka,
    private readonly admissions: Admissions,
    private readonly connections: Connections,
    private readonly audit: AuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** Answers with a line as each step starts and ends. Throws 409 while another one of the tenant's runs, 429 beyond its share. */
  run(
    tenantId: TenantId,
    credential: TestCredential,
    initiator: Initiator,
    reply: FastifyReply,
  ): void {
    if (this.running.has(tenantId))
      throw problem(409, 'A test is running. Wait for its end.', {
        code: 'test-running',
        retryAfterSeconds: 5,
      });
    if (this.running.size >= MOST || !this.starts.take(tenantId)) {
      this.metrics.limited('tests');
      throw problem(429, 'Too many tests. Wait, then try again.', {
        code: 'tests-too-many',
        retryAfterSeconds: 10,
      });
    }
    this.running.add(tenantId);
    const { ip } = reply.request;
    const stream = new NdjsonStream(reply);
    void this.within({ tenantId, credential, source: ip, initiator }, stream)
      .catch((err: unknown) => this.logger.error({ err, tenantId }, 'connection test failed'))
      .finally(() => {
        this.running.delete(tenantId);
        stream.end();
      });
  }

  /** A server that stops breaks them off. */
  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  private async within(
    { tenantId, credential, source, initiator }: TestRequest,
    stream: NdjsonStream,
  ): Promise<void> {
    const { signal } = this.stopping;
    const topic = topics.provisioning(this.config.TOPIC_GENERATION);
    const events = new TestEvents(this.kafka, topic, tenantId, this.logger, signal);
    const client = new TestClient(this.config.publicBaseUrl, credential, signal);
    const began = performance.now();
    try {
      const passed = await new ConnectionTest(
        client,
        events,
        () => checkToken(this.admissions, tenantId, client.token, source),
        (line) => stream.write(line),
      ).go();
      await this.connections.tested(tenantId, passed);
      await this.audit.record(tenantId, { type: 'ConnectionTested', data: { passed } }, initiator);
      stream.write({ done: true, passed, ms: Math.round(performance.now() - began) });
    } finally {
      // The reader's leave of its group is nothing to wait for.
      void events.stop();
    }
  }
}

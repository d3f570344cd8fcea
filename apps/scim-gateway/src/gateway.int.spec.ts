import { ensureTopics } from '@rollcall/messaging';
import { createKafka } from '@rollcall/subscriber';
import { topics } from '@rollcall/contracts';
import { createLogger, EventLoopWatch, Metrics, portOf, runMigrations } from '@rollcall/platform';
import { engines, eventually, freshDatabase } from '@rollcall/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomInt } from 'node:crypto';
import { ConsoleConfig } from './config/console-config';
import { GatewayConfig } from './config/gateway-config';
import { schema } from './database/schema';
import { createGateway } from './gateway';

const KEY = '0123456789abcdef';
const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const logger = createLogger('scim-gateway', 'silent', { write: () => undefined });
const generation = randomInt(1_000_000, 2_000_000);

describe('a gateway', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let app: NestFastifyApplication;
  let metrics: Metrics;
  let isOpen = true;

  beforeAll(async () => {
    database = await freshDatabase('gateway');
    await runMigrations(database.url, schema);
    const { brokers } = engines();
    const kafka = createKafka({ brokers, clientId: 'spec', log: logger });
    const named = [topics.provisioning(generation), topics.credentials(generation)];
    await ensureTopics(
      kafka,
      named.map((topic) => ({ topic, partitions: 1 })),
      { singleNode: true },
    );
    const config = Object.assign(new GatewayConfig(), {
      DATABASE_URL: database.url,
      KAFKA_BROKERS: brokers,
      DEVELOPMENT: true,
      TOKEN_SERVICE_URL: 'http://127.0.0.1:1',
      DIRECTORY_URL: 'http://127.0.0.1:1',
      TOPIC_GENERATION: generation,
      CREDENTIALS_GENERATION: generation,
      TOPIC_PARTITIONS: 1,
      HEARTBEAT_SECONDS: 0,
      OPERATOR_KEYS: [`one:${KEY}`],
      SERVICE_KEYS: [KEY],
    });
    metrics = new Metrics('scim-gateway');
    const consoleConfig = new ConsoleConfig();
    const loop = new EventLoopWatch(metrics, logger);
    app = await createGateway({ config, consoleConfig, logger, metrics, loop, tracing: undefined });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => database.drop());
  afterEach(() => isOpen && app.close());

  const url = (path: string): string => `http://127.0.0.1:${portOf(app)}/admin/v1${path}`;
  const counted = (): Promise<string> => metrics.registry.metrics();

  it('records, publishes, and ends its live views, its relay and its pools when it stops', async () => {
    const body = JSON.stringify({ id: 'acme', name: 'Acme' });
    const made = await fetch(url('/tenants'), { method: 'POST', headers, body });
    expect(made.status).toBe(201);
    await eventually(async () => expect(await counted()).toMatch(/events_relayed_total\S* [1-9]/));
    const live = await fetch(url('/tenants/acme/requests/live'), { headers });
    expect(live.status).toBe(200);
    const ended = live.text();
    isOpen = false;
    await app.close();
    expect(await ended).toContain('"beat":true');
  });
});

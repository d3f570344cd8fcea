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
const authorization = `Bearer ${KEY}`;
const headers = { authorization, 'content-type': 'application/json' };
const logger = createLogger('scim-gateway', 'silent', { write: () => undefined });
type Body = Readonly<Record<string, unknown>>;
const READ = 'GET, HEAD, OPTIONS';
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
  afterAll(async () => {
    if (isOpen) await app.close();
    await database.drop();
  });

  const url = (path: string): string => `http://127.0.0.1:${portOf(app)}/admin/v1${path}`;
  const counted = (): Promise<string> => metrics.registry.metrics();

  const ofProblem = (body: Body) => body['detail'];
  const OTHER_METHODS: readonly [string, string, string, (body: Body) => unknown][] = [
    ['GET', '/oauth2/token', 'OPTIONS, POST', (body) => body['error_description']],
    ['PUT', '/oauth2/token/', 'OPTIONS, POST', (body) => body['error_description']],
    ['DELETE', '/oauth2/token?x=1', 'OPTIONS, POST', (body) => body['error_description']],
    ['POST', '/.well-known/oauth-authorization-server', READ, ofProblem],
    ['DELETE', '/.well-known/oauth-protected-resource', READ, ofProblem],
    ['PUT', '/.well-known/oauth-protected-resource/scim/v2', READ, ofProblem],
    ['POST', '/console', READ, ofProblem],
    ['DELETE', '/console/tokens/x', READ, ofProblem],
    ['PUT', '/admin/v1/tenants', 'GET, HEAD, OPTIONS, POST', ofProblem],
    ['PATCH', '/admin/v1/tenants/acme/tokens', 'GET, HEAD, OPTIONS, POST', ofProblem],
  ];

  it.each(OTHER_METHODS)(
    '%s %s is 405, and says what is served',
    async (method, path, allow, said) => {
      const answer = await fetch(new URL(path, url('')), { method, headers });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
      expect(said((await answer.json()) as Body)).toBe(`This path answers ${allow} only.`);
    },
  );

  it.each(['/oauth2/tokens', '/.well-known/nothing', '/admin/v1/nothing', '/nothing'])(
    '%s is no path: 404 by every method',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await fetch(new URL(path, url('')), { method, headers: { authorization } });
        expect([answer.status, answer.headers.get('allow')]).toEqual([404, null]);
      }
    },
  );

  it('OPTIONS says what a path serves', async () => {
    const answer = await fetch(new URL('/oauth2/token', url('')), { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'OPTIONS, POST']);
  });

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

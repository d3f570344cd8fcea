/** A token service on real engines, asked over HTTP; for the specs of this folder. */
import {
  topics,
  type Admission,
  type IssuedToken,
  type ReadEvent,
  type TokenView,
} from '@rollcall/contracts';
import { createKafka, ensureTopics, readTopic } from '@rollcall/messaging';
import { createLogger } from '@rollcall/platform';
import { randomInt } from 'node:crypto';
import { createClient } from 'redis';
import { TokenConfig } from './config';
import { startTokenService, type TokenService } from './service';

const KEY = 'a-gateway-key-for-the-specs';
export const OPERATOR_KEY = 'an-operator-key-for-the-specs';
const PARTITIONS = 3;
const logger = createLogger('token-service', process.env['SPEC_LOG'] ?? 'silent');

export interface Answer<T> {
  readonly status: number;
  readonly type: string | null;
  readonly body: T;
}

/** One Redis database and one topic for a spec file. */
export class Serving {
  readonly kafka;
  readonly redis;
  // Of many: the engines are shared, and a topic of another spec has its tokens.
  readonly generation = randomInt(2, 1_000_000_000);
  private readonly running: TokenService[] = [];

  private constructor(
    readonly redisUrl: string,
    readonly brokers: string[],
  ) {
    this.kafka = createKafka({ brokers, clientId: 'specs', log: logger });
    this.redis = createClient({ url: redisUrl });
    this.redis.on('error', () => undefined);
  }

  static async on(database: number): Promise<Serving> {
    const { REDIS_URL = '', KAFKA_BROKERS = '' } = process.env;
    const serving = new Serving(
      `${REDIS_URL.replace(/\/\d*$/, '')}/${database}`,
      KAFKA_BROKERS.split(','),
    );
    await serving.redis.connect();
    await serving.redis.flushDb();
    const wish = { topic: topics.credentials(serving.generation), partitions: PARTITIONS };
    await ensureTopics(serving.kafka, [wish], { singleNode: true });
    return serving;
  }

  /** Starts one more instance; answers its base URL. */
  async start(overrides: Partial<TokenConfig> = {}): Promise<string> {
    const config = Object.assign(new TokenConfig(), {
      INTERNAL_PORT: 0,
      REDIS_URL: this.redisUrl,
      KAFKA_BROKERS: this.brokers,
      TOKEN_SERVICE_KEYS: [KEY],
      INTERNAL_KEYS: [OPERATOR_KEY],
      TOKEN_PEPPERS: ['spec:0123456789abcdef'],
      CREDENTIALS_GENERATION: this.generation,
      TOPIC_PARTITIONS: PARTITIONS,
      ...overrides,
    });
    const service = await startTokenService(config, logger);
    this.running.push(service);
    const base = `http://127.0.0.1:${service.port}`;
    return base;
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.splice(0).map((one) => one.stop()));
  }

  async end(): Promise<void> {
    await this.stop();
    await this.redis.flushDb();
    this.redis.destroy();
  }

  /** Every fact on the topic now. */
  async facts(): Promise<ReadEvent[]> {
    const found: ReadEvent[] = [];
    await readTopic({
      kafka: this.kafka,
      topic: topics.credentials(this.generation),
      onBatch: async ({ events }) => {
        for (const one of events) if ('event' in one) found.push(one.event);
      },
    });
    return found;
  }
}

export const ask = async <T>(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  { key = KEY, headers = {} }: { key?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer<T>> => {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...headers,
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (text ? JSON.parse(text) : undefined) as T,
  };
};

const tokensOf = (tenant: string): string => `/internal/v1/tenants/${tenant}/tokens`;

export const issue = (base: string, tenant: string, body: object = {}) =>
  ask<IssuedToken>(base, 'POST', tokensOf(tenant), { actor: 'operator', ...body });
export const list = async (base: string, tenant: string) =>
  (await ask<{ tokens: TokenView[] }>(base, 'GET', tokensOf(tenant))).body.tokens;
export const revoke = (base: string, tenant: string, id: string) =>
  ask<{ detail: string }>(base, 'DELETE', `${tokensOf(tenant)}/${id}`);
export const admit = (base: string, token: string) =>
  ask<Admission>(base, 'POST', '/internal/v1/admissions', { token });

/** Asks until the service is ready. */
export const untilReady = async (base: string, withinMs = 15_000): Promise<void> => {
  const end = Date.now() + withinMs;
  while ((await fetch(`${base}/health/ready`)).status !== 200) {
    if (Date.now() > end) throw new Error(`not ready within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Asks every 25 ms until it holds. */
export const eventually = async (holds: () => Promise<boolean>, withinMs = 15_000) => {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`did not come true within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

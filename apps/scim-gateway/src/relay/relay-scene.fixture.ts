import { tenantId, topics, type ReadEvent } from '@rollcall/contracts';
import { ensureTopics, EventPublisher } from '@rollcall/messaging';
import { createKafka, readTopic } from '@rollcall/subscriber';
import { createLogger, loadConfig, runMigrations } from '@rollcall/platform';
import { engines, eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { schema } from '../database/schema';
import type { Heartbeat } from './heartbeat';
import { RelayLeader } from './relay-leader';
import { topicFor } from './topic-publisher';

export const quiet = createLogger('spec', 'silent', { write: () => undefined });
export const PARTITIONS = 4;

/** A back-up of the whole database: the rows of all tables together. */
const TABLES = ['tenants', 'events', 'relayed', 'told', 'epochs', 'forks', 'log_epoch'];

/** A log, a relay and topics of their own; generations are picked so that no spec shares one. */
export class RelayScene {
  readonly kafka = createKafka({ brokers: engines().brokers, clientId: 'spec', log: quiet });
  readonly beating = new EventPublisher(this.kafka);
  generation = randomInt(100, 900_000);
  stopped: string | undefined;
  epochs: string[] = [];
  private readonly publisher = new EventPublisher(this.kafka);
  private relay: RelayLeader | undefined;

  private constructor(
    private readonly database: FreshDatabase,
    readonly sql: Client,
  ) {}

  static async begin(): Promise<RelayScene> {
    const database = await freshDatabase('relay');
    await runMigrations(database.url, schema);
    const sql = new Client({ connectionString: database.url });
    await sql.connect();
    return new RelayScene(database, sql);
  }

  async end(): Promise<void> {
    await this.rest();
    await Promise.all([this.publisher.close(), this.beating.close(), this.sql.end()]);
    await this.database.drop();
  }

  topic(): string {
    return topics.provisioning(this.generation);
  }

  makeTopic(partitions = PARTITIONS): Promise<void> {
    return ensureTopics(this.kafka, [{ topic: this.topic(), partitions }], { singleNode: true });
  }

  async dropTopic(): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [this.topic()] });
    await admin.disconnect();
  }

  lead(more: Record<string, string> = {}, heartbeat?: Heartbeat): void {
    const config = loadConfig(GatewayConfig, {
      ...more,
      DATABASE_URL: this.database.url,
      KAFKA_BROKERS: engines().brokers.join(','),
      OPERATOR_KEYS: 'o'.repeat(16),
      TOKEN_SERVICE_KEYS: 't'.repeat(16),
      DIRECTORY_KEYS: 'd'.repeat(16),
      INTERNAL_KEYS: 'i'.repeat(16),
      SEALING_KEYS: `k1:${'s'.repeat(16)}`,
      TOKEN_SERVICE_URL: 'http://127.0.0.1:1',
      DIRECTORY_URL: 'http://127.0.0.1:1',
      TOPIC_PARTITIONS: String(PARTITIONS),
      DEVELOPMENT: 'true',
    });
    this.relay = new RelayLeader({
      heartbeat,
      databaseUrl: this.database.url,
      generation: this.generation,
      ...topicFor(config, this.kafka, this.publisher, this.generation, quiet),
      pollMs: 50,
      observer: {
        published: () => undefined,
        held: () => undefined,
        lead: () => undefined,
        failed: () => undefined,
        stopped: (reason) => (this.stopped = reason),
        renewed: (epoch) => this.epochs.push(epoch),
      },
    });
    this.relay.start();
  }

  async rest(): Promise<void> {
    await this.relay?.stop();
    this.relay = undefined;
  }

  async record(tenant: string, from: number, to: number): Promise<void> {
    for (let position = from; position <= to; position += 1)
      await this.sql.query(
        `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data,
           actor, correlation_id, command_id, recorded_at)
         VALUES ($1, $2, 'users/' || $3, 1, 'UserDeactivated', 1,
           jsonb_build_object('userId', $3::text, 'login', 'l', 'userName', 'l'), 'a', 'c', $4,
           clock_timestamp())`,
        [tenant, position, randomUUID(), randomUUID()],
      );
    await this.sql.query(
      `INSERT INTO tenants VALUES ($1, 'T', 'strict', 'enabled', NULL, now(), $2, '0')
       ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position`,
      [tenant, to],
    );
  }

  async relayed(tenant: string, position: number): Promise<void> {
    await eventually(async () => {
      const { rows } = await this.sql.query<{ position: string }>(
        'SELECT position FROM relayed WHERE generation = $1 AND tenant_id = $2',
        [this.generation, tenant],
      );
      expect(rows).toEqual([{ position: String(position) }]);
    });
  }

  async read(): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    await readTopic({
      kafka: this.kafka,
      topic: this.topic(),
      onBatch: async (batch) => {
        for (const one of batch.events) if ('event' in one) events.push(one.event);
      },
    });
    return events;
  }

  placesOf(events: readonly ReadEvent[], tenant: string): number[] {
    return events.filter((one) => one.tenantId === tenantId(tenant)).map((one) => one.position);
  }

  async backUp(): Promise<void> {
    for (const table of TABLES)
      await this.sql.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  }

  async restore(): Promise<void> {
    for (const table of TABLES) {
      await this.sql.query(`DELETE FROM ${table}`);
      await this.sql.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
    }
  }
}

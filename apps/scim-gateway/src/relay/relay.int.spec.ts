import { tenantId, topics, type ReadEvent } from '@rollcall/contracts';
import {
  createKafka,
  ensureTopics,
  EventPublisher,
  readTopic,
  topicOffsets,
} from '@rollcall/messaging';
import { createLogger, loadConfig, runMigrations } from '@rollcall/platform';
import { engines, eventually, freshDatabase, type FreshDatabase } from '@rollcall/testing';
import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { GatewayConfig } from '../config/gateway-config';
import { Heartbeat } from './heartbeat';
import { topicFor } from './topic-publisher';
import { RelayLeader } from './relay-leader';
import { schema } from '../database/schema';

const quiet = createLogger('spec', 'silent', { write: () => undefined });
const PARTITIONS = 4;

/** A log, a relay and topics of their own; generations are picked so that no spec shares one. */
describe('the relay', () => {
  const { brokers } = engines();
  const kafka = createKafka({ brokers, clientId: 'spec', log: quiet });
  const publisher = new EventPublisher(kafka);
  const beating = new EventPublisher(kafka);
  let database: FreshDatabase;
  let sql: Client;
  let relay: RelayLeader | undefined;
  let generation: number;
  let stopped: string | undefined;
  let epochs: string[];

  beforeEach(async () => {
    database = await freshDatabase('relay');
    await runMigrations(database.url, schema);
    sql = await connected();
    generation = randomInt(100, 900_000);
    stopped = undefined;
    epochs = [];
  });
  afterEach(async () => {
    await relay?.stop();
    relay = undefined;
    await sql.end();
    await database.drop();
  });
  afterAll(() => Promise.all([publisher.close(), beating.close()]));

  const connected = async (): Promise<Client> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return client;
  };

  const topic = (): string => topics.provisioning(generation);
  const makeTopic = (partitions = PARTITIONS): Promise<void> =>
    ensureTopics(kafka, [{ topic: topic(), partitions }], { singleNode: true });

  const lead = (more: Record<string, string> = {}, heartbeat?: Heartbeat): void => {
    const config = loadConfig(GatewayConfig, {
      ...more,
      DATABASE_URL: database.url,
      KAFKA_BROKERS: brokers.join(','),
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
    relay = new RelayLeader({
      heartbeat,
      databaseUrl: database.url,
      generation,
      ...topicFor(config, kafka, publisher, generation, quiet),
      pollMs: 50,
      observer: {
        published: () => undefined,
        held: () => undefined,
        lead: () => undefined,
        failed: () => undefined,
        stopped: (reason) => (stopped = reason),
        renewed: (epoch) => epochs.push(epoch),
      },
    });
    relay.start();
  };
  const rest = async (): Promise<void> => {
    await relay?.stop();
    relay = undefined;
  };

  const record = async (tenant: string, from: number, to: number): Promise<void> => {
    for (let position = from; position <= to; position += 1)
      await sql.query(
        `INSERT INTO events (tenant_id, position, subject, stream_version, type, version, data,
           actor, correlation_id, command_id, recorded_at)
         VALUES ($1, $2, 'users/' || $3, 1, 'UserDeactivated', 1,
           jsonb_build_object('userId', $3::text, 'login', 'l', 'userName', 'l'), 'a', 'c', $4,
           clock_timestamp())`,
        [tenant, position, randomUUID(), randomUUID()],
      );
    await sql.query(
      `INSERT INTO tenants VALUES ($1, 'T', 'strict', 'enabled', NULL, now(), $2, '0')
       ON CONFLICT (tenant_id) DO UPDATE SET position = excluded.position`,
      [tenant, to],
    );
  };
  const relayed = (tenant: string, position: number) =>
    eventually(async () => {
      const { rows } = await sql.query<{ position: string }>(
        'SELECT position FROM relayed WHERE generation = $1 AND tenant_id = $2',
        [generation, tenant],
      );
      expect(rows).toEqual([{ position: String(position) }]);
    });
  const read = async (): Promise<ReadEvent[]> => {
    const events: ReadEvent[] = [];
    await readTopic({
      kafka,
      topic: topic(),
      onBatch: async (batch) => {
        for (const one of batch.events) if ('event' in one) events.push(one.event);
      },
    });
    return events;
  };
  const placesOf = (events: readonly ReadEvent[], tenant: string) =>
    events.filter((one) => one.tenantId === tenantId(tenant)).map((one) => one.position);

  /** What a back-up of the whole database is: the rows of all tables together. */
  const TABLES = ['tenants', 'events', 'relayed', 'told', 'epochs', 'forks', 'log_epoch'];
  const backUp = async (): Promise<void> => {
    for (const table of TABLES) await sql.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  };
  const restore = async (): Promise<void> => {
    for (const table of TABLES) {
      await sql.query(`DELETE FROM ${table}`);
      await sql.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
    }
  };

  it('remembers what it published, so that the next leader has nothing to prove', async () => {
    await makeTopic();
    await record('a', 1, 5);
    await record('b', 1, 3);
    lead();
    await Promise.all([relayed('a', 5), relayed('b', 3)]);
    await rest();
    const { rows } = await sql.query<{ published: number }>(
      'SELECT sum(next)::int AS published FROM told WHERE generation = $1',
      [generation],
    );
    expect(rows).toEqual([{ published: 8 }]);
    await record('a', 6, 6);
    lead();
    await relayed('a', 6);
    const events = await read();
    expect([placesOf(events, 'a'), placesOf(events, 'b')]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3],
    ]);
    expect(stopped).toBeUndefined();
  });

  it('stops when the log went back in time, and a new generation goes on', async () => {
    await makeTopic();
    await record('a', 1, 4);
    await record('b', 1, 2);
    lead();
    await Promise.all([relayed('a', 4), relayed('b', 2)]);
    await rest();
    await backUp();
    await record('a', 5, 9);
    await record('c', 1, 1);
    lead();
    await Promise.all([relayed('a', 9), relayed('c', 1)]);
    await rest();
    await restore();
    // Somebody wrote before anybody looked: the position is taken again, by another fact.
    await record('a', 5, 6);
    lead();
    await eventually(() => expect(stopped).toMatch(/for 2 tenants.*went back in time/));
    expect(epochs).toEqual([expect.stringMatching(/^2\./)]);
    expect(placesOf(await read(), 'a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await rest();
    // Even when the log has caught up by number.
    await record('a', 7, 12);
    stopped = undefined;
    lead();
    await eventually(() => expect(stopped).toMatch(/new generation/));
    await rest();
    generation += 1;
    await makeTopic();
    lead();
    await Promise.all([relayed('a', 12), relayed('b', 2)]);
    const events = await read();
    const epochOf = (tenant: string) =>
      events.filter((one) => one.tenantId === tenantId(tenant)).map(({ epoch }) => epoch);
    const [first] = epochOf('b');
    expect(placesOf(events, 'a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(epochOf('a')).toEqual([
      ...Array<unknown>(4).fill(first),
      ...Array<unknown>(8).fill(epochs[0]),
    ]);
    expect(placesOf(events, 'c')).toEqual([]);
  });

  it('goes on in a new epoch when the data moved and nothing is lost', async () => {
    await makeTopic();
    await record('a', 1, 2);
    lead();
    await relayed('a', 2);
    await rest();
    await sql.query(`UPDATE log_epoch SET home = 'another cluster'`);
    lead();
    await eventually(() => expect(epochs).toEqual([expect.stringMatching(/^2\./)]));
    await record('a', 3, 3);
    await relayed('a', 3);
    const [one, , three] = (await read()).map(({ epoch }) => epoch);
    expect([three, one]).toEqual([epochs[0], expect.not.stringMatching(/^2\./)]);
    expect(stopped).toBeUndefined();
  });

  it('publishes what was redacted as such, at its place, and proves both generations', async () => {
    await makeTopic();
    await record('a', 1, 4);
    lead();
    await relayed('a', 4);
    await rest();
    await sql.query(`UPDATE events SET data = '{}', redacted_at = now() WHERE position IN (2, 3)`);
    // As if nothing had been proved: everything that was published is compared.
    const forget = () => sql.query('DELETE FROM told');
    await forget();
    await record('a', 5, 5);
    lead();
    await relayed('a', 5);
    await rest();
    expect((await read()).map(({ type }) => type)).toEqual(Array(5).fill('UserDeactivated'));
    generation += 1;
    await makeTopic();
    lead();
    await relayed('a', 5);
    await rest();
    const events = await read();
    expect(placesOf(events, 'a')).toEqual([1, 2, 3, 4, 5]);
    expect(events[1]).toMatchObject({
      type: 'EventRedacted',
      data: { type: 'UserDeactivated', version: 1 },
      subject: expect.stringMatching(/^users\//) as string,
    });
    expect(events.map(({ type }) => type === 'EventRedacted')).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    await forget();
    await record('a', 6, 6);
    lead();
    await relayed('a', 6);
    expect(stopped).toBeUndefined();
  });

  it('says which event is the last of its change, and who caused it', async () => {
    await makeTopic();
    await record('a', 1, 5);
    const change = randomUUID();
    const of = (command: string, ...positions: number[]) =>
      sql.query(
        `UPDATE events SET command_id = $1, actor = 'token:t1', actor_label = 'Okta'
         WHERE position = ANY($2)`,
        [command, positions],
      );
    await of(change, 2, 3, 4);
    lead();
    await relayed('a', 5);
    const events = await read();
    expect(events.map(({ lastOfRequest }) => lastOfRequest)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(events.map(({ actor, actorLabel }) => [actor, actorLabel])).toEqual([
      ['a', undefined],
      ...Array<unknown>(3).fill(['token:t1', 'Okta']),
      ['a', undefined],
    ]);
    expect(stopped).toBeUndefined();
  });

  /** The headers of what is in a topic, as any client sees them. */
  const headersOf = async (name: string): Promise<Record<string, string>[]> => {
    const found: Record<string, string>[] = [];
    const consumer = kafka.consumer({ groupId: `spec-${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topics: [name], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { headers = {}, value } }) => {
        const texts = Object.entries(headers).map(([at, one]) => [at, String(one)]);
        found.push({ ...(Object.fromEntries(texts) as object), value: String(value) });
      },
    });
    await eventually(() => expect(found).not.toEqual([]), { withinMs: 20_000, everyMs: 100 });
    await consumer.disconnect();
    return found;
  };

  it('gives events an id of their own epoch, in a source that names the installation', async () => {
    await makeTopic();
    await record('a', 1, 1);
    lead({ INSTALLATION: 'https://eu.example.com/' });
    await relayed('a', 1);
    const [{ epoch } = { epoch: '' }] = await read();
    expect((await headersOf(topic()))[0]).toMatchObject({
      ce_source: 'https://eu.example.com/tenants/a',
      ce_id: `a/1/${epoch}`,
      ce_dataschema: 'urn:rollcall:events:UserDeactivated.v1',
      ce_actorkind: 'a',
    });
    expect(stopped).toBeUndefined();
  });

  it('beats beside the topic while it has nothing to publish', async () => {
    await makeTopic();
    await ensureTopics(
      kafka,
      [{ topic: topics.heartbeat(topic()), partitions: 1, keepsMs: 60_000 }],
      {
        singleNode: true,
      },
    );
    await record('a', 1, 2);
    const everyMs = 100;
    const installation = undefined;
    lead(
      {},
      new Heartbeat({ publisher: beating, topic: topic(), everyMs, installation, logger: quiet }),
    );
    await relayed('a', 2);
    const beats = async (): Promise<bigint> =>
      BigInt((await topicOffsets(kafka, topics.heartbeat(topic())))[0]?.high ?? 0);
    await eventually(async () => expect(await beats()).toBeGreaterThan(2n));
    const [beat] = (await headersOf(topics.heartbeat(topic()))).slice(-1);
    expect(beat).toMatchObject({
      ce_type: 'rollcall.Heartbeat.v1',
      ce_source: `/topics/${topic()}`,
    });
    const { ends } = JSON.parse(beat?.['value'] ?? '{}') as { ends: Record<string, number> };
    expect(Object.values(ends).reduce((sum, next) => sum + next, 0)).toBe(2);
    await rest();
    const last = await beats();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await beats()).toBe(last);
    // Nothing of it is in the way of who reads the events, or proves them.
    expect((await read()).map(({ position }) => position)).toEqual([1, 2]);
  });

  it('stops when Kafka lost what was published', async () => {
    await makeTopic();
    await record('a', 1, 2);
    lead();
    await relayed('a', 2);
    await rest();
    await sql.query('UPDATE told SET next = next + 10 WHERE generation = $1', [generation]);
    lead();
    await eventually(() => expect(stopped).toMatch(/Kafka lost events/));
  });

  it('stops at a topic that would break the order, until it is put right', async () => {
    await makeTopic(PARTITIONS - 1);
    await record('a', 1, 1);
    lead();
    await eventually(() => expect(stopped).toMatch(/has 3 partitions and 4 are configured/));
    expect(await read()).toEqual([]);
  });
});

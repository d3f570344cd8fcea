import { toMessage, topics, type ReadEvent } from '@rollcall/contracts';
import { ensureTopics, EventPublisher } from '@rollcall/messaging';
import { clientDigest, createLogger, runMigrations } from '@rollcall/platform';
import {
  createKafka,
  subscribeFromSnapshot,
  type FromSnapshotOptions,
  type Subscription,
} from '@rollcall/subscriber';
import {
  engines,
  eventually,
  type FreshDatabase,
  freshDatabase,
  freshGeneration,
  unique,
} from '@rollcall/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { schema } from '../projections/schema';
import { History } from './history.fixture';
import { follow, load, nothing, type Kept } from './snapshot.fixture';

const KEY = 'a-client-key-for-the-specs';
const PATIENT = { withinMs: 60_000, everyMs: 50 };
const joins = { what: 0, one: 0, other: 0, word: 'a', number: 1.5 } as const;

/** A subscriber that begins with a snapshot of a running directory, and goes on with the events. */
describe('a subscriber from a snapshot', () => {
  let database: FreshDatabase;
  let child: ChildProcess;
  let directory: string;
  let publisher: EventPublisher;
  let topic: string;
  const open: Subscription[] = [];

  beforeAll(async () => {
    database = await freshDatabase('from_snapshot');
    await runMigrations(database.url, schema);
    const { brokers } = engines();
    const log = createLogger('spec', 'silent', { write: () => undefined });
    const kafka = createKafka({ brokers: [...brokers], clientId: 'spec', log });
    const generation = await freshGeneration();
    topic = topics.provisioning(generation);
    await ensureTopics(kafka, [{ topic, partitions: 1 }], { singleNode: true });
    publisher = new EventPublisher(kafka);
    child = spawn(process.execPath, [join(__dirname, '../../dist/main.js')], {
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: '0',
        INTERNAL_PORT: '0',
        DATABASE_URL: database.url,
        KAFKA_BROKERS: brokers.join(','),
        TOPIC_GENERATION: String(generation),
        GATEWAY_INTERNAL_URL: 'http://127.0.0.1:1',
        DIRECTORY_KEYS: 'a-service-key-for-the-specs',
        INTERNAL_KEYS: 'an-operator-key-for-the-specs',
        CLIENT_KEYS: `spec:${clientDigest(KEY)}:snapshot:read`,
        DRAIN_MS: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout as NodeJS.ReadableStream).on('line', (line) => {
        const found = /"port":(\d+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
      child.on('exit', (code) => reject(new Error(`it ended with ${code}`)));
    });
    directory = `http://127.0.0.1:${port}`;
  }, 120_000);
  afterAll(async () => {
    await Promise.all(open.map((one) => one.stop()));
    await publisher?.close();
    child?.kill('SIGTERM');
    if (child) await once(child, 'exit');
    await database?.drop();
  }, 60_000);

  const publish = (events: readonly ReadEvent[]) =>
    publisher.publish(
      topic,
      0,
      events.map((event) => toMessage(event)),
    );
  /** What a team stores. */
  const team = (groupId: string, key = KEY) => {
    const kept = new Map<string, Kept>();
    const places = new Map<string, { position: number; epoch: string }>();
    const handled: number[] = [];
    const state = { loads: 0 };
    const options: FromSnapshotOptions = {
      brokers: engines().brokers,
      topic,
      groupId,
      positionOf: (tenant) => places.get(tenant) ?? 0,
      handle: (event) => {
        handled.push(event.position);
        follow(kept.get(event.tenantId) ?? nothing(), event);
        places.set(event.tenantId, { position: event.position, epoch: event.epoch });
      },
      snapshot: {
        directory,
        key,
        load: async (tenant, rows) => {
          state.loads += 1;
          const lines = [];
          for await (const row of rows) lines.push(row);
          kept.set(tenant.tenantId, load([tenant, ...lines]).get(tenant.tenantId)?.kept as Kept);
          places.set(tenant.tenantId, tenant);
        },
      },
    };
    return { kept, places, handled, state, options };
  };
  const begin = async (options: FromSnapshotOptions): Promise<Subscription> => {
    const subscription = await subscribeFromSnapshot(options);
    open.push(subscription);
    return subscription;
  };
  const projected = async (position: number): Promise<void> => {
    await eventually(async () => {
      const answer = await fetch(`${directory}/directory/v1/snapshot`, {
        headers: { authorization: `Bearer ${KEY}` },
      });
      const text = await answer.text();
      expect(text).toContain(`"position":${position}`);
      // What was read is committed: the tail begins after it.
      expect(text).toContain(`"offsets":{"0":"${position}"}`);
    }, PATIENT);
  };

  it('reads the events after it alone, each once, and loads it once', async () => {
    const history = new History('t');
    for (let i = 0; i < 5; i += 1) history.take(joins);
    const before = history.events.length;
    await publish(history.events);
    await projected(before);
    const { kept, handled, state, options } = team(unique('team'));
    const first = await begin(options);
    expect(state.loads).toBe(1);
    await publish([...history.take(joins), ...history.take({ ...joins, what: 2 })]);
    await eventually(() => expect(handled).toEqual([before + 1, before + 2]), PATIENT);
    expect(kept.get('t')).toEqual(history.kept);
    await first.stop();
    await begin(options);
    await publish(history.take(joins));
    await eventually(() => expect(handled).toHaveLength(3), PATIENT);
    expect(kept.get('t')).toEqual(history.kept);
    expect(state.loads).toBe(1);
  }, 180_000);

  it('rejects with what the directory says of a key that may not', async () => {
    const { options } = team(unique('team'), 'nothing');
    await expect(subscribeFromSnapshot(options)).rejects.toThrow(/answered 401/);
  });

  it('rejects with the failure of load', async () => {
    const { options } = team(unique('team'));
    const failing = { ...options.snapshot, load: () => Promise.reject(new Error('no disk')) };
    await expect(subscribeFromSnapshot({ ...options, snapshot: failing })).rejects.toThrow(
      'no disk',
    );
  });
});

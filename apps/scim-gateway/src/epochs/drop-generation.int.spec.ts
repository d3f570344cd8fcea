import { topics } from '@rollcall/contracts';
import { ensureTopics, topicReaders } from '@rollcall/messaging';
import { createKafka, subscribe, topicOffsets } from '@rollcall/subscriber';
import { createLogger, runMigrations } from '@rollcall/platform';
import { engines, eventually, freshDatabase, unique, type FreshDatabase } from '@rollcall/testing';
import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import { dropGeneration } from './drop-generation';
import { schema } from '../database/schema';

const quiet = createLogger('spec', 'silent', { write: () => undefined });
const INITIATOR = { actor: 'account:ada', correlationId: 'c' };

describe('a generation of the topic', () => {
  const { brokers } = engines();
  const kafka = createKafka({ brokers, clientId: 'spec', log: quiet });
  let database: FreshDatabase;
  let client: Client;
  let drop: number;
  let keep: number;

  const connected = async (): Promise<Client> => {
    const one = new Client({ connectionString: database.url });
    await one.connect();
    return one;
  };
  const published = (generation: number, position: number) =>
    client.query(
      `INSERT INTO relayed VALUES ($1, 'acme', $2, NULL)
       ON CONFLICT (generation, tenant_id) DO UPDATE SET position = excluded.position`,
      [generation, position],
    );

  beforeEach(async () => {
    database = await freshDatabase('dropping');
    await runMigrations(database.url, schema);
    client = await connected();
    drop = randomInt(100, 400_000);
    keep = drop + 1;
    const configs = [drop, keep].map((one) => ({ topic: topics.provisioning(one), partitions: 2 }));
    await ensureTopics(kafka, configs, { singleNode: true });
    await published(drop, 7);
    await published(keep, 7);
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const dropping = () => dropGeneration(client, kafka, { drop, keep }, INITIATOR);
  const isThere = (generation: number): Promise<boolean> =>
    topicOffsets(kafka, topics.provisioning(generation)).then(
      () => true,
      () => false,
    );

  it('is deleted when another has as much, and cannot be published again; twice is as once', async () => {
    await dropping();
    await eventually(async () => expect(await isThere(drop)).toBe(false));
    expect(await isThere(keep)).toBe(true);
    const { rows } = await client.query('SELECT generation FROM relayed');
    expect(rows).toEqual([{ generation: keep }]);
    const ended = await client.query('SELECT generation FROM ended_generations');
    expect(ended.rows).toEqual([{ generation: drop }]);
    await dropping();
  });

  it('stays while the other has less', async () => {
    await published(drop, 8);
    await expect(dropping()).rejects.toThrow(/has not caught up/);
    expect(await isThere(drop)).toBe(true);
  });

  it('stays while a gateway publishes it', async () => {
    const leader = await connected();
    await leader.query('SELECT pg_advisory_lock($1, $2)', [0x5c1a, drop]);
    await expect(dropping()).rejects.toThrow(/A gateway still publishes/);
    await leader.end();
  });

  it('stays while somebody reads it, and says who', async () => {
    const topic = topics.provisioning(drop);
    const subscription = subscribe({ brokers: [...brokers], topic, handle: () => undefined });
    const readers = () => topicReaders(kafka, topic, topics.provisioning(keep));
    await eventually(async () => expect((await readers()).connected).not.toEqual([]), {
      withinMs: 30_000,
      everyMs: 200,
    });
    await expect(dropping()).rejects.toThrow(/still read .*rollcall-subscriber-/);
    await subscription.stop();
    expect(await isThere(drop)).toBe(true);
    // It reads from the beginning at each start, of whatever generation: it left no place behind.
    await dropping();
  }, 60_000);

  /** A group of the product that read something, and stopped. */
  const stopped = async (groupId: string, ...generations: number[]): Promise<void> => {
    for (const generation of generations) {
      const admin = kafka.admin();
      await admin.connect();
      const partitions = [{ partition: 0, offset: '3' }];
      await admin.setOffsets({ groupId, topic: topics.provisioning(generation), partitions });
      await admin.disconnect();
    }
  };

  it('stays while a group that stopped has a place in it, unless that one does not come back', async () => {
    const groupId = unique('billing');
    await stopped(groupId, drop);
    await expect(dropping()).rejects.toThrow(`FORGET_GROUPS=${groupId}`);
    expect(await isThere(drop)).toBe(true);
    await dropGeneration(client, kafka, { drop, keep, forget: [groupId] }, INITIATOR);
    await eventually(async () => expect(await isThere(drop)).toBe(false));
  }, 60_000);

  it('goes when the group that stopped has a place in the other, too, or is the directory', async () => {
    await stopped(unique('billing'), drop, keep);
    await stopped('user-directory', drop);
    await dropping();
    await eventually(async () => expect(await isThere(drop)).toBe(false));
  }, 60_000);

  it('stays when it is the newest', async () => {
    const newest = dropGeneration(client, kafka, { drop: keep, keep }, INITIATOR);
    await expect(newest).rejects.toThrow(/is not older/);
  });
});

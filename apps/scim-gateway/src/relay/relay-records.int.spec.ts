import { topics } from '@rollcall/contracts';
import { ensureTopics } from '@rollcall/messaging';
import { topicOffsets } from '@rollcall/subscriber';
import { eventually } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import { Heartbeat } from './heartbeat';
import { quiet, RelayScene } from './relay-scene.fixture';

describe('what the relay writes', () => {
  let on: RelayScene;
  beforeEach(async () => {
    on = await RelayScene.begin();
  });
  afterEach(() => on.end());

  it('marks the last event of a change, and names its actor', async () => {
    await on.makeTopic();
    await on.record('a', 1, 5);
    const change = randomUUID();
    const of = (command: string, ...positions: number[]) =>
      on.sql.query(
        `UPDATE events SET command_id = $1, actor = 'token:t1', actor_label = 'Okta'
         WHERE position = ANY($2)`,
        [command, positions],
      );
    await of(change, 2, 3, 4);
    on.lead();
    await on.relayed('a', 5);
    const events = await on.read();
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
    expect(on.stopped).toBeUndefined();
  });

  /** The headers of a topic's messages, as any client sees them. */
  const headersOf = async (name: string): Promise<Record<string, string>[]> => {
    const found: Record<string, string>[] = [];
    const consumer = on.kafka.consumer({ groupId: `spec-${randomUUID()}` });
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
    await on.makeTopic();
    await on.record('a', 1, 1);
    on.lead({ INSTALLATION: 'https://eu.example.com/' });
    await on.relayed('a', 1);
    const [{ epoch } = { epoch: '' }] = await on.read();
    expect((await headersOf(on.topic()))[0]).toMatchObject({
      ce_source: 'https://eu.example.com/tenants/a',
      ce_id: `a/1/${epoch}`,
      ce_dataschema: 'urn:rollcall:events:UserDeactivated.v1',
      ce_actorkind: 'a',
    });
    expect(on.stopped).toBeUndefined();
  });

  it('beats in a separate topic while it has nothing to publish', async () => {
    await on.makeTopic();
    await ensureTopics(
      on.kafka,
      [{ topic: topics.heartbeat(on.topic()), partitions: 1, keepsMs: 60_000 }],
      {
        singleNode: true,
      },
    );
    await on.record('a', 1, 2);
    const everyMs = 100;
    const installation = undefined;
    on.lead(
      {},
      new Heartbeat({
        publisher: on.beating,
        topic: on.topic(),
        everyMs,
        installation,
        logger: quiet,
      }),
    );
    await on.relayed('a', 2);
    const beats = async (): Promise<bigint> =>
      BigInt((await topicOffsets(on.kafka, topics.heartbeat(on.topic())))[0]?.high ?? 0);
    await eventually(async () => expect(await beats()).toBeGreaterThan(2n));
    const [beat] = (await headersOf(topics.heartbeat(on.topic()))).slice(-1);
    expect(beat).toMatchObject({
      ce_type: 'rollcall.Heartbeat.v1',
      ce_source: `/topics/${on.topic()}`,
    });
    const { ends } = JSON.parse(beat?.['value'] ?? '{}') as { ends: Record<string, number> };
    expect(Object.values(ends).reduce((sum, next) => sum + next, 0)).toBe(2);
    await on.rest();
    const last = await beats();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await beats()).toBe(last);
    // No beat disturbs a reader of the events, or their proof.
    expect((await on.read()).map(({ position }) => position)).toEqual([1, 2]);
  });
});

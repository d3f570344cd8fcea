import { eventually } from '@rollcall/testing';
import { RelayScene, PARTITIONS } from './relay-scene.fixture';

describe('the relay', () => {
  let on: RelayScene;
  beforeEach(async () => {
    on = await RelayScene.begin();
  });
  afterEach(() => on.end());

  it('remembers what it published, so that the next leader has nothing to prove', async () => {
    await on.makeTopic();
    await on.record('a', 1, 5);
    await on.record('b', 1, 3);
    on.lead();
    await Promise.all([on.relayed('a', 5), on.relayed('b', 3)]);
    await on.rest();
    const { rows } = await on.sql.query<{ published: number }>(
      'SELECT sum(next)::int AS published FROM told WHERE generation = $1',
      [on.generation],
    );
    expect(rows).toEqual([{ published: 8 }]);
    await on.record('a', 6, 6);
    on.lead();
    await on.relayed('a', 6);
    const events = await on.read();
    expect([on.placesOf(events, 'a'), on.placesOf(events, 'b')]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3],
    ]);
    expect(on.stopped).toBeUndefined();
  });

  it('stops when the log went back in time, and continues in a new generation', async () => {
    await on.makeTopic();
    await on.record('a', 1, 4);
    await on.record('b', 1, 2);
    on.lead();
    await Promise.all([on.relayed('a', 4), on.relayed('b', 2)]);
    await on.rest();
    await on.backUp();
    await on.record('a', 5, 9);
    await on.record('c', 1, 1);
    on.lead();
    await Promise.all([on.relayed('a', 9), on.relayed('c', 1)]);
    await on.rest();
    await on.restore();
    // Another writer came first: the position is taken again, by another event.
    await on.record('a', 5, 6);
    on.lead();
    await eventually(() => expect(on.stopped).toMatch(/for 2 tenants.*went back in time/));
    expect(on.epochs).toEqual([expect.stringMatching(/^2\./)]);
    expect(on.placesOf(await on.read(), 'a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await on.rest();
    // Even when the log has caught up by number.
    await on.record('a', 7, 12);
    on.stopped = undefined;
    on.lead();
    await eventually(() => expect(on.stopped).toMatch(/new generation/));
    await on.rest();
    on.generation += 1;
    await on.makeTopic();
    on.lead();
    await Promise.all([on.relayed('a', 12), on.relayed('b', 2)]);
    const events = await on.read();
    const epochOf = (tenant: string) =>
      events.filter((one) => String(one.tenantId) === tenant).map(({ epoch }) => epoch);
    const [first] = epochOf('b');
    expect(on.placesOf(events, 'a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(epochOf('a')).toEqual([
      ...Array<unknown>(4).fill(first),
      ...Array<unknown>(8).fill(on.epochs[0]),
    ]);
    expect(on.placesOf(events, 'c')).toEqual([]);
  });

  it('continues in a new epoch when the data moved and nothing is lost', async () => {
    await on.makeTopic();
    await on.record('a', 1, 2);
    on.lead();
    await on.relayed('a', 2);
    await on.rest();
    await on.sql.query(`UPDATE log_epoch SET home = 'another cluster'`);
    on.lead();
    await eventually(() => expect(on.epochs).toEqual([expect.stringMatching(/^2\./)]));
    await on.record('a', 3, 3);
    await on.relayed('a', 3);
    const [one, , three] = (await on.read()).map(({ epoch }) => epoch);
    expect([three, one]).toEqual([on.epochs[0], expect.not.stringMatching(/^2\./)]);
    expect(on.stopped).toBeUndefined();
  });

  it('publishes what was redacted as such, at its place, and proves both generations', async () => {
    await on.makeTopic();
    await on.record('a', 1, 4);
    on.lead();
    await on.relayed('a', 4);
    await on.rest();
    await on.sql.query(
      `UPDATE events SET data = '{}', redacted_at = now() WHERE position IN (2, 3)`,
    );
    // As if nothing had been proved: everything that was published is compared.
    const forget = () => on.sql.query('DELETE FROM told');
    await forget();
    await on.record('a', 5, 5);
    on.lead();
    await on.relayed('a', 5);
    await on.rest();
    expect((await on.read()).map(({ type }) => type)).toEqual(Array(5).fill('UserDeactivated'));
    on.generation += 1;
    await on.makeTopic();
    on.lead();
    await on.relayed('a', 5);
    await on.rest();
    const events = await on.read();
    expect(on.placesOf(events, 'a')).toEqual([1, 2, 3, 4, 5]);
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
    await on.record('a', 6, 6);
    on.lead();
    await on.relayed('a', 6);
    expect(on.stopped).toBeUndefined();
  });

  it('stops when Kafka lost what was published', async () => {
    await on.makeTopic();
    await on.record('a', 1, 2);
    on.lead();
    await on.relayed('a', 2);
    await on.rest();
    await on.sql.query('UPDATE told SET next = next + 10 WHERE generation = $1', [on.generation]);
    on.lead();
    await eventually(() => expect(on.stopped).toMatch(/Kafka lost events/));
  });

  it('stops at an empty topic, even when no offset was saved since it published', async () => {
    await on.makeTopic();
    await on.record('a', 1, 2);
    on.lead();
    await on.relayed('a', 2);
    await on.rest();
    await on.sql.query('DELETE FROM told WHERE generation = $1', [on.generation]);
    await on.dropTopic();
    await on.makeTopic();
    await on.record('a', 3, 3);
    on.lead();
    await eventually(() => expect(on.stopped).toMatch(/Kafka lost events/));
    expect(await on.read()).toEqual([]);
  });

  it('stops when the topic is created again while it leads, and while it is missing', async () => {
    await on.makeTopic();
    await on.record('a', 1, 2);
    on.lead();
    await on.relayed('a', 2);
    await on.dropTopic();
    await on.makeTopic();
    await on.record('a', 3, 3);
    await eventually(() => expect(on.stopped).toMatch(/Kafka lost events/));
    await on.rest();
    on.generation += 1;
    on.stopped = undefined;
    on.lead();
    await eventually(() => expect(on.stopped).toMatch(/does not exist/));
  });

  it('stops at a topic that would break the order, until an operator repairs it', async () => {
    await on.makeTopic(PARTITIONS - 1);
    await on.record('a', 1, 1);
    on.lead();
    await eventually(() => expect(on.stopped).toMatch(/has 3 partitions and 4 are configured/));
    expect(await on.read()).toEqual([]);
  });
});

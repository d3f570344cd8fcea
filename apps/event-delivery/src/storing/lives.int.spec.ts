import { eventually } from '@rollcall/testing';
import { asRedacted } from '@rollcall/contracts';
import {
  ask,
  Follower,
  Installation,
  message,
  OPERATOR_KEY,
  type Replica,
} from '../fixtures/started-delivery.fixture';
import { cloudEventOf } from './cloud-event';

const LONG = { withinMs: 110_000 };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('what the feed stores', () => {
  let on: Installation;
  beforeEach(async () => {
    on = await Installation.create();
  });
  afterEach(() => on.close());

  const all = async ({ base }: Replica, query = {}) => (await ask(base, query)).events;
  const has = (replica: Replica, tenant: string, position: number) =>
    eventually(async () => {
      const events = await all(replica, { tenant });
      expect(events[events.length - 1]?.position).toBe(position);
    }, LONG);

  it('loses nothing and repeats nothing while replicas are killed under load', async () => {
    const tenants = ['a', 'b', 'c', 'd', 'e', 'f'];
    let [one, other] = await Promise.all([on.start(), on.start()]);
    const follower = new Follower(() => (Math.random() < 0.5 ? one : other).base);
    const ofOne = new Follower(() => (Math.random() < 0.5 ? other : one).base, { tenant: 'a' });
    let last = 0;
    let going = true;
    // As fast as the feed takes them, with some in advance.
    const load = (async () => {
      while (going) {
        await Promise.all(tenants.map((tenant) => on.tellAll(tenant, last + 1, last + 5)));
        last += 5;
        while (going && follower.events.length < (last - 40) * tenants.length) await sleep(20);
      }
    })();
    const read = (n: number) =>
      eventually(() => expect(follower.events.length).toBeGreaterThan(n), LONG);
    await read(200);
    await one.kill9();
    one = await on.start();
    await read(follower.events.length + 200);
    await Promise.all([one.kill9(), other.kill9()]);
    [one, other] = await Promise.all([on.start(), on.start()]);
    await read(follower.events.length + 200);
    going = false;
    await load;
    for (const tenant of tenants)
      await eventually(() => expect(follower.positions(tenant).length).toBe(last), LONG);
    await eventually(() => expect(ofOne.positions('a').length).toBe(last), LONG);
    await Promise.all([follower.stop(), ofOne.stop()]);
    for (const tenant of tenants) expect(follower.positions(tenant)).toEqual(upTo(last));
    expect(ofOne.positions('a')).toEqual(upTo(last));
    expect(follower.refusals).toEqual([]);
    // It knew of no such tenant until its first event.
    expect(ofOne.refusals.filter((one) => !one.startsWith('404'))).toEqual([]);
    // Kafka waits for a member that is dead as long as it waits for one that is slow.
  }, 400_000);

  it('goes on by position and cursor in a new generation of the topic', async () => {
    const before = await on.start();
    await on.tellAll('acme', 1, 5);
    await has(before, 'acme', 5);
    const { cursor } = await ask(before.base, { count: '3' });
    await before.stop();
    await on.nextGeneration();
    await on.tellAll('acme', 1, 7);
    const after = await on.start();
    await has(after, 'acme', 7);
    const rest = await ask(after.base, { after: cursor });
    expect(rest.events.map(({ position }) => position)).toEqual([4, 5, 6, 7]);
  });

  it('redacts the events of an erased person as the next generation of the topic has them', async () => {
    const replica = await on.start();
    const person = message('acme', 1, { subject: 'gone' });
    const user = message('acme', 2, { subject: 'stays' });
    const erased = message('acme', 3, {
      type: 'UserErased',
      subject: 'gone',
      data: { userId: 'gone' },
    });
    const theirs = message('globex', 1, { subject: 'gone' });
    await on.publish('globex', theirs);
    await on.publish('acme', person, user, erased);
    await has(replica, 'acme', 3);
    await has(replica, 'globex', 1);
    const [first, second, third] = await all(replica, { tenant: 'acme' });
    const recorded = { type: 'UserDeactivated', version: 1, text: '' };
    const published = {
      ...recorded,
      tenantId: 'acme',
      position: 1,
      subject: 'users/gone',
      streamVersion: 1,
      actor: 'token:t1',
      actorLabel: 'Okta',
      correlationId: 'redacted',
      time: '2026-01-01T00:00:00.000Z',
      epoch: 'e1',
    } as Parameters<typeof asRedacted>[0];
    expect(first).toEqual(JSON.parse(cloudEventOf(asRedacted(published), 'https://rollcall.test')));
    expect(first).toMatchObject({ type: 'rollcall.EventRedacted.v1', id: 'acme/1/e1/redacted' });
    expect(second).toMatchObject({ data: { userName: 'Ann@acme.com' } });
    expect(third).toMatchObject({ type: 'rollcall.UserErased.v1' });
    expect((await all(replica, { tenant: 'globex' }))[0]).toMatchObject({
      data: { userId: 'gone' },
    });
    const types = await all(replica, { tenant: 'acme', types: 'EventRedacted' });
    expect(types.map(({ position }) => position)).toEqual([1]);
  });

  it.each(['TenantErased', 'MovedTenantErased'])(
    'redacts every event of a tenant, with its actors: %s',
    async (type) => {
      const replica = await on.start();
      await on.tellAll('acme', 1, 450);
      const data = type === 'TenantErased' ? {} : { to: 'https://elsewhere.test' };
      await on.publish(
        'acme',
        message('acme', 451, { type, of: 'tenants', subject: 'acme', data }),
      );
      await eventually(
        async () => expect((await all(replica, { tenant: 'acme', types: type })).length).toBe(1),
        LONG,
      );
      const events = await all(replica, { tenant: 'acme' });
      expect(events.map(({ position }) => position)).toEqual(upTo(451));
      const left = JSON.stringify(events.slice(0, 450));
      expect(left).not.toMatch(/Ann@|Okta|token:t1|"c1"/);
    },
  );

  it('replaces the history of a tenant after the log went back in time, and says so', async () => {
    const replica = await on.start();
    await on.tellAll('acme', 1, 5);
    await on.tellAll('globex', 1, 5);
    await has(replica, 'acme', 5);
    await has(replica, 'globex', 5);
    const { cursor } = await ask(replica.base);
    const ofGlobex = (await ask(replica.base, { tenant: 'globex' })).cursor;
    await on.publish('acme', message('acme', 4, { epoch: '2.e2' }));
    const internal = (path: string, method = 'GET') =>
      fetch(`${replica.internal}/internal/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${OPERATOR_KEY}` },
      });
    await eventually(
      async () =>
        expect(await (await internal('holds')).json()).toEqual([
          { tenantId: 'acme', reason: expect.stringContaining('went back in time') as string },
        ]),
      LONG,
    );
    await replica.stop();

    // What follows a restore: another generation, with the history as it is now.
    await on.nextGeneration();
    await on.tellAll('acme', 1, 3);
    await on.publish('acme', message('acme', 4, { epoch: '2.e2' }));
    await on.tellAll('globex', 1, 6);
    const next = await on.start();
    const again = (path: string) =>
      fetch(`${next.internal}/internal/v1/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${OPERATOR_KEY}` },
      });
    await has(next, 'globex', 6);
    const rebuilt = await again('tenants/acme/rebuild');
    expect([rebuilt.status, await rebuilt.text()]).toEqual([200, expect.any(String)]);
    await has(next, 'acme', 4);

    const refused = await ask(next.base, { after: cursor });
    const { code, detail } = JSON.parse(refused.text) as { code: string; detail: string };
    expect([refused.status, code]).toEqual([409, 'history-replaced']);
    expect(detail).toContain('history of acme was replaced');
    const go = /after=([\w-]+)/.exec(detail)?.[1] as string;
    const rest = await ask(next.base, { after: go });
    expect(rest.events.map((one) => `${one.tenant}${one.position}`).sort()).toEqual(
      ['acme1', 'acme2', 'acme3', 'acme4', 'globex6'].sort(),
    );
    // Who reads another tenant is not concerned.
    const theirs = await ask(next.base, { after: ofGlobex, tenant: 'globex' });
    expect([theirs.status, theirs.events.length]).toEqual([200, 1]);
  });
});

import { eventually } from '@rollcall/testing';
import { HTTP, type CloudEvent } from 'cloudevents';
import {
  ACME_KEY,
  ask,
  Installation,
  message,
  type Replica,
} from '../fixtures/started-delivery.fixture';

describe('the feed', () => {
  let on: Installation;
  let one: Replica;
  let other: Replica;
  beforeAll(async () => {
    on = await Installation.create();
    await on.tellAll('acme', 1, 25);
    await on.tellAll('globex', 1, 5);
    await on.publish('acme', message('acme', 26, { type: 'UserReactivated' }));
    [one, other] = await Promise.all([on.start(), on.start()]);
    await eventually(async () => expect((await ask(one.base)).events).toHaveLength(31), {
      withinMs: 60_000,
    });
  });
  afterAll(() => on.close());

  const positions = (events: readonly { tenant: string; position: number }[], tenant: string) =>
    events.flatMap((event) => (event.tenant === tenant ? [event.position] : []));
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  it('has every event from the first, in the order of its tenant, by pages', async () => {
    const events = [];
    let after: Record<string, string> = {};
    for (let page = 0; page < 7; page += 1) {
      const answer = await ask(one.base, { count: '5', ...after });
      events.push(...answer.events);
      after = { after: answer.cursor };
    }
    expect(positions(events, 'acme')).toEqual(upTo(26));
    expect(positions(events, 'globex')).toEqual(upTo(5));
    expect((await ask(one.base, after)).text).toBe('[]');
  });

  it('gives one cursor that two replicas answer alike', async () => {
    const { cursor } = await ask(one.base, { count: '7' });
    const [here, there] = await Promise.all(
      [one, other].map(({ base }) => ask(base, { after: cursor, count: '4' })),
    );
    expect(there?.text).toBe(here?.text);
    expect(there?.cursor).toBe(here?.cursor);
    expect(here?.events).toHaveLength(4);
  });

  it('is CloudEvents in batched mode, as an SDK reads them', async () => {
    const { headers, text } = await ask(one.base, { tenant: 'globex' });
    expect(headers.get('content-type')).toBe('application/cloudevents-batch+json');
    const events = HTTP.toEvent({
      headers: { 'content-type': headers.get('content-type') as string },
      body: text,
    }) as CloudEvent[];
    for (const event of events) event.validate();
    expect(events[0]).toMatchObject({
      id: 'globex/1/e1',
      source: 'https://rollcall.test/tenants/globex',
      type: 'rollcall.UserDeactivated.v1',
      subject: 'users/u1',
      tenant: 'globex',
      position: 1,
      datacontenttype: 'application/json',
      data: { userName: 'Ann@acme.com' },
    });
  });

  it('is of one tenant, and of the types that were asked for', async () => {
    const globex = await ask(one.base, { tenant: 'globex' });
    expect(globex.events.every(({ tenant }) => tenant === 'globex')).toBe(true);
    for (const types of ['UserReactivated', 'rollcall.UserReactivated.v1,UserErased']) {
      const back = await ask(one.base, { types });
      expect(back.events.map(({ position }) => position)).toEqual([26]);
      expect((await ask(one.base, { types, after: back.cursor })).events).toEqual([]);
    }
  });

  it('links to the next page of the same request', async () => {
    const query = { tenant: 'acme', count: '3', types: 'UserDeactivated,UserErased', wait: '1' };
    const { headers, cursor } = await ask(one.base, query);
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
    const params = Object.fromEntries(new URL(next, one.base).searchParams);
    expect(params).toEqual({ ...query, after: cursor });
    expect((await ask(one.base, params)).events.map(({ position }) => position)).toEqual([4, 5, 6]);
  });

  it.each(['HEAD', 'GET'])('says where now is: %s', async (method) => {
    const now = await ask(one.base, { after: 'now' }, { method });
    expect([now.status, now.events]).toEqual([200, []]);
    const at = (await ask(one.base, { after: now.cursor })).events;
    expect(at).toEqual([]);
    expect((await ask(one.base)).cursor).toBe(now.cursor);
  });

  it('waits for the next event of its tenant, at either replica, and for no other tenant', async () => {
    const { cursor } = await ask(one.base);
    let early = 0;
    const waiting = [one, other].map(async ({ base }) => {
      const answer = await ask(base, { tenant: 'initech', after: cursor, wait: '30' });
      early += answer.events.length === 0 ? 1 : 0;
      return answer;
    });
    // Nobody knows this tenant until its first event: 404, like the directory.
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([404, 404]);
    await on.tellAll('initech', 1, 1);
    await eventually(async () => {
      expect((await ask(other.base, { tenant: 'initech' })).events).toHaveLength(1);
    });
    const begin = (await ask(one.base, { tenant: 'initech' })).cursor;
    early = 0;
    const both = [one, other].map(async ({ base }) => {
      const answer = await ask(base, { tenant: 'initech', after: begin, wait: '30' });
      early += answer.events.length === 0 ? 1 : 0;
      return answer.events.map(({ position }) => position);
    });
    await on.tellAll('globex', 6, 6);
    await eventually(async () =>
      expect((await ask(one.base, { tenant: 'globex' })).events).toHaveLength(6),
    );
    await on.tellAll('initech', 2, 2);
    expect(await Promise.all(both)).toEqual([[2], [2]]);
    expect(early).toBe(0);
  });

  it('answers those who wait when it stops, and ends', async () => {
    const third = await on.start();
    const { cursor } = await ask(third.base, { after: 'now' });
    const waiting = ask(third.base, { after: cursor, tenant: 'acme', wait: '30' });
    await eventually(async () => {
      const metrics = await (await fetch(`${third.internal}/metrics`)).text();
      expect(metrics).toMatch(/rollcall_delivery_waiting_clients\{[^}]*\} 1/);
    });
    expect(await third.stop()).toBe(0);
    const answer = await waiting;
    expect([answer.status, answer.text]).toEqual([200, '[]']);
  });

  describe('a key', () => {
    it('for some tenants sees those alone', async () => {
      const { events } = await ask(one.base, {}, { key: ACME_KEY });
      expect(positions(events, 'acme')).toEqual(upTo(26));
      expect(events).toHaveLength(26);
      const refused = await ask(one.base, { tenant: 'globex' }, { key: ACME_KEY });
      const unknown = await ask(one.base, { tenant: 'nobody' });
      expect([refused.status, refused.text]).toEqual([404, unknown.text]);
    });

    it.each([
      ['nobody knows', 'an-unknown-key-of-somebody', 401],
      ['has another scope', 'another-scope-altogether', 403],
    ])('that %s is refused', async (_, key, status) => {
      expect((await ask(one.base, {}, { key })).status).toBe(status);
      expect((await ask(one.base, {}, { key, method: 'HEAD' })).status).toBe(status);
    });
  });

  it.each([
    [{ after: 'x' }, /^after must be a cursor/],
    [
      { after: Buffer.from('v1.0123456789ab.-1.0').toString('base64url') },
      /after must be a cursor/,
    ],
    [{ wait: '31' }, /^wait must be a whole number from 0 to 30/],
    [{ wait: '1e1' }, /^wait must be/],
    [{ count: '0' }, /^count must be a whole number from 1 to 1000/],
    [{ count: '1001' }, /^count must be/],
    [{ types: 'UserVanished' }, /no type of event: UserVanished/],
    [{ types: '__proto__' }, /no type of event/],
    [{ type: 'UserErased' }, /Use after, tenant, types, count, wait/],
    [{ __proto__x: '1' }, /parameter that is unknown/],
  ])('refuses %j with what to do', async (query, detail) => {
    const { status, headers, text } = await ask(one.base, query);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect((JSON.parse(text) as { detail: string }).detail).toMatch(detail);
  });

  it('has its OpenAPI document, for who has a key', async () => {
    const of = (key: string) =>
      fetch(`${one.base}/events/v1/openapi.json`, { headers: { authorization: `Bearer ${key}` } });
    const answer = await of(ACME_KEY);
    expect([answer.status, await answer.json()]).toMatchObject([200, { openapi: '3.1.0' }]);
    expect((await of('an-unknown-key-of-somebody')).status).toBe(401);
  });

  it('refuses a parameter that comes twice', async () => {
    const response = await fetch(`${one.base}/events/v1?tenant=acme&tenant=globex`, {
      headers: { authorization: 'Bearer a-client-key-for-the-specs' },
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('tenant must be given once'),
    ]);
  });

  it('refuses a cursor of another feed, and one that is ahead of it', async () => {
    const of = (text: string) => Buffer.from(text).toString('base64url');
    const [, feed] = Buffer.from((await ask(one.base)).cursor, 'base64url')
      .toString()
      .split('.');
    for (const cursor of [of('v1.0123456789ab.1.0'), of(`v1.${feed}.999999.0`)]) {
      const { status, text } = await ask(one.base, { after: cursor });
      expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([410, 'feed-replaced']);
    }
  });
});

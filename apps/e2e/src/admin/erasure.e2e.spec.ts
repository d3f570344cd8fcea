import { foundText } from '@rollcall/testing';
import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { bodyOf, filter, idOf, USER, type Body } from '../support/client';
import { inLog, readPublished } from '../support/records';
import { eventually, loginOf, whenPublished } from '../audit/settled';
import { startStack, type Stack } from '../support/stack';
import {
  adminOf,
  closeTenant,
  JSON_TYPE,
  newLink,
  newTenant,
  type Tenant,
} from '../support/tenants';
import { Visitor } from '../support/visitor';

jest.setTimeout(240_000);

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const SECOND = { TOPIC_GENERATION: '2' } as const;
const TEXTS = ['zelda', 'quux', '00uzelda', 'zq@private.example'];
const zelda = (userName: string): Body => ({
  schemas: [USER],
  userName,
  displayName: 'Zelda Quux',
  externalId: '00uZELDA',
  active: true,
});

/** What is erased is found nowhere: one stack, killed in the middle, then moved to a new topic. */
describe('erasure', () => {
  let stack: Stack;
  let tenant: Tenant;
  let closed: Tenant;
  let person: string;
  beforeAll(async () => {
    stack = await startStack({ gateways: 2 });
    [tenant, closed] = [await newTenant(stack, 'full'), await newTenant(stack, 'full')];
    for (const { id } of [tenant, closed])
      await adminOf(stack).send('PUT', `/tenants/${id}/capture`, { minutes: 10 }, JSON_TYPE);
    // Captures hold everywhere within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    person = await departed(tenant);
    await departed(closed, false);
  });
  afterAll(() => stack?.stop());

  const admin = (gateway = 0) => adminOf(stack, gateway);
  /** Somebody came, was changed, looked up, in groups and out of them, and perhaps left. */
  const departed = async ({ client }: Tenant, leaves = true): Promise<string> => {
    const more = {
      name: { familyName: 'Quux', givenName: 'Zelda', formatted: 'Zelda Quux' },
      emails: [{ value: 'zq@private.example', type: 'work' }],
    };
    const id = idOf(await client.post('/Users', { ...zelda('Zelda.Quux@example.com'), ...more }));
    await client.patch(`/Users/${id}`, [{ op: 'replace', path: 'nickName', value: 'Zeldaline' }]);
    await client.get(filter('userName eq "zelda.quux@example.com"'));
    const members = [{ value: id, display: 'Zelda Quux' }];
    const team = { schemas: [GROUP], displayName: 'Desk of Zelda Quux', members };
    const made = idOf(await client.post('/Groups', team));
    const path = `/Groups/${made}`;
    await client.patch(path, [{ op: 'replace', path: 'displayName', value: 'Desk 7' }]);
    if (leaves) expect((await client.delete(`/Users/${id}`)).status).toBe(204);
    return id;
  };
  const erase = (user: string, gateway = 0) =>
    admin(gateway).post(`/tenants/${tenant.id}/erasures`, { user }, JSON_TYPE);
  const erasuresOf = async (id: string, gateway: number): Promise<readonly Body[]> =>
    bodyOf(await admin(gateway).get(`/tenants/${id}/erasures`))['erasures'] as Body[];
  /** The last step waits a minute, which is made to have passed. */
  const ended = async (id: string, gateway = 0): Promise<readonly Body[]> => {
    const isNear = ({ steps }: Body): boolean => (steps as readonly string[]).length >= 3;
    await eventually(
      () => erasuresOf(id, gateway),
      (all) => all.every(isNear),
      60_000,
    );
    const age = `UPDATE erasures SET asked_at = asked_at - interval '1 minute', due_at = now()
      WHERE tenant_id = $1 AND done_at IS NULL`;
    return eventually(
      async () => {
        await inLog(stack, age, [id]);
        return erasuresOf(id, gateway);
      },
      (all) => all.every(({ doneAt }) => doneAt !== null),
      30_000,
    );
  };
  const directoryUrl = () =>
    Object.assign(new URL(stack.databaseUrl), { pathname: '/rollcall_directory' }).href;
  const everywhere = async (): Promise<readonly string[]> => [
    ...(await foundText(stack.logDatabaseUrl, TEXTS)),
    ...(await foundText(directoryUrl(), TEXTS)),
  ];

  it('is refused for a live user, an unknown one, and an open tenant', async () => {
    const live = idOf(await tenant.client.post('/Users', zelda('other.quux@example.com')));
    expect(await erase(live)).toMatchObject({
      status: 409,
      body: { code: 'not-deprovisioned', detail: expect.stringMatching(/DELETE/) as string },
    });
    expect((await erase(randomUUID())).status).toBe(404);
    expect((await erase('zelda')).status).toBe(404);
    expect((await admin().post(`/tenants/${tenant.id}/erasures`, {}, JSON_TYPE)).status).toBe(400);
    expect(await admin().delete(`/tenants/${closed.id}`)).toMatchObject({
      status: 409,
      body: { code: 'not-closed', detail: expect.stringMatching(/PATCH/) as string },
    });
    await tenant.client.delete(`/Users/${live}`);
    expect((await erase(live)).status).toBe(202);
  });

  it('ends a closed tenant at once: its token is unknown, its id is not given again', async () => {
    const link = await newLink(stack, closed.id);
    const visitor = new Visitor(stack);
    await visitor.open(link.url);
    const unknown = await tenant.client.get('/Users', { authorization: `Bearer ${'rc_'}x` });
    await closeTenant(stack, closed.id);
    const answer = await admin().delete(`/tenants/${closed.id}`);
    expect([answer.status, bodyOf(answer)['says']]).toEqual([202, expect.stringMatching(/final/)]);
    for (const client of closed.clients)
      await eventually(
        () => client.get('/Users?count=1'),
        ({ status, text }) => status === 401 && text === unknown.text,
        10_000,
      );
    expect((await admin(1).get(`/tenants/${closed.id}`)).status).toBe(404);
    const tokens = await admin().post(`/tenants/${closed.id}/tokens`, {}, JSON_TYPE);
    expect(tokens.status).toBe(404);
    const again = { id: closed.id, name: 'Again' };
    expect(await admin().post('/tenants', again, JSON_TYPE)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/erased/) as string },
    });
    await eventually(
      () => visitor.get('/session'),
      ({ status }) => status === 401,
    );
    const listed = bodyOf(await admin().get('/tenants?count=500'))['tenants'] as Body[];
    expect(listed.map(({ id }) => id)).not.toContain(closed.id);
    expect([200, 202]).toContain((await admin(1).delete(`/tenants/${closed.id}`)).status);
  });

  it('goes on at the other gateway when its own is killed', async () => {
    const answer = await erase(person);
    await stack.kill9('gateway');
    expect(answer.status).toBe(202);
    expect(bodyOf(answer)).toMatchObject({ subject: `users/${person}`, doneAt: null });
    const [erasure] = await ended(tenant.id, 1);
    await ended(closed.id, 1);
    expect(erasure).toMatchObject({
      toldIn: [1],
      says: expect.stringMatching(/generation 2/) as string,
    });
    await stack.start('gateway');
    expect(await erase(person)).toMatchObject({ status: 200, body: { toldIn: [1] } });
  });

  it('leaves nothing of the person in any table or in the directory', async () => {
    await eventually(everywhere, (found) => found.length === 0);
    const { body } = await loginOf(stack, tenant.id, 'zelda.quux@example.com');
    expect(body).toMatchObject({ reason: 'unknown', held: false });
    expect((await tenant.client.get(`/Users/${person}`)).status).toBe(404);
    const published = await readPublished(stack.brokers, tenant.id);
    expect(published.map(({ type }) => type)).toContain('UserErased');
  });

  it('is shown by the events of the admin API', async () => {
    const eventsOf = async (id: string): Promise<Body[]> => {
      const answer = await admin().get(`/tenants/${id}/events?count=500`);
      expect(answer.status).toBe(200);
      return bodyOf(answer)['events'] as Body[];
    };
    const gone = await eventsOf(closed.id);
    expect(gone.at(-1)).toMatchObject({ type: 'TenantErased', position: gone.length });
    expect(new Set(gone.slice(0, -1).map(({ type }) => type))).toEqual(new Set(['EventRedacted']));
    const ofPerson = (await eventsOf(tenant.id)).filter(
      ({ subject }) => subject === `users/${person}`,
    );
    expect(ofPerson[0]).toMatchObject({
      type: 'EventRedacted',
      data: { type: 'UserProvisioned', version: 1 },
      redactedAt: expect.any(String) as string,
    });
    expect(ofPerson.at(-1)).toMatchObject({ type: 'UserErased', data: { userId: person } });
    expect((await admin().get('/tenants/nowhere/events')).status).toBe(404);
  });

  it('leaves nothing of the tenant in Redis', async () => {
    const redis = createClient({ url: stack.redisUrl });
    await redis.connect();
    const keys = await redis.keys('*');
    expect(keys.filter((key) => key.includes(closed.tokenId))).toEqual([]);
    expect(keys.some((key) => key.includes(tenant.tokenId))).toBe(true);
    redis.destroy();
  });

  it('is forgotten by a new generation, from which the directory is rebuilt equal to the log', async () => {
    const reach = { KAFKA_BROKERS: stack.brokers.join(','), DATABASE_URL: stack.logDatabaseUrl };
    const drop = (): Promise<{ code: number; output: string }> =>
      stack.command('apps/scim-gateway/dist/commands/drop-topic.js', {
        ...reach,
        ...SECOND,
        DROP_GENERATION: '1',
      });
    expect(await drop()).toMatchObject({
      code: 1,
      output: expect.stringMatching(/still publishes generation 1/) as string,
    });
    const topics = { ...reach, ...SECOND, DEVELOPMENT: 'true' };
    expect((await stack.command('apps/scim-gateway/dist/commands/topics.js', topics)).code).toBe(0);
    for (const name of ['gateway', 'gateway-2', 'directory'] as const) {
      stack.configure(name, SECOND);
      await stack.stopPart(name);
      await stack.start(name);
    }
    const moved = { ...stack, generation: 2 };
    for (const { id } of [tenant, closed]) {
      const { position } = await whenPublished(moved, id);
      const published = await readPublished(stack.brokers, id, 2);
      expect(published.map((one) => one.position)).toEqual(
        Array.from({ length: position }, (_, i) => i + 1),
      );
      const said = JSON.stringify(published).toLowerCase();
      expect(TEXTS.filter((text) => said.includes(text))).toEqual([]);
    }
    const { code, output } = await stack.rebuild(SECOND);
    expect([code, output]).toEqual([0, expect.stringContaining('Swapped')]);
    expect(await everywhere()).toEqual([]);
    expect(await drop()).toMatchObject({ code: 0 });
    await eventually(
      () =>
        readPublished(stack.brokers, tenant.id).then(
          () => false,
          () => true,
        ),
      (gone) => gone,
    );
    expect(await erase(person)).toMatchObject({
      status: 200,
      body: { toldIn: [], says: 'Erased.' },
    });
    expect((await tenant.client.post('/Users', zelda('Zelda.Quux@example.com'))).status).toBe(201);
  });
});

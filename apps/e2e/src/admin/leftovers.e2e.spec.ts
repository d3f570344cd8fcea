import { topics } from '@rollcall/contracts';
import { createKafka } from '@rollcall/subscriber';
import { foundText } from '@rollcall/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import { createClient } from 'redis';
import { bodyOf, Client, idOf, type Body } from '../support/client';
import { everyAttribute, MARK, markedHeaders, nameEverywhere } from './marked-person';
import { inLog, readPublished } from '../support/records';
import { eventually, sleep, whenPublished } from '../audit/settled';
import { startStack, type Stack } from '../support/stack';
import {
  adminOf,
  closeTenant,
  issueToken,
  JSON_TYPE,
  newLink,
  newTenant,
  type Tenant,
} from '../support/tenants';

jest.setTimeout(300_000);

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const NEXT = { TOPIC_GENERATION: '2' } as const;
const NAME = `${MARK} Quux`;

/**
 * What docs/erasure.md says stays of an erased person: what somebody else says of them now, where that
 * is kept, and the generation of the topic with their events (which is not searched).
 */
const STAYS = ['directory public.users', 'log public.events', 'log public.streams'];

/** A person is erased, and then their tenant: everything that is kept is searched for a marker. */
describe('what an erasure leaves', () => {
  let stack: Stack;
  let tenant: Tenant;
  let person: string;
  /** Groups that still contain the name, which the provider must change. */
  let carol: string;

  const directoryOf = () => new Client(stack.directory, stack.keys.client);
  const send = (method: string, path: string, body: Body) =>
    adminOf(stack).send(method, `/tenants/${tenant.id}${path}`, body, JSON_TYPE);

  /** In every place there is: as a person, in what others say, in requests of all kinds. */
  const lived = async (): Promise<void> => {
    const { client } = tenant;
    await send('PUT', '/capture', { minutes: 10 });
    await sleep(2_000);
    const marked = await everyAttribute(client, NAME, `${MARK}.Quux@example.com`);
    person = idOf(await client.post('/Users', marked, markedHeaders));
    await client.patch(`/Users/${person}`, [{ op: 'replace', path: 'nickName', value: MARK }]);
    const friend = await everyAttribute(client, `Friend of ${NAME}`, `bob-${MARK}@example.com`);
    const bob = idOf(await client.post('/Users', friend, markedHeaders));
    const plain = await everyAttribute(client, 'Friend of Eve', 'bob@example.com');
    expect((await client.put(`/Users/${bob}`, plain)).status).toBe(200);
    const manager = {
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        manager: { value: person, displayName: NAME },
      },
    };
    await client.patch(`/Users/${bob}`, [{ op: 'add', value: manager }]);
    await client.patch(`/Users/${bob}`, [
      { op: 'remove', path: `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager` },
    ]);
    const says = { ...plain, userName: 'carol@example.com', title: `Assistant of ${NAME}` };
    carol = idOf(await client.post('/Users', says));
    const gone = idOf(
      await client.post('/Users', { ...friend, userName: `eve-${MARK}@example.com` }),
    );
    await client.delete(`/Users/${gone}`);
    const members = [
      { value: person, display: NAME, type: 'User' },
      { value: bob, display: NAME },
    ];
    const team = {
      schemas: [GROUP],
      displayName: `Desk of ${NAME}`,
      externalId: `${MARK}-g`,
      members,
    };
    const made = idOf(await client.post('/Groups', team, markedHeaders));
    await client.put(`/Groups/${made}`, {
      schemas: [GROUP],
      displayName: 'Desk 7',
      members: [{ value: bob }],
    });
    await nameEverywhere(client, person);
    for (const path of [`users?search=${MARK}`, `requests?user=${MARK}`, `groups?search=${MARK}`])
      await adminOf(stack).get(`/tenants/${tenant.id}/${path}`, markedHeaders);
    await directoryOf().get(`/tenants/${tenant.id}/logins/${MARK}.Quux@example.com`, markedHeaders);
    await directoryOf().get(`/tenants/${tenant.id}/users?filter=title%20co%20%22${MARK}%22`);
    await fetch(new URL(`/console/${MARK}?${MARK}=1`, stack.admin[0]), {
      headers: { cookie: MARK },
    });
  };

  const sampled = async (): Promise<void> => {
    for (const connectionString of [stack.logDatabaseUrl, stack.directoryDatabaseUrl]) {
      const client = new Postgres({ connectionString });
      await client.connect();
      await client.query('ANALYZE');
      await client.end();
    }
  };

  /** Every table of both databases and what Postgres sampled of them, by place. */
  const inDatabases = async (): Promise<readonly string[]> => {
    const urls = { log: stack.logDatabaseUrl, directory: stack.directoryDatabaseUrl };
    const found = await Promise.all(
      Object.entries(urls).map(async ([name, url]) =>
        (await foundText(url, [MARK])).map(
          (one) => `${name} ${one.slice(0, one.lastIndexOf(':'))}`,
        ),
      ),
    );
    return found.flat().sort();
  };

  const inRedis = async (text: string): Promise<readonly string[]> => {
    const redis = createClient({ url: stack.redisUrl });
    await redis.connect();
    const found: string[] = [];
    for (const key of await redis.keys('*')) {
      const dump = String(await redis.sendCommand(['DUMP', key]));
      if (`${key} ${dump}`.includes(text)) found.push(key);
    }
    const { dir = '' } = await redis.configGet('dir');
    redis.destroy();
    const files = readdirSync(dir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      if (readFileSync(path, 'latin1').includes(text)) found.push(file.name);
    }
    return found;
  };

  const inLogs = (text = MARK): readonly string[] =>
    readdirSync(stack.logs).filter((file) =>
      readFileSync(join(stack.logs, file), 'utf8').toLowerCase().includes(text.toLowerCase()),
    );

  /** The minute of the last steps is made to have passed. */
  const ended = (subject: string): Promise<readonly Body[]> =>
    eventually(
      async () => {
        const answer = await adminOf(stack).get(`/tenants/${tenant.id}/erasures`);
        const all = bodyOf(answer)['erasures'] as Body[];
        const [one] = all.filter((each) => each['subject'] === subject);
        if ((one?.['steps'] as string[] | undefined)?.includes('told'))
          await inLog(
            stack,
            `UPDATE erasures SET asked_at = asked_at - interval '1 minute',
               due_at = least(due_at, now()) WHERE tenant_id = $1 AND done_at IS NULL
               AND asked_at > now() - interval '1 minute'`,
            [tenant.id],
          );
        return all;
      },
      (all) => all.some((one) => one['subject'] === subject && one['doneAt'] !== null),
      90_000,
    );

  beforeAll(async () => {
    stack = await startStack();
    tenant = await newTenant(stack, 'full');
    await lived();
    await whenPublished(stack, tenant.id);
    await sleep(1_500);
    await sampled();
  });
  afterAll(() => stack?.stop());

  it('is looked for where it was', async () => {
    const found = await inDatabases();
    expect(found).toEqual(
      expect.arrayContaining([
        ...STAYS,
        ...['public.claims', 'pg_stats public.claims.value'].map((one) => `log ${one}`),
        'directory pg_stats public.users.login',
      ]),
    );
    expect(found.filter((one) => one.startsWith('log public.requests_'))).not.toEqual([]);
    const published = JSON.stringify(await readPublished(stack.brokers, tenant.id));
    expect(published).toContain(MARK);
  });

  it('is in no log of a service, although requests named it', () => {
    expect(inLogs(tenant.id)).not.toEqual([]);
    expect(inLogs()).toEqual([]);
  });

  it('of a person is what others say of them now, and nothing else', async () => {
    expect((await tenant.client.delete(`/Users/${person}`)).status).toBe(204);
    const accepted = await send('POST', '/erasures', { user: person });
    expect(accepted.status).toBe(202);
    const [erasure] = await ended(`users/${person}`);
    expect(erasure).toMatchObject({ namedIn: [`users/${carol}`] });
    await eventually(inDatabases, (found) => found.every((one) => STAYS.includes(one)));
    expect(await inDatabases()).toEqual(STAYS);
    const saying = await stillSaid();
    expect(saying).toEqual([`users/${carol}`]);
    expect(inLogs()).toEqual([]);
    expect(await inRedis(MARK)).toEqual([]);
  });

  /** Of the log's rows: whose they are. */
  const stillSaid = async (): Promise<readonly string[]> => {
    const client = new Postgres({ connectionString: stack.logDatabaseUrl });
    await client.connect();
    const { rows } = await client.query<{ subject: string }>(
      `SELECT subject FROM events e WHERE e::text ~* $1 UNION SELECT subject FROM streams s WHERE s::text ~* $1`,
      [MARK],
    );
    await client.end();
    return rows.map(({ subject }) => subject);
  };

  it('is in no message of the newest generation of the topic but theirs', async () => {
    const reach = { KAFKA_BROKERS: stack.brokers.join(','), DATABASE_URL: stack.logDatabaseUrl };
    const made = { ...reach, ...NEXT, DEVELOPMENT: 'true' };
    expect((await stack.command('apps/scim-gateway/dist/commands/topics.js', made)).code).toBe(0);
    for (const name of ['gateway', 'directory'] as const) {
      stack.configure(name, NEXT);
      await stack.stopPart(name);
      await stack.start(name);
    }
    await whenPublished({ ...stack, generation: 2 }, tenant.id);
    const messages = await everyMessage(topics.provisioning(2));
    expect(messages.length).toBeGreaterThan(10);
    const marked = messages.filter((one) => one.toLowerCase().includes(MARK.toLowerCase()));
    expect(marked.filter((one) => !one.includes(carol))).toEqual([]);
  });

  /** Key, headers and value of each message, as text. */
  const everyMessage = async (topic: string): Promise<readonly string[]> => {
    const log = { warn: () => undefined, error: () => undefined };
    const kafka = createKafka({ brokers: stack.brokers, clientId: 'leftovers', log });
    const consumer = kafka.consumer({ groupId: `leftovers-${Date.now()}` });
    const found: string[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message: { key, headers = {}, value } }) => {
        const heads = Object.entries(headers).map(([name, one]) => `${name}: ${String(one)}`);
        found.push([String(key), ...heads, String(value)].join('\n'));
        return Promise.resolve();
      },
    });
    const { position } = await whenPublished({ ...stack, generation: 2 }, tenant.id);
    await eventually(
      () => Promise.resolve(found.length),
      (count) => count >= position,
      40_000,
    );
    await consumer.disconnect();
    return found;
  };

  it('of a tenant is nothing at all, its labels and who acted included', async () => {
    await issueToken(stack, tenant.id, { label: `Token of ${MARK}` });
    await newLink(stack, tenant.id, { label: `Link of ${MARK}` });
    await tenant.client.get('/Users?count=1');
    await sampled();
    await eventually(
      () => inRedis(MARK),
      (found) => found.length > 1,
    );
    await closeTenant(stack, tenant.id);
    expect((await adminOf(stack).delete(`/tenants/${tenant.id}`)).status).toBe(202);
    await ended(`tenants/${tenant.id}`);
    await eventually(inDatabases, (found) => found.length === 0);
    await eventually(
      () => inRedis(MARK),
      (found) => found.length === 0,
    );
    expect(inLogs()).toEqual([]);
    const actors = `SELECT actor FROM events WHERE type <> 'TenantErased' AND actor <> 'redacted'`;
    const client = new Postgres({ connectionString: stack.logDatabaseUrl });
    await client.connect();
    const { rows } = await client.query(`${actors} AND tenant_id = $1`, [tenant.id]);
    await client.end();
    expect(rows).toEqual([]);
  });
});

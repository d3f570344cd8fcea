import { randomUUID } from 'node:crypto';
import { Client as Postgres } from 'pg';
import { Client, filter, idOf, strictUser } from '../support/client';
import { eventually, loginOf, sleep, whenPublished } from '../audit/settled';
import { startStack, type Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';
import type { Answer } from '../support/tools';

jest.setTimeout(180_000);

const BOUND_SECONDS = 4;
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** First key of the relay's advisory lock, see log/relay-leader.ts; the second is the generation. */
const LOCK_SPACE = 0x5c1a;

/** A log-in answer is measured against the log: an unpublished event makes it older. */
describe('a log-in answer', () => {
  let stack: Stack;
  let tenant: Tenant;
  let other: Tenant;
  let log: Postgres;
  beforeAll(async () => {
    stack = await startStack({
      env: { directory: { LOGIN_MAX_AGE_SECONDS: String(BOUND_SECONDS) } },
    });
    tenant = await newTenant(stack);
    other = await newTenant(stack);
    log = new Postgres({ connectionString: stack.logDatabaseUrl });
    await log.connect();
  });
  afterAll(async () => {
    await log?.end();
    await stack?.stop();
  });

  const login = (of: Tenant, name: string) => loginOf(stack, of.id, name);
  const made = async (of: Tenant, name: string): Promise<string> => {
    const answer = await of.client.post('/Users', strictUser(name));
    expect(answer.status).toBe(201);
    await whenPublished(stack, of.id);
    await eventually(
      () => login(of, name),
      ({ body }) => body['mayLogIn'] === true && body['provenCurrentSecondsAgo'] === 0,
    );
    return idOf(answer);
  };
  const switchOff = async (of: Tenant, id: string): Promise<void> => {
    const off = [{ op: 'replace', value: { active: false } }];
    expect((await of.client.patch(`/Users/${id}`, off)).status).toBe(200);
  };

  it('ages when the relay stands still, is 503 past the bound, and is right once it goes on', async () => {
    const id = await made(tenant, 'leaver@example.com');
    await made(other, 'stays@example.com');
    // No gateway leads while somebody else has the lock of the relay.
    const lock = log.query('SELECT pg_advisory_lock($1, $2)', [LOCK_SPACE, stack.generation]);
    const ender = new Postgres({ connectionString: stack.logDatabaseUrl });
    await ender.connect();
    await eventually(
      () => ender.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`),
      ({ rowCount }) => rowCount === 1,
    );
    await ender.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rollcall-relay'`,
    );
    await ender.end();
    await lock;
    // The age counts from the time of the event, which is before its response.
    const began = performance.now();
    await switchOff(tenant, id);
    await sleep(2_500);
    const old = await login(tenant, 'leaver@example.com');
    expect(old).toMatchObject({ status: 200, body: { mayLogIn: true, held: false } });
    expect(old.body['provenCurrentSecondsAgo']).toBeGreaterThanOrEqual(2);
    const refused = await eventually(
      () => login(tenant, 'leaver@example.com'),
      ({ status }) => status === 503,
      8_000,
    );
    expect(refused.body['detail']).toMatch(
      /up to position \d+, was last known to be current \d+ s ago/,
    );
    expect(performance.now() - began).toBeGreaterThanOrEqual(BOUND_SECONDS * 1_000 - 1);
    // Nothing was recorded of the other tenant: its answers are as good as ever.
    const same = await login(other, 'stays@example.com');
    expect(same.status).toBe(200);
    expect(same.body['provenCurrentSecondsAgo']).toBeLessThanOrEqual(1);
    await log.query('SELECT pg_advisory_unlock_all()');
    const right = await eventually(
      () => login(tenant, 'leaver@example.com'),
      ({ status }) => status === 200,
    );
    expect(right.body).toMatchObject({ mayLogIn: false, held: false });
    expect(right.body['provenCurrentSecondsAgo']).toBeLessThan(BOUND_SECONDS);
  });

  it('ages when its tenant is held, and names the position that it holds for', async () => {
    const id = await made(tenant, 'held@example.com');
    const directory = new Postgres({ connectionString: stack.directoryDatabaseUrl });
    await directory.connect();
    await directory.query(
      `UPDATE checkpoints SET held = 'for the spec', held_partition = 0, held_offset = 0 WHERE tenant_id = $1`,
      [tenant.id],
    );
    const before = (await whenPublished(stack, tenant.id)).position;
    await switchOff(tenant, id);
    await sleep(2_500);
    const old = await login(tenant, 'held@example.com');
    expect(old).toMatchObject({ status: 200, body: { held: true, position: before } });
    expect(old.body['provenCurrentSecondsAgo']).toBeGreaterThanOrEqual(2);
    await eventually(
      () => login(tenant, 'held@example.com'),
      ({ status }) => status === 503,
      8_000,
    );
    await directory.end();
  });

  it('is not proven when its rows go back, as after a failover to a standby that lags', async () => {
    const of = await newTenant(stack);
    const id = await made(of, 'back@example.com');
    const directory = new Postgres({ connectionString: stack.directoryDatabaseUrl });
    await directory.connect();
    const before = (await whenPublished(stack, of.id)).position;
    await switchOff(of, id);
    await eventually(
      () => login(of, 'back@example.com'),
      ({ body }) => body['mayLogIn'] === false && body['provenCurrentSecondsAgo'] === 0,
    );
    // Until the log is asked again the proof of the position before is what the directory has.
    await sleep(BOUND_SECONDS * 1_000);
    await login(of, 'back@example.com');
    await directory.query(
      `WITH rows AS (UPDATE users SET active = true WHERE tenant_id = $1)
       UPDATE checkpoints SET position = $2 WHERE tenant_id = $1`,
      [of.id, before],
    );
    const lists = new Client(stack.directory, stack.keys.client);
    const end = performance.now() + 2_500;
    while (performance.now() < end) {
      const { status } = await login(of, 'back@example.com');
      expect(status).toBe(503);
      const { headers } = await lists.get(`/tenants/${of.id}/users?count=1`);
      const age = headers['x-rollcall-proven-seconds-ago'] ?? Number.POSITIVE_INFINITY;
      expect(Number(age)).toBeGreaterThanOrEqual(BOUND_SECONDS);
    }
    await directory.end();
  });

  it('contains the position of the response to a change over SCIM', async () => {
    const people = await newTenant(stack, 'full');
    const positionOf = ({ headers }: Answer): number => Number(headers['x-rollcall-position']);
    const { client } = people;
    const created = await client.post('/Users', strictUser('position@example.com'));
    const path = `/Users/${idOf(created)}`;
    const answers = [
      created,
      await client.put(path, strictUser('position@example.com', { displayName: 'Put' })),
      await client.patch(path, [{ op: 'replace', value: { active: false } }]),
      await client.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [{ method: 'DELETE', path }],
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    const { position } = await whenPublished(stack, people.id);
    expect(answers.map(positionOf)).toEqual([position - 3, position - 2, position - 1, position]);
    const gone = await loginOf(stack, people.id, 'position@example.com', position);
    expect(gone).toMatchObject({ status: 200, body: { reason: 'unknown', position } });
    // Lists say theirs, over SCIM and of the directory.
    const directory = new Client(stack.directory, stack.keys.client);
    for (const list of [
      await client.get('/Users?count=1'),
      await client.get('/Groups?count=1'),
      await directory.get(`/tenants/${people.id}/users?count=1`),
      await directory.get(`/tenants/${people.id}/groups?count=1`),
    ])
      expect([list.status, positionOf(list)]).toEqual([200, position]);
    const group = await client.post('/Groups', { schemas: [GROUP], displayName: 'Team' });
    const team = `/Groups/${idOf(group)}`;
    const renamed = await client.patch(team, [{ op: 'replace', value: { displayName: 'Crew' } }]);
    const removed = await client.delete(team);
    expect([group, renamed, removed].map(positionOf)).toEqual([1, 2, 3].map((n) => position + n));
    // So does what is read of the log: one resource, and who is found by an attribute of their own.
    const late = await client.post('/Users', strictUser('late@example.com'));
    const found = [
      await client.get(`/Users/${idOf(late)}`),
      await client.get(filter('userName eq "late@example.com"')),
    ];
    expect(found.map((one) => [one.status, positionOf(one)])).toEqual(
      Array(2).fill([200, position + 4]),
    );
    // And a list without results, of the log and of the directory, of one type and of all.
    const newest = `?atLeast=${position + 4}`;
    const empty = [
      ...['userName', 'externalId', 'id'].map((by) => filter(`${by} eq "nobody@example.com"`)),
      filter(`id eq "${randomUUID()}"`),
      filter('displayName sw "nobody"'),
      filter('displayName eq "nobody"').replace('/Users', '/Groups'),
      filter('displayName eq "nobody"').replace('/Users', '/'),
      `/?count=1&cursor`,
    ].map((path) => client.get(path));
    const ofDirectory = ['users', 'groups', `users/${idOf(late)}/groups`, `users/${idOf(late)}`];
    const all = [
      ...(await Promise.all(empty)),
      ...(await Promise.all(
        ofDirectory.map((path) => directory.get(`/tenants/${people.id}/${path}${newest}`)),
      )),
    ];
    expect(all.map((one) => [one.status, positionOf(one)])).toEqual(
      all.map(() => [200, position + 4]),
    );
  });

  it('says of every answer of the directory how old it may be, and whether the tenant is held', async () => {
    await made(other, 'listed@example.com');
    const directory = new Client(stack.directory, stack.keys.client);
    for (const path of ['users?count=1', 'groups?count=1', 'logins/listed@example.com']) {
      const { status, headers } = await directory.get(`/tenants/${other.id}/${path}`);
      const age = Number(headers['x-rollcall-proven-seconds-ago']);
      expect([status, headers['x-rollcall-held'], age <= 2]).toEqual([200, 'false', true]);
    }
  });

  it('is not given by lists over SCIM that show what the log has lost', async () => {
    const { id, client } = await newTenant(stack);
    await client.post('/Users', strictUser('lost@example.com'));
    expect((await client.get('/Users?count=1')).status).toBe(200);
    const directory = new Postgres({ connectionString: stack.directoryDatabaseUrl });
    await directory.connect();
    // As after a restore of the log alone: the directory is ahead of it.
    const ahead = (by: number) =>
      directory.query('UPDATE checkpoints SET position = position + $2 WHERE tenant_id = $1', [
        id,
        by,
      ]);
    await ahead(5);
    const lost = await client.get('/Users?count=1');
    expect([lost.status, lost.headers['retry-after']]).toEqual([503, expect.anything()]);
    await ahead(-5);
    expect((await client.get('/Users?count=1')).status).toBe(200);
    // And as after so many new changes that both are at the same position again.
    await log.query('INSERT INTO forks (tenant_id, number, position) VALUES ($1, 2, 0)', [id]);
    const other = await client.get('/Users?count=1');
    expect([other.status, other.headers['retry-after']]).toEqual([503, expect.anything()]);
    await log.query('DELETE FROM forks WHERE tenant_id = $1', [id]);
    expect((await client.get('/Users?count=1')).status).toBe(200);
    await directory.end();
  });

  it('ages when no gateway says where the log is', async () => {
    await made(other, 'alone@example.com');
    await stack.kill9('gateway');
    await eventually(
      () => login(other, 'alone@example.com'),
      ({ status }) => status === 503,
      10_000,
    );
    await stack.start('gateway');
    await eventually(
      () => login(other, 'alone@example.com'),
      ({ status, body }) => status === 200 && body['provenCurrentSecondsAgo'] === 0,
    );
  });
});

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  bodyOf,
  Client,
  filter,
  idOf,
  resourcesOf,
  strictUser,
  totalOf,
  type Body,
} from '../support/client';
import { follow, type Following } from '../support/lines';
import { eventually, loginOf, whenPublished } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, newTenant, type Tenant } from '../support/tenants';

const JSON_TYPE = { 'content-type': 'application/json' };
const TEST_DOMAIN = 'connection-test.rollcall.invalid';
const SUBSCRIBER = join(__dirname, '../../../../examples/who-may-log-in/dist/main.js');
const LEGS = ['look-up', 'create', 'read', 'change', 'deactivate', 'delete'];
const EVENTS = ['event:create', 'event:change', 'event:deactivate', 'event:delete'];

/** What the example of a subscriber prints, until it has said this of a tenant. */
const said = async (stack: Stack, text: string, tenantId: string): Promise<string> => {
  const child = spawn(process.execPath, [SUBSCRIBER], {
    env: { ...process.env, KAFKA_BROKERS: stack.brokers.join(',') },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    await eventually(
      () => Promise.resolve(output.split('\n')),
      (lines) => lines.some((line) => line.includes(text) && line.includes(tenantId)),
      40_000,
    );
    return output;
  } finally {
    child.kill('SIGKILL');
  }
};

export const connection = (the: () => Stack): void =>
  describe('a connection', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const admin = (gateway = 0): Client => adminOf(stack, gateway);
    const test = async (tenant: Tenant, token: string): Promise<Following> => {
      const path = `${stack.admin[0]}/tenants/${tenant.id}/connection/test`;
      const run = await follow(path, stack.operatorKey, { method: 'POST', body: { token } });
      await run.ended;
      return run;
    };
    const ended = ({ lines }: Following, state: string): string[] =>
      lines.filter((line) => line['state'] === state).map(({ leg }) => String(leg));
    const off = (tenant: Tenant): Promise<unknown> =>
      admin().send('PATCH', `/tenants/${tenant.id}`, { provisioning: 'disabled' }, JSON_TYPE);

    it('is drafted in steps that are there again, and enabled by save alone', async () => {
      const tenant = await newTenant(stack);
      await off(tenant);
      const path = `/tenants/${tenant.id}/connection`;
      const empty = bodyOf(await admin().get(path));
      expect(empty).toMatchObject({ provisioning: 'disabled', provider: null, savedAt: null });
      for (const step of [
        { provider: 'okta' },
        { expiry: { days: 90 } },
        { tokenId: tenant.tokenId },
      ])
        expect((await admin().send('PATCH', path, step, JSON_TYPE)).status).toBe(200);
      const drafted = bodyOf(await admin(1).get(path));
      expect(drafted).toMatchObject({
        provisioning: 'disabled',
        provider: 'okta',
        expiry: { days: 90 },
        tokenId: tenant.tokenId,
        savedAt: null,
        firstRequestAt: null,
      });
      const early = await tenant.client.post('/Users', strictUser('early@example.com'));
      expect(early.status).toBe(403);
      const saved = bodyOf(await admin().send('POST', `${path}/save`, undefined));
      expect(saved).toMatchObject({ provisioning: 'enabled', provider: 'okta' });
      expect(saved['savedAt']).toEqual(expect.any(String));
      const now = await tenant.client.post('/Users', strictUser('early@example.com'));
      expect(now.status).toBe(201);
    });

    it.each([
      { provider: 'acme' },
      { expiry: { days: 0 } },
      { expiry: {} },
      { expiry: { days: 9, date: '2027-01-01' } },
      { tokenId: 'x' },
      { colour: 'blue' },
    ])('%j is refused as a problem', async (step) => {
      const tenant = await newTenant(stack);
      const path = `/tenants/${tenant.id}/connection`;
      expect((await admin().send('PATCH', path, step, JSON_TYPE)).status).toBe(400);
    });

    it('passes its test while provisioning is off, each leg and each event', async () => {
      const tenant = await newTenant(stack);
      await off(tenant);
      const run = await test(tenant, tenant.token);
      expect(ended(run, 'failed')).toEqual([]);
      expect(ended(run, 'passed').sort()).toEqual([...LEGS, ...EVENTS].sort());
      expect(run.lines.at(-1)).toEqual({
        done: true,
        passed: true,
        ms: expect.any(Number) as unknown,
      });
      const shown = bodyOf(await admin().get(`/tenants/${tenant.id}/connection`));
      expect(shown).toMatchObject({ testPassed: true, provisioning: 'disabled' });
      expect(shown['firstRequestAt']).toBeNull();
    });

    it.each([
      ['token-malformed', () => Promise.resolve('not a token')],
      ['token-unknown', () => Promise.resolve(`rc_${'a'.repeat(16)}_${'b'.repeat(49)}`)],
      ['token-other-tenant', async () => (await newTenant(stack)).token],
      [
        'token-revoked',
        async (tenant: Tenant) => {
          const { id, token } = await issueToken(stack, tenant.id);
          await admin().delete(`/tenants/${tenant.id}/tokens/${id}`);
          return token;
        },
      ],
    ])('says %s of a wrong token, and what to do', async (code, token) => {
      const tenant = await newTenant(stack);
      const run = await test(tenant, await token(tenant));
      expect(run.lines).toEqual([
        { leg: 'look-up', state: 'running' },
        expect.objectContaining({
          leg: 'look-up',
          state: 'failed',
          code,
          advice: expect.stringMatching(/\w/) as unknown,
        }),
        expect.objectContaining({ done: true, passed: false }),
      ]);
      expect(JSON.stringify(run.lines)).not.toContain('rc_');
    });

    it('says of a token that is not whole, until a whole one comes', async () => {
      const tenant = await newTenant(stack);
      const path = `/tenants/${tenant.id}/connection`;
      const mangled = async (): Promise<unknown> => bodyOf(await admin(1).get(path))['mangled'];
      expect(await mangled()).toBeNull();
      const { token } = tenant;
      const swapped = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
      for (const one of [swapped, token.slice(0, 30), token.slice(0, 12)])
        expect((await new Client(stack.scim[0], one).get('/Users')).status).toBe(401);
      const prefix = token.slice(0, 7);
      const at = expect.any(String) as unknown;
      await eventually(mangled, (said) => (said as { count?: number } | null)?.count === 2);
      expect(await mangled()).toEqual({ prefix, count: 2, at });
      const logged = bodyOf(await admin().get(`/tenants/${tenant.id}/requests`));
      expect(logged).toMatchObject({ requests: [] });
      expect((await tenant.client.get('/Users')).status).toBe(200);
      await eventually(mangled, (said) => said === null);
    });

    it('never shows its test user in a list, a login answer or to a subscriber of people', async () => {
      const tenant = await newTenant(stack);
      const userName = `someone@${TEST_DOMAIN}`;
      const made = await tenant.client.post('/Users', strictUser(userName, { externalId: 'x1' }));
      expect(made.status).toBe(201);
      await tenant.client.post('/Users', strictUser('real@example.com', { externalId: 'x2' }));
      const { events } = await whenPublished(stack, tenant.id);
      expect(events.map(({ type, subject }) => [type, subject.split('/')[0]])).toEqual([
        ['TenantRegistered', 'tenants'],
        ['ProvisioningEnabled', 'tenants'],
        ['TestUserProvisioned', 'testusers'],
        ['UserProvisioned', 'users'],
      ]);
      const list = await tenant.clients[1]!.get('/Users');
      expect(resourcesOf(list).map((one) => one['userName'])).toEqual(['real@example.com']);
      expect(totalOf(await tenant.client.get(filter('userName co "invalid"')))).toBe(0);
      expect(totalOf(await tenant.client.get(filter('externalId eq "x1"')))).toBe(0);
      const login = await loginOf(stack, tenant.id, userName, 4);
      expect(login.body).toMatchObject({ mayLogIn: false, reason: 'unknown' });
      const shown = bodyOf(await admin().get(`/tenants/${tenant.id}/users`));
      expect(shown).toMatchObject({ total: 1 });
      const subscriber = await said(stack, 'real@example.com', tenant.id);
      expect(subscriber).not.toContain(TEST_DOMAIN);
      // The test finds it by its name and by its id.
      expect(totalOf(await tenant.client.get(filter(`userName eq "${userName}"`)))).toBe(1);
      expect((await tenant.client.get(`/Users/${idOf(made)}`)).status).toBe(200);
    });

    it('keeps people and test users apart', async () => {
      const tenant = await newTenant(stack);
      const real = await tenant.client.post('/Users', strictUser('real@example.com'));
      const tested = await tenant.client.post('/Users', strictUser(`one@${TEST_DOMAIN}`));
      const rename = (id: string, userName: string) =>
        tenant.client.patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: userName }]);
      for (const refused of [
        await rename(idOf(real), `two@${TEST_DOMAIN}`),
        await rename(idOf(tested), 'two@example.com'),
      ]) {
        expect(refused.status).toBe(400);
        expect(bodyOf(refused)['detail']).toContain(TEST_DOMAIN);
      }
      expect((await rename(idOf(tested), `two@${TEST_DOMAIN}`)).status).toBe(200);
    });

    it('shows users, one with its history, and the events in order', async () => {
      const tenant = await newTenant(stack);
      const made = await tenant.client.post('/Users', strictUser('ada@example.com'));
      await tenant.client.post('/Users', strictUser('bob@example.com'));
      await tenant.client.patch(`/Users/${idOf(made)}`, [
        { op: 'replace', path: 'active', value: false },
      ]);
      const path = `/tenants/${tenant.id}`;
      const found = bodyOf(await admin().get(`${path}/users?search=ADA`));
      expect(found).toMatchObject({
        total: 1,
        startIndex: 1,
        users: [{ id: idOf(made), userName: 'ada@example.com', active: false, externalId: null }],
      });
      const one = bodyOf(await admin().get(`${path}/users/${idOf(made)}`));
      expect(one).toMatchObject({ version: 2, resource: { userName: 'ada@example.com' } });
      expect((one['history'] as Body[]).map(({ type }) => type)).toEqual([
        'UserProvisioned',
        'UserDeactivated',
      ]);
      await tenant.client.delete(`/Users/${idOf(made)}`);
      const gone = bodyOf(await admin().get(`${path}/users/${idOf(made)}`));
      expect(gone).toMatchObject({ version: 3, resource: null });
      const events = bodyOf(await admin().get(`${path}/events?from=3&count=2`));
      expect(events).toMatchObject({ next: 5, position: 6 });
      expect((events['events'] as Body[])[0]).toMatchObject({
        position: 3,
        type: 'UserProvisioned',
        actor: `token:${tenant.tokenId}`,
      });
      const other = await newTenant(stack);
      const elsewhere = await admin().get(`/tenants/${other.id}/users/${idOf(made)}`);
      expect(elsewhere.status).toBe(404);
    });
  });

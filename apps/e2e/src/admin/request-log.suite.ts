import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client as Postgres } from 'pg';
import { bodyOf, Client, filter, idOf, strictUser, type Body } from '../support/client';
import { follow } from '../support/lines';
import { eventually, sleep } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, newTenant, type Tenant } from '../support/tenants';

const JSON_TYPE = { 'content-type': 'application/json' };

export const requestLog = (the: () => Stack): void =>
  describe('the request log', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const requestsOf = async ({ id }: Tenant, query = ''): Promise<readonly Body[]> =>
      bodyOf(await adminOf(stack).get(`/tenants/${id}/requests${query}`))[
        'requests'
      ] as readonly Body[];
    const whenLogged = (tenant: Tenant, count: number, query = ''): Promise<readonly Body[]> =>
      eventually(
        () => requestsOf(tenant, query),
        (found) => found.length >= count,
      );

    it('shows what was sent and what was answered, newest first, from every gateway', async () => {
      const tenant = await newTenant(stack);
      const made = await tenant.clients[0]!.post('/Users', strictUser('ada@example.com'));
      await tenant.clients[1]!.patch(`/Users/${idOf(made)}`, [
        { op: 'replace', path: 'active', value: false },
      ]);
      await sleep(20);
      await tenant.client.get(filter('userName eq "ada@example.com"'));
      const found = await whenLogged(tenant, 3);
      expect(found.map(({ method, path, status }) => [method, path, status])).toEqual([
        ['GET', '/Users?filter=userName eq "…"', 200],
        ['PATCH', `/Users/${idOf(made)}`, 200],
        ['POST', '/Users', 201],
      ]);
      expect(found[2]).toMatchObject({
        tokenId: tenant.tokenId,
        resourceId: idOf(made),
        attributes: ['userName', 'displayName', 'active'],
        code: null,
        test: false,
      });
      expect(found[1]).toMatchObject({ attributes: ['active'] });
    });

    it('tells of a caller who hung up before the answer', async () => {
      const tenant = await newTenant(stack);
      const { hostname, port } = new URL(stack.scim[0]);
      const socket = connect(Number(port), hostname);
      socket.write(
        `POST /scim/v2/Users HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${tenant.token}\r\n` +
          'Content-Type: application/scim+json\r\nContent-Length: 1000\r\n\r\n{"schemas":',
      );
      await sleep(200);
      socket.destroy();
      const [entry] = await whenLogged(tenant, 1);
      expect(entry).toMatchObject({ method: 'POST', path: '/Users', status: 499, code: 'hung-up' });
      expect(entry?.['ms']).toBeGreaterThan(100);
    });

    it('explains a refusal: the code, the attribute, and no value', async () => {
      const tenant = await newTenant(stack);
      await tenant.client.post('/Users', strictUser('bob@example.com', { nickName: 'Bobby' }));
      const [entry] = await whenLogged(tenant, 1, '?outcome=refused');
      expect(entry).toMatchObject({
        status: 400,
        scimType: 'invalidSyntax',
        code: 'attribute-unknown',
        attribute: 'nickName',
        detail: expect.stringContaining('Remove its mapping') as unknown,
        attributes: ['userName', 'displayName', 'active', 'nickName'],
      });
      const one = await adminOf(stack).get(
        `/tenants/${tenant.id}/requests/${String(entry?.['id'])}`,
      );
      expect(bodyOf(one)).toEqual(entry);
    });

    it('shows attempts with a revoked token to its tenant, and forged ones to none', async () => {
      const tenant = await newTenant(stack);
      const old = await issueToken(stack, tenant.id);
      await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${old.id}`);
      await new Client(stack.scim[0], old.token).get('/Users?count=1');
      await new Client(stack.scim[0], `rc_${'a'.repeat(16)}_${'b'.repeat(49)}`).get('/Users');
      const found = await whenLogged(tenant, 1);
      expect(found).toEqual([
        expect.objectContaining({ status: 401, code: 'token-revoked', tokenId: old.id }),
      ]);
    });

    it('shows a revoked token in a loop as one entry a second, and tells it to wait', async () => {
      const tenant = await newTenant(stack);
      const old = await issueToken(stack, tenant.id);
      await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${old.id}`);
      const former = new Client(stack.scim[0], old.token);
      const statuses: number[] = [];
      for (let i = 0; i < 20; i += 1) {
        const many = Array.from({ length: 40 }, () => former.get('/Users?count=1'));
        statuses.push(...(await Promise.all(many)).map(({ status }) => status));
      }
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      const sum = (found: readonly Body[]) =>
        found.reduce((all, { count }) => all + Number(count), 0);
      const found = await eventually(
        () => requestsOf(tenant),
        (all) => sum(all) >= 800,
      );
      expect(sum(found)).toBe(800);
      expect(found.length).toBeLessThan(20);
      expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['token-revoked']));
      const live = await issueToken(stack, tenant.id);
      expect((await new Client(stack.scim[0], live.token).get('/Schemas')).status).toBe(200);
    });

    it('filters by status, outcome, user and time, and pages by key', async () => {
      const tenant = await newTenant(stack);
      const made = await tenant.client.post('/Users', strictUser('eve@example.com'));
      for (let i = 0; i < 5; i += 1) await tenant.client.get(`/Users/${idOf(made)}`);
      await tenant.client.get('/Users/4e9f1f0e-6f7b-4f3e-9c0e-2f5f0f7f1a11');
      await whenLogged(tenant, 7);
      expect(await requestsOf(tenant, '?status=404')).toHaveLength(1);
      expect(await requestsOf(tenant, '?outcome=accepted')).toHaveLength(6);
      expect(await requestsOf(tenant, '?user=EVE@example.com')).toHaveLength(6);
      expect(await requestsOf(tenant, `?user=${idOf(made)}`)).toHaveLength(6);
      expect(await requestsOf(tenant, '?user=nobody@example.com')).toEqual([]);
      expect(
        await requestsOf(tenant, `?since=${new Date(Date.now() + 60_000).toISOString()}`),
      ).toEqual([]);
      const ids: unknown[] = [];
      let after = '';
      do {
        const page = bodyOf(
          await adminOf(stack).get(`/tenants/${tenant.id}/requests?count=3${after}`),
        );
        ids.push(...(page['requests'] as Body[]).map(({ id }) => id));
        after = page['next'] === null ? '' : `&after=${String(page['next'])}`;
      } while (after !== '');
      expect(ids).toHaveLength(7);
      expect(new Set(ids).size).toBe(7);
    });

    it('is shown live, whichever gateway served the request', async () => {
      const tenant = await newTenant(stack);
      const live = await follow(
        `${stack.admin[0]}/tenants/${tenant.id}/requests/live`,
        stack.operatorKey,
      );
      try {
        for (const client of tenant.clients) await client.get('/Schemas');
        const shown = await eventually(
          async () => live.lines.filter((line) => !('beat' in line)),
          (lines) => lines.length >= 2,
        );
        expect(shown.map(({ path }) => path)).toEqual(['/Schemas', '/Schemas']);
        await sleep(2_500);
        expect(live.lines.filter((line) => !('beat' in line))).toHaveLength(2);
      } finally {
        live.stop();
      }
    });

    it('keeps bodies while capture is on, without secrets, and none after', async () => {
      const tenant = await newTenant(stack);
      const capture = (minutes: number) =>
        adminOf(stack).send('PUT', `/tenants/${tenant.id}/capture`, { minutes }, JSON_TYPE);
      expect((await capture(61)).status).toBe(400);
      expect(bodyOf(await capture(10))['until']).toEqual(expect.any(String));
      await tenant.client.post(
        '/Users',
        strictUser('mallory@example.com', { password: 'a very secret word' }),
      );
      const [entry] = await whenLogged(tenant, 1);
      expect(entry).toMatchObject({ userName: 'mallory@example.com', captured: true });
      expect(entry).not.toHaveProperty('body');
      const at = `/tenants/${tenant.id}`;
      const read = bodyOf(await adminOf(stack).get(`${at}/requests/${String(entry?.['id'])}`));
      expect(read['body']).toEqual(
        expect.objectContaining({ userName: 'mallory@example.com', password: '[redacted]' }),
      );
      const events = bodyOf(await adminOf(stack).get(`${at}/events`))['events'] as Body[];
      expect(events.at(-1)).toMatchObject({
        type: 'CaptureRead',
        actor: 'operator:operator',
        data: { requestId: entry?.['id'], source: '127.0.0.1' },
      });
      expect(bodyOf(await capture(0))).toEqual({ until: null });
      await tenant.client.get(filter('userName eq "mallory@example.com"'));
      const [next] = await whenLogged(tenant, 2);
      expect(JSON.stringify(next)).not.toContain('mallory');
    });

    it('holds no personal value, nor do the logs of the services', async () => {
      const tenant = await newTenant(stack);
      const name = `zaphod${tenant.id}`;
      const address = `${name}@example.com`;
      const { client } = tenant;
      const made = await client.post('/Users', strictUser(address, { displayName: name }));
      await client.post('/Users', strictUser(address));
      await client.post('/Users', strictUser(address, { nickName: name }));
      await client.post('/Users', strictUser(name));
      await client.patch(`/Users/${idOf(made)}`, [
        { op: 'replace', path: `emails[value eq "${address}"].value`, value: address },
      ]);
      for (const path of [
        filter(`userName eq "${address}"`),
        filter(`userName eq ${name}`),
        filter(`userName sw "${name}`),
        `/Users?count=${address}`,
        `/Users/${address}`,
        `/${address}/Users?${address}=${address}`,
      ])
        await client.get(path);
      await whenLogged(tenant, 11);
      const log = new Postgres(stack.logDatabaseUrl);
      await log.connect();
      const { rows } = await log.query<{ row: string }>(
        'SELECT r::text AS row FROM requests r WHERE tenant_id = $1',
        [tenant.id],
      );
      await log.end();
      expect(rows.length).toBeGreaterThanOrEqual(11);
      expect(rows.filter(({ row }) => row.includes('zaphod'))).toEqual([]);
      const logs = readdirSync(stack.logs).map((file) =>
        readFileSync(join(stack.logs, file), 'utf8'),
      );
      expect(logs.join('\n')).toContain(tenant.id);
      expect(logs.join('\n')).not.toContain('zaphod');
    });

    it('is not shown to another tenant', async () => {
      const [one, other] = [await newTenant(stack), await newTenant(stack)];
      await one.client.get('/Schemas');
      const [entry] = await whenLogged(one, 1);
      const path = `/tenants/${other.id}/requests/${String(entry?.['id'])}`;
      expect((await adminOf(stack).get(path)).status).toBe(404);
      expect(await requestsOf(other)).toEqual([]);
    });

    it.each(['?count=0', '?count=999', '?after=x', '?status=9', '?since=soon', '?colour=blue'])(
      '%s is a 400 problem',
      async (query) => {
        const tenant = await newTenant(stack);
        const answer = await adminOf(stack).get(`/tenants/${tenant.id}/requests${query}`);
        expect(answer.status).toBe(400);
      },
    );
  });

import { eventually } from '../audit/settled';
import {
  bodyOf,
  Client,
  idOf,
  resourcesOf,
  strictUser,
  totalOf,
  USER,
  type Body,
} from '../support/client';
import { accessToken, newClient } from '../support/oauth';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, JSON_TYPE, newTenant, type Tenant } from '../support/tenants';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const from = (address: string) => ({ 'x-forwarded-for': address });
const group = (displayName: string): Body => ({ schemas: [GROUP], displayName });

/** What a restricted credential is refused, by whatever way it is asked. */
export const constraints = (the: () => Stack): void =>
  describe('a restricted credential', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack, 'full');
    });
    const restricted = async (constraints: Body): Promise<Client> =>
      new Client(stack.scim[0], (await issueToken(stack, tenant.id, { constraints })).token);
    const logged = async (code: string): Promise<Body> => {
      const path = `/tenants/${tenant.id}/requests?outcome=refused&count=100`;
      const found = await eventually(
        async () => bodyOf(await adminOf(stack).get(path))['requests'] as readonly Body[],
        (rows) => rows.some((row) => row['code'] === code),
      );
      return found.find((row) => row['code'] === code) as Body;
    };

    it('by networks answers from these alone; the log says from where it was tried', async () => {
      const client = await restricted({ networks: ['203.0.113.0/24', '2001:db8::/32'] });
      for (const address of ['203.0.113.9', '2001:db8::9', '198.51.100.1, 203.0.113.9'])
        expect((await client.get('/Users', from(address))).status).toBe(200);
      for (const address of ['198.51.100.1', '203.0.113.9, 198.51.100.1', '2001:db9::1']) {
        const answer = await client.get('/Users', from(address));
        expect(answer.status).toBe(403);
        expect(bodyOf(answer)['detail']).toContain(`${address.split(', ').at(-1)} is in none`);
      }
      expect((await client.get('/Users')).status).toBe(403);
      expect(await logged('credential-network')).toMatchObject({ status: 403, method: 'GET' });
    });

    it('that is read-only reads and searches, and changes nothing', async () => {
      const made = await tenant.client.post('/Users', strictUser('read@example.com'));
      const client = await restricted({ readOnly: true });
      expect((await client.get(`/Users/${idOf(made)}`)).status).toBe(200);
      const query = { schemas: [SEARCH], filter: 'userName eq "read@example.com"' };
      for (const path of ['/Users/.search', '/.search'])
        expect(totalOf(await client.post(path, query))).toBe(1);
      const off = [{ op: 'replace', path: 'active', value: false }];
      const bulk = {
        schemas: [BULK],
        Operations: [{ method: 'DELETE', path: `/Users/${idOf(made)}` }],
      };
      for (const answer of [
        await client.post('/Users', strictUser('new@example.com')),
        await client.patch(`/Users/${idOf(made)}`, off),
        await client.put(`/Users/${idOf(made)}`, strictUser('read@example.com')),
        await client.delete(`/Users/${idOf(made)}`),
        await client.post('/Bulk', bulk),
      ]) {
        expect(answer.status).toBe(403);
        expect(bodyOf(answer)['detail']).toMatch(/read-only/);
      }
      expect(bodyOf(await tenant.client.get(`/Users/${idOf(made)}`))['active']).toBe(true);
      await logged('credential-read-only');
    });

    it('for users only meets no group, by no way', async () => {
      const made = idOf(await tenant.client.post('/Groups', group('Hidden')));
      const client = await restricted({ usersOnly: true });
      const user = await client.post('/Users', { schemas: [USER], userName: 'only@example.com' });
      expect(user.status).toBe(201);
      const renamed = [{ op: 'replace', path: 'displayName', value: 'Seen' }];
      const operation = { method: 'POST', path: '/Groups', bulkId: 'g', data: group('By bulk') };
      const search = { schemas: [SEARCH], filter: 'displayName eq "Hidden"' };
      for (const answer of [
        await client.get('/Groups'),
        await client.get(`/Groups/${made}`),
        await client.post('/Groups', group('New')),
        await client.put(`/Groups/${made}`, group('Seen')),
        await client.patch(`/Groups/${made}`, renamed),
        await client.delete(`/Groups/${made}`),
        await client.post('/Groups/.search', search),
      ]) {
        expect(answer.status).toBe(403);
        expect(bodyOf(answer)['detail']).toMatch(/restricted to users/);
      }
      const bulk = await client.post('/Bulk', { schemas: [BULK], Operations: [operation] });
      expect((bodyOf(bulk)['Operations'] as readonly Body[])[0]).toMatchObject({ status: '403' });
      expect(totalOf(await client.post('/.search', search))).toBe(0);
      expect(totalOf(await tenant.client.post('/Groups/.search', search))).toBe(1);
      expect(resourcesOf(await client.get('/')).every((one) => one['userName'])).toBe(true);
      await logged('credential-users-only');
    });

    it('of an OAuth client restricts its access tokens', async () => {
      const networks = ['203.0.113.0/24'];
      const made = await newClient(stack, tenant.id, { constraints: { networks } });
      const client = new Client(stack.scim[0], await accessToken(stack, made));
      expect((await client.get('/Users', from('203.0.113.1'))).status).toBe(200);
      expect((await client.get('/Users', from('192.0.2.1'))).status).toBe(403);
    });

    it('stays restricted when it is rotated', async () => {
      const wanted = { networks: ['203.0.113.0/24'], readOnly: true, usersOnly: false };
      const old = await issueToken(stack, tenant.id, { constraints: wanted });
      const path = `/tenants/${tenant.id}/rotation`;
      const begun = await adminOf(stack).post(path, { tokenId: old.id }, JSON_TYPE);
      const { tokens } = bodyOf(await adminOf(stack).get(`/tenants/${tenant.id}/tokens`));
      const fresh = (tokens as readonly Body[]).find(({ id }) => id === idOf(begun));
      expect(fresh).toMatchObject({ rotation: 'new', constraints: wanted });
      await adminOf(stack).delete(path);
    });

    it('is refused when its constraints cannot be read, by name', async () => {
      const issue = (constraints: unknown) =>
        adminOf(stack).post(`/tenants/${tenant.id}/tokens`, { constraints }, JSON_TYPE);
      for (const [constraints, says] of [
        [{ networks: ['203.0.113.7/24'] }, /networks\[0\].*Did you mean 203\.0\.113\.0\/24/],
        [{ networks: Array.from({ length: 11 }, (_, i) => `10.${i}.0.0/16`) }, /networks/],
        [{ readonly: true }, /readonly/],
        [{ usersOnly: 'yes' }, /usersOnly/],
        [[], /constraints/],
      ] as const) {
        const answer = await issue(constraints);
        expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(says)]);
      }
    });
  });

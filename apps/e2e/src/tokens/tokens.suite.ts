import { bodyOf, Client, strictUser } from '../support/client';
import { eventually, sleep } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, issueToken, newTenant, type Tenant } from '../support/tenants';

export const tokens = (the: () => Stack): void =>
  describe('tokens', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const clientsOf = (token: string): Client[] =>
      stack.scim.map((base) => new Client(base, token));
    const statuses = (clients: readonly Client[]): Promise<number[]> =>
      Promise.all(clients.map(async (client) => (await client.get('/Users?count=0')).status));

    /** Asks all the time; resolves to how long after the revocation a token was still admitted. */
    const admittedFor = async (tenant: Tenant, status: number): Promise<number> => {
      let revokedAt = Infinity;
      let last = 0;
      let stopping = false;
      const traffic = tenant.clients.map(async (client) => {
        while (!stopping) {
          const sentAt = performance.now();
          const answer = await client.get('/ServiceProviderConfig');
          if (answer.status === 200) last = Math.max(last, sentAt - revokedAt);
          expect([200, 401]).toContain(answer.status);
          await sleep(5);
        }
      });
      await sleep(500);
      const answer = await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${tenant.tokenId}`);
      revokedAt = performance.now();
      expect(answer.status).toBe(status);
      await sleep(2_000);
      stopping = true;
      await Promise.all(traffic);
      expect(await statuses(tenant.clients)).toEqual([401, 401]);
      return last;
    };

    it('a revoked token is refused within one second at two gateways, under traffic', async () =>
      expect(await admittedFor(await newTenant(stack), 204)).toBeLessThan(1_000));

    it('other tokens of the tenant go on: rotation has an overlap', async () => {
      const tenant = await newTenant(stack);
      const second = await issueToken(stack, tenant.id, { label: 'next', expiresInDays: 30 });
      await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${tenant.tokenId}`);
      await sleep(1_000);
      expect(await statuses(clientsOf(second.token))).toEqual([200, 200]);
      const list = bodyOf(await adminOf(stack).get(`/tenants/${tenant.id}/tokens`))['tokens'];
      expect(list).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: tenant.tokenId, status: 'revoked' }) as unknown,
          expect.objectContaining({ id: second.id, status: 'live', label: 'next' }) as unknown,
        ]),
      );
    });

    it('an expired token is refused within one second at two gateways', async () => {
      const tenant = await newTenant(stack);
      const expiresAt = new Date(Date.now() + 2_500).toISOString();
      const { token } = await issueToken(stack, tenant.id, { expiresAt });
      const clients = clientsOf(token);
      expect(await statuses(clients)).toEqual([200, 200]);
      await sleep(3_500);
      expect(await statuses(clients)).toEqual([401, 401]);
    });

    it.each([
      { expiresInDays: 0 },
      { expiresInDays: 401 },
      { expiresInDays: 'soon' },
      { expiresAt: '2001-01-01T00:00:00Z' },
      { expiresAt: 'tomorrow' },
      { colour: 'blue' },
    ])('%j is refused as a problem', async (body) => {
      const tenant = await newTenant(stack);
      const answer = await adminOf(stack).post(`/tenants/${tenant.id}/tokens`, body, {
        'content-type': 'application/json',
      });
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    });

    it('a token that was issued survives a kill of Redis and of the token service', async () => {
      const tenant = await newTenant(stack);
      const { token } = await issueToken(stack, tenant.id);
      await stack.kill9('redis');
      await stack.kill9('token');
      await stack.start('redis');
      await stack.start('token');
      const [here] = clientsOf(token);
      const answer = await eventually(
        () => here!.post('/Users', strictUser('first@example.com')),
        ({ status }) => status !== 503,
      );
      expect(answer.status).toBe(201);
    });

    it('also with Kafka down, when no gateway receives the revocation: 202', async () => {
      const tenant = await newTenant(stack);
      await stack.kill9('kafka');
      try {
        expect(await admittedFor(tenant, 202)).toBeLessThan(1_000);
      } finally {
        await stack.start('kafka');
      }
    });
  });

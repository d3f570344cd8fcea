import { bodyOf, Client, strictUser } from './client';
import { eventually, sleep } from './settled';
import type { Stack } from './stack';
import { adminOf, issueToken, newTenant } from './tenants';

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

    it('a revoked token is refused within one second at two gateways, under traffic', async () => {
      const tenant = await newTenant(stack);
      let revokedAt = Infinity;
      const late: number[] = [];
      let stopping = false;
      const traffic = tenant.clients.map(async (client) => {
        while (!stopping) {
          const sentAt = performance.now();
          const { status } = await client.get('/ServiceProviderConfig');
          if (status === 200 && sentAt > revokedAt + 1_000) late.push(sentAt - revokedAt);
          expect([200, 401]).toContain(status);
          await sleep(5);
        }
      });
      await sleep(500);
      const answer = await adminOf(stack).delete(`/tenants/${tenant.id}/tokens/${tenant.tokenId}`);
      revokedAt = performance.now();
      expect(answer.status).toBe(204);
      await sleep(2_000);
      stopping = true;
      await Promise.all(traffic);
      expect(late).toEqual([]);
      expect(await statuses(tenant.clients)).toEqual([401, 401]);
    });

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
    ])('%j is refused as a problem', async (wish) => {
      const tenant = await newTenant(stack);
      const answer = await adminOf(stack).post(`/tenants/${tenant.id}/tokens`, wish, {
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

    it('with Kafka down a revocation takes effect and is answered 202', async () => {
      const tenant = await newTenant(stack);
      expect(await statuses(tenant.clients)).toEqual([200, 200]);
      await stack.kill9('kafka');
      try {
        const path = `/tenants/${tenant.id}/tokens/${tenant.tokenId}`;
        expect((await adminOf(stack).delete(path)).status).toBe(202);
        await sleep(1_000);
        expect(await statuses(tenant.clients)).toEqual([401, 401]);
      } finally {
        await stack.start('kafka');
      }
    });
  });

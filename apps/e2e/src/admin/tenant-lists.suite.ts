import { bodyOf, type Body, type Client } from '../support/client';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, newTenant } from '../support/tenants';

/** Lists of tenants, as an operator sees them. */
export const tenantLists = (the: () => Stack): void =>
  describe('lists of tenants', () => {
    let stack: Stack;
    let admin: Client;
    beforeAll(() => {
      stack = the();
      admin = adminOf(stack);
    });

    const walk = async (path: string, count: number): Promise<readonly Body[]> => {
      const all: Body[] = [];
      for (let after = ''; ; ) {
        const answer = bodyOf(await admin.get(`${path}?count=${count}${after}`));
        const tenants = answer['tenants'] as Body[];
        expect(tenants.length).toBeLessThanOrEqual(count);
        all.push(...tenants);
        if (answer['next'] === null) return all;
        after = `&after=${String(answer['next'])}`;
      }
    };

    it.each(['/tenants', '/overview'])('%s page by page, each once, oldest first', async (path) => {
      const pages = (await walk(path, 3)).map(({ id }) => id);
      const whole = (await walk(path, 500)).map(({ id }) => id);
      expect(pages.length).toBeGreaterThan(3);
      expect(pages).toEqual(whole);
      expect(new Set(pages).size).toBe(pages.length);
    });

    it('what each tenant does, at a glance', async () => {
      const own = await newTenant(stack);
      await own.client.get('/Users');
      const mine = (await walk('/overview', 500)).find(({ id }) => id === own.id);
      expect(mine).toMatchObject({
        name: `Tenant ${own.id}`,
        profile: 'strict',
        provisioning: 'enabled',
        position: 2,
        held: null,
        quirks: [],
      });
      const { position, relayed, lag } = mine as {
        position: number;
        relayed: number;
        lag: number;
      };
      expect(lag).toBe(position - relayed);
    });

    it('the requests of the last minute at all gateways, whichever answers', async () => {
      const own = await newTenant(stack);
      for (const [gateway, client] of own.clients.entries())
        for (let n = 0; n <= gateway; n += 1) await client.get('/ServiceProviderConfig');
      const counts = () =>
        Promise.all(
          stack.admin.map(async (_, gateway) => {
            const answer = await adminOf(stack, gateway).get('/overview?count=500');
            const tenants = bodyOf(answer)['tenants'] as Body[];
            return tenants.find(({ id }) => id === own.id)?.['requestsLastMinute'];
          }),
        );
      const all = await eventually(counts, (them) => them.every((one) => Number(one) >= 3));
      expect(all).toEqual([3, 3]);
    });

    it.each(['after=x', 'after=WyJhIiwiYiJd', 'count=0', 'count=501', 'count=x', 'colour=blue'])(
      'and refuse ?%s',
      async (query) => expect((await admin.get(`/tenants?${query}`)).status).toBe(400),
    );
  });

import { filter, idOf, resourcesOf, strictUser, totalOf } from '../support/client';
import { auditAll, eventually, loginOf } from '../audit/settled';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

/** Promises 5 and 6: what goes on when a neighbour is down, and what waits. */
export const outages = (the: () => Stack): void =>
  describe('outages', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
    });

    /** Create, read, look up, change, replace, switch off, delete: everything about one person. */
    const wholeLife = async (userName: string): Promise<void> => {
      const [here, there] = tenant.clients;
      const made = await here!.post('/Users', strictUser(userName, { externalId: userName }));
      expect(made.status).toBe(201);
      const path = `/Users/${idOf(made)}`;
      expect((await there!.get(path)).status).toBe(200);
      expect(totalOf(await there!.get(filter(`userName eq "${userName}"`)))).toBe(1);
      expect(totalOf(await here!.get(filter(`externalId eq "${userName}"`)))).toBe(1);
      const off = await there!.patch(path, [{ op: 'replace', value: { active: false } }]);
      expect(off.body).toMatchObject({ active: false });
      const put = await here!.put(path, strictUser(userName, { displayName: 'Put' }));
      expect(put.body).toMatchObject({ active: true, displayName: 'Put' });
      expect((await there!.get(path)).body).toMatchObject({ displayName: 'Put' });
      expect((await there!.delete(path)).status).toBe(204);
      expect((await here!.get(path)).status).toBe(404);
    };

    it.each(['kafka', 'directory'] as const)(
      'with %s down, provisioning goes on',
      async (victim) => {
        await stack.kill9(victim);
        try {
          for (let i = 0; i < 5; i += 1) await wholeLife(`${victim}.${i}@example.com`);
          await tenant.client.post('/Users', strictUser(`stays.${victim}@example.com`));
        } finally {
          await stack.start(victim);
        }
        const { problems } = await auditAll(stack, tenant);
        expect(problems).toEqual([]);
      },
    );

    it('with the projection behind, a list is 503 with Retry-After and never stale', async () => {
      await stack.kill9('directory');
      const made = await tenant.client.post('/Users', strictUser('unseen@example.com'));
      const answer = await tenant.client.get('/Users');
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toMatch(/^\d+$/);
      await stack.start('directory');
      const list = await eventually(
        () => tenant.client.get('/Users?count=200'),
        ({ status }) => status === 200,
      );
      expect(resourcesOf(list).map((user) => user['id'])).toContain(idOf(made));
    });

    it('with the directory frozen, a list waits, then has the write', async () => {
      stack.pause('directory');
      const made = await tenant.client.post('/Users', strictUser('slow@example.com'));
      const question = tenant.clients[1]!.get('/Users?count=200');
      setTimeout(() => stack.resume('directory'), 700);
      const answer = await question;
      expect(answer.status).toBe(200);
      expect(resourcesOf(answer).map((user) => user['id'])).toContain(idOf(made));
    });

    it('every list has every write that was answered before it, at both gateways', async () => {
      const reader = await newTenant(stack);
      for (let n = 1; n <= 30; n += 1) {
        const [here, there] = n % 2 === 0 ? reader.clients : [reader.clients[1], reader.clients[0]];
        const made = await here!.post('/Users', strictUser(`n${n}@example.com`));
        const [list, found, one] = await Promise.all([
          there!.get('/Users?count=1'),
          there!.get(filter(`userName sw "n${n}@"`)),
          there!.get(`/Users/${idOf(made)}`),
        ]);
        expect([list.status, totalOf(list)]).toEqual([200, n]);
        expect(resourcesOf(found).map((user) => user['id'])).toEqual([idOf(made)]);
        expect(one.status).toBe(200);
      }
    });

    it('the directory says who may log in, at the requested position', async () => {
      const id = tenant.id;
      const made = await tenant.client.post('/Users', strictUser('Door@example.com'));
      const { position } = (await auditAll(stack, tenant)).log;
      // A directory that was just started answers once it has proven itself current.
      const yes = await eventually(
        () => loginOf(stack, id, 'door@EXAMPLE.com', position),
        ({ status }) => status !== 503,
      );
      expect(yes.body).toMatchObject({ mayLogIn: true, reason: 'active', held: false });
      expect(Number(yes.body['position'])).toBeGreaterThanOrEqual(position);
      const path = `/Users/${idOf(made)}`;
      await tenant.client.patch(path, [{ op: 'replace', value: { active: false } }]);
      const no = await loginOf(stack, id, 'door@example.com', position + 1);
      expect(no.body).toMatchObject({ mayLogIn: false, reason: 'inactive' });
      const unknown = await loginOf(stack, id, 'nobody@example.com');
      expect(unknown.body).toMatchObject({ mayLogIn: false, reason: 'unknown' });
      const future = await loginOf(stack, id, 'door@example.com', position + 1_000);
      expect(future.status).toBe(503);
    });
  });

import { bodyOf, idOf, strictUser, type Body } from '../support/client';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

const OFF = { op: 'Replace', path: 'active', value: 'False' };
const TITLE = { op: 'Replace', path: 'title', value: 'x' };
const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const json = { 'content-type': 'application/json' };

/** A deactivation is carried out, or an administrator is warned. */
export const leavers = (the: () => Stack): void =>
  describe('leavers', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const getAdmin = async ({ id }: Tenant, rest: string): Promise<Body> =>
      bodyOf(await adminOf(stack).get(`/tenants/${id}/${rest}`));
    const stillOn = (tenant: Tenant, total: number): Promise<Body> =>
      eventually(
        () => getAdmin(tenant, 'switch-offs'),
        (found) => found['total'] === total,
      );
    const made = async ({ client }: Tenant, userName: string): Promise<string> =>
      idOf(await client.post('/Users', strictUser(userName, { displayName: 'L' })));
    const isActive = async ({ client }: Tenant, id: string): Promise<unknown> =>
      bodyOf(await client.get(`/Users/${id}`))['active'];

    it.each(['strict', 'full'] as const)(
      'a long name is renamed and switched off in one PATCH (%s)',
      async (profile) => {
        const tenant = await newTenant(stack, profile);
        const userName = `${'a'.repeat(64)}@example.com`;
        const id = await made(tenant, userName);
        const renamed = `0123456789abcdef0123456789abcdef${userName}`;
        const operations = [{ op: 'Replace', path: 'userName', value: renamed }, OFF];
        expect((await tenant.client.patch(`/Users/${id}`, operations)).status).toBe(200);
        expect(bodyOf(await tenant.client.get(`/Users/${id}`))).toMatchObject({
          userName: renamed,
          active: false,
        });
        const found = await tenant.client.get(
          `/Users?filter=${encodeURIComponent(`userName eq "${renamed}" and active eq false`)}`,
        );
        expect(bodyOf(found)['totalResults']).toBe(1);
      },
    );

    it('a name of 1,000 characters is found and listed like others', async () => {
      const tenant = await newTenant(stack);
      const userName = `${'é'.repeat(900)}@${'example.'.repeat(10)}${'abcdefg'.repeat(2)}.test`;
      const long = userName.padStart(1_000, 'a');
      const id = await made(tenant, long);
      for (const filter of [`userName eq "${long}"`, `userName sw "${long.slice(0, 990)}"`]) {
        const found = bodyOf(
          await tenant.client.get(`/Users?filter=${encodeURIComponent(filter)}`),
        );
        expect((found['Resources'] as Body[]).map((one) => one['id'])).toEqual([id]);
      }
      const longer = strictUser(`a${long}`, { displayName: 'L' });
      expect(bodyOf(await tenant.client.post('/Users', longer))['detail']).toMatch(/1000/);
    });

    it('a user from the time of another profile can be deactivated', async () => {
      const tenant = await newTenant(stack, 'full');
      const id = idOf(await tenant.client.post('/Users', { userName: 'no address' }));
      await adminOf(stack).send('PATCH', `/tenants/${tenant.id}`, { profile: 'strict' }, json);
      const answer = await eventually(
        () => tenant.client.patch(`/Users/${id}`, [OFF, TITLE]),
        ({ status }) => status === 400,
      );
      expect(bodyOf(answer)['detail']).toMatch(/title/);
      expect((await tenant.client.patch(`/Users/${id}`, [OFF])).status).toBe(200);
      expect(await isActive(tenant, id)).toBe(false);
    });

    it('a refused message is an event of its own, until a later one is taken', async () => {
      const tenant = await newTenant(stack);
      const [id, other] = [
        await made(tenant, 'ada@example.com'),
        await made(tenant, 'b@example.com'),
      ];
      const { client } = tenant;
      expect((await client.patch(`/Users/${id}`, [TITLE, OFF])).status).toBe(400);
      const put = strictUser('b@example.com', { active: 'false', nickName: 'x' });
      expect((await client.put(`/Users/${other}`, put)).status).toBe(400);
      // An unknown user, a POST, and a refusal for another reason.
      await client.patch('/Users/00000000-0000-4000-8000-000000000000', [TITLE, OFF]);
      await client.post('/Users', strictUser('c@example.com', { active: false, nickName: 'x' }));
      await client.patch(`/Users/${id}`, [TITLE]);
      const { people } = await stillOn(tenant, 2);
      const mine = (people as Body[]).find(({ userId }) => userId === id) as Body;
      expect(mine).toMatchObject({
        userName: 'ada@example.com',
        code: 'attribute-unknown',
        attribute: 'title',
      });
      const request = await eventually(
        () => getAdmin(tenant, `requests/${mine['requestId'] as string}`),
        ({ method }) => method !== undefined,
      );
      expect(request).toMatchObject({
        method: 'PATCH',
        path: `/Users/${id}`,
        status: 400,
        code: 'attribute-unknown',
        switchOff: true,
      });
      const flagged = await eventually(
        async () => (await getAdmin(tenant, 'requests?outcome=refused'))['requests'] as Body[],
        ({ length }) => length === 5,
      );
      expect(flagged.filter(({ switchOff }) => switchOff).length).toBe(3);
      const counted = await eventually(
        async () => {
          const all = await Promise.all(
            stack.internals.map(async (base) => (await fetch(`${base}/metrics`)).text()),
          );
          return all
            .join('\n')
            .split('\n')
            .filter((line) => line.startsWith('rollcall_switch_off_refused_total{'))
            .filter((line) => line.includes(`tenant="${tenant.id}"`))
            .reduce((sum, line) => sum + Number(line.split(' ').pop()), 0);
        },
        (count) => count >= 2,
      );
      expect(counted).toBe(2);
      await client.patch(`/Users/${id}`, [OFF]);
      expect(((await stillOn(tenant, 1))['people'] as Body[])[0]).toMatchObject({ userId: other });
      await client.delete(`/Users/${other}`);
      await stillOn(tenant, 0);
    });

    it('so is an operation of a Bulk request, refused or not tried', async () => {
      const tenant = await newTenant(stack, 'full');
      const ids = [
        await made(tenant, 'a@x.test'),
        await made(tenant, 'b@x.test'),
        await made(tenant, 'c@x.test'),
      ];
      const wrong = { op: 'replace', path: 'title', value: 7 };
      const operations = ids.map((id, i) => ({
        method: 'PATCH',
        path: `/Users/${id}`,
        data: { Operations: i === 0 ? [OFF] : [OFF, wrong] },
      }));
      const body = { schemas: [BULK_REQUEST], failOnErrors: 1, Operations: operations };
      expect((await tenant.client.post('/Bulk', body)).status).toBe(200);
      const { people } = await stillOn(tenant, 2);
      expect(new Set((people as Body[]).map(({ code }) => code))).toEqual(
        new Set(['attribute-value', 'switch-off-refused']),
      );
      for (const id of ids.slice(1)) {
        const about = async () =>
          (await getAdmin(tenant, `requests?user=${id}`))['requests'] as Body[];
        const [own] = await eventually(about, ([one]) => one?.['method'] === 'PATCH');
        expect(own).toMatchObject({ path: `/Users/${id}`, status: 400, switchOff: true });
      }
      expect(await isActive(tenant, ids[0] as string)).toBe(false);
    });
  });

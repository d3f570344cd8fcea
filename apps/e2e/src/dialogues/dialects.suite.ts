import { bodyOf, idOf, strictUser, type Body } from '../support/client';
import { eventually } from '../audit/settled';
import type { Stack } from '../support/stack';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

const json = { 'content-type': 'application/json' };

export const dialects = (the: () => Stack): void =>
  describe('dialects', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    const quirksOf = async ({ id }: Tenant): Promise<Body> =>
      bodyOf(await adminOf(stack).get(`/tenants/${id}/quirks`));
    const choose = async ({ id }: Tenant, choice: object): Promise<number> =>
      (await adminOf(stack).send('PATCH', `/tenants/${id}/quirks`, choice, json)).status;
    const one = (view: Body, name: string): Body | undefined =>
      (view['quirks'] as Body[]).find((quirk) => quirk['name'] === name);

    it('each leniency that a provider needed is counted for its tenant', async () => {
      const [tenant, other] = [await newTenant(stack), await newTenant(stack)];
      const made = await tenant.client.post(
        '/Users',
        strictUser('a@example.com', { password: 'x' }),
      );
      await tenant.client.patch(`/Users/${idOf(made)}`, [
        { op: 'Replace', path: 'active', value: 'False' },
      ]);
      const view = await quirksOf(tenant);
      expect(view).toMatchObject({ strictness: 'tolerant' });
      for (const name of ['okta-password', 'entra-op-case', 'entra-booleans'])
        expect(one(view, name)).toMatchObject({ on: true, count: 1, lastAt: expect.any(String) });
      expect(one(view, 'onelogin-emails')).toMatchObject({ on: true, count: 0, lastAt: null });
      const counts = ((await quirksOf(other))['quirks'] as Body[]).map((quirk) => quirk['count']);
      expect(counts.every((count) => count === 0)).toBe(true);
    });

    it.each([
      ['entra-booleans', { op: 'replace', path: 'active', value: 'False' }],
      ['okta-wrapped-values', { op: 'replace', path: 'active', value: [false] }],
      [
        'entra-wrapped-values',
        { op: 'replace', path: 'displayName', value: [{ $ref: null, value: 'W' }] },
      ],
      ['entra-op-case', { op: 'Replace', path: 'active', value: false }],
      ['okta-password', { op: 'replace', value: { password: 'x' } }],
    ])('%s is refused once it is switched off, and taken again', async (name, operation) => {
      const tenant = await newTenant(stack);
      const id = idOf(await tenant.client.post('/Users', strictUser('a@example.com')));
      const ask = async () => (await tenant.client.patch(`/Users/${id}`, [operation])).status;
      expect(await ask()).toBe(200);
      expect(await choose(tenant, { off: [name] })).toBe(200);
      expect(await ask()).toBe(400);
      expect(one(await quirksOf(tenant), name)).toMatchObject({ on: false, count: 1 });
      await choose(tenant, { on: [name] });
      expect(await ask()).toBe(200);
    });

    it.each([
      ['entra-paths-in-value', { op: 'replace', value: { 'name.givenName': 'x' } }],
      [
        'entra-urn-dots',
        {
          op: 'add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department',
          value: 'x',
        },
      ],
      [
        'entra-manager',
        {
          op: 'add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
          value: '7',
        },
      ],
      ['entra-roles', { op: 'Add', path: 'roles', value: [{ value: 'x', displayName: 'X' }] }],
    ])('%s is refused by a full tenant that switched it off', async (name, operation) => {
      const tenant = await newTenant(stack, 'full');
      const id = idOf(await tenant.client.post('/Users', strictUser('a@example.com')));
      const ask = async () => (await tenant.client.patch(`/Users/${id}`, [operation])).status;
      expect(await ask()).toBe(200);
      await choose(tenant, { off: [name] });
      expect(await ask()).toBe(400);
    });

    it.each([
      ['onelogin-emails', { emails: { value: 'a@b.c' } }],
      ['onelogin-schemas', { schemas: ['urn:scim:schemas:core:1.0'] }],
      ['entra-no-schemas', { schemas: undefined }],
    ])('%s is refused in a POST when it is switched off', async (name, more) => {
      const tenant = await newTenant(stack, 'full');
      const ask = async (n: number) =>
        (await tenant.client.post('/Users', strictUser(`a${n}@example.com`, more))).status;
      expect(await ask(1)).toBe(201);
      await choose(tenant, { off: [name] });
      expect(await ask(2)).toBe(400);
    });

    it('what does not say what it is is refused at every door once that is switched off', async () => {
      const tenant = await newTenant(stack, 'full');
      const id = idOf(await tenant.client.post('/Users', strictUser('a@example.com')));
      const ask = async () => {
        const { client } = tenant;
        const user = { userName: `b${Math.random()}@example.com` };
        const answers = [
          await client.post('/Users', user),
          await client.put(`/Users/${id}`, { userName: 'a@example.com' }),
          await client.send('PATCH', `/Users/${id}`, {
            Operations: [{ op: 'add', path: 'title', value: 'x' }],
          }),
          await client.post('/Users/.search', { count: 0 }),
          await client.post('/Groups', { displayName: 'g' }),
          await client.post('/.search?x=y', { count: 0 }),
          await client.post('/Bulk', { Operations: [] }),
        ];
        return answers.map(({ status }) => status);
      };
      expect(await ask()).toEqual([201, 200, 200, 200, 201, 200, 200]);
      expect(one(await quirksOf(tenant), 'entra-no-schemas')).toMatchObject({ count: 7 });
      await choose(tenant, { off: ['entra-no-schemas'] });
      expect(new Set(await ask())).toEqual(new Set([400]));
    });

    it('a tenant that chose interop takes no PATCH without a path', async () => {
      const tenant = await newTenant(stack);
      const id = idOf(await tenant.client.post('/Users', strictUser('a@example.com')));
      const pathless = { op: 'replace', value: { active: false } };
      expect(await choose(tenant, { strictness: 'interop' })).toBe(200);
      const refused = await tenant.client.patch(`/Users/${id}`, [pathless]);
      expect(refused.body).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
      expect(bodyOf(refused)['detail']).toMatch(/path.*interop/);
      const whole = { op: 'replace', path: 'active', value: false };
      expect((await tenant.client.patch(`/Users/${id}`, [whole])).status).toBe(200);
      // The other gateway knows it within two seconds.
      const elsewhere = tenant.clients[1];
      if (elsewhere)
        await eventually(
          async () => (await elsewhere.patch(`/Users/${id}`, [pathless])).status,
          (status) => status === 400,
        );
      await choose(tenant, { strictness: 'tolerant' });
      expect((await tenant.client.patch(`/Users/${id}`, [pathless])).status).toBe(200);
    });

    it('a choice that there is not is refused by name', async () => {
      const tenant = await newTenant(stack);
      for (const choice of [{ off: ['nothing'] }, { strictness: 'lax' }, { off: 'okta-password' }])
        expect(await choose(tenant, choice)).toBe(400);
      expect((await adminOf(stack).get('/tenants/nobody/quirks')).status).toBe(404);
    });
  });

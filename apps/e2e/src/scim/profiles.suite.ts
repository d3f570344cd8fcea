import {
  bodyOf,
  ENTERPRISE,
  filter,
  idOf,
  resourcesOf,
  strictUser,
  totalOf,
  USER,
  type Body,
} from '../support/client';
import type { Stack } from '../support/stack';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

const namesOf = (schema: Body): unknown[] => (schema['attributes'] as Body[]).map((a) => a['name']);

export const profiles = (the: () => Stack): void =>
  describe('profiles', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    describe('strict', () => {
      let tenant: Tenant;
      beforeAll(async () => {
        tenant = await newTenant(stack);
      });

      it('has exactly the four attributes, and says so', async () => {
        const schemas = resourcesOf(await tenant.client.get('/Schemas'));
        const user = schemas.find((schema) => schema['id'] === USER) as Body;
        const writable = (user['attributes'] as Body[])
          .filter((attribute) => attribute['mutability'] !== 'readOnly')
          .map((attribute) => attribute['name']);
        const four = ['userName', 'displayName', 'active', 'externalId'];
        expect(four).toEqual(expect.arrayContaining(writable));
        expect(writable).toEqual(expect.arrayContaining(['userName', 'displayName', 'active']));
        expect(schemas.map((schema) => schema['id'])).not.toContain(ENTERPRISE);
      });

      it('has one resource type, without extensions', async () => {
        const [type, ...more] = resourcesOf(await tenant.client.get('/ResourceTypes'));
        expect(type).toMatchObject({ id: 'User', endpoint: '/Users', schema: USER });
        expect((type?.['schemaExtensions'] ?? []) as unknown[]).toEqual([]);
        expect(more).toEqual([]);
      });

      it('declares only what it does', async () => {
        const config = bodyOf(await tenant.client.get('/ServiceProviderConfig'));
        expect(config).toMatchObject({
          patch: { supported: true },
          filter: { supported: true },
          etag: { supported: true },
          changePassword: { supported: false },
        });
      });

      it('answers with exactly what was accepted', async () => {
        const sent = strictUser('exact@example.com', { externalId: 'E-1' });
        const made = bodyOf(await tenant.client.post('/Users', sent));
        expect(Object.keys(made).sort()).toEqual(
          ['active', 'displayName', 'externalId', 'id', 'meta', 'schemas', 'userName'].sort(),
        );
        expect(made).toMatchObject(sent);
      });
    });

    describe('full', () => {
      let tenant: Tenant;
      const manager = { value: '26118915-6090-4610-87e4-49d8ca9f808d' };
      const person = (userName: string, n: number): Body => ({
        schemas: [USER, ENTERPRISE],
        userName,
        name: { givenName: `Given ${n}`, familyName: `Family ${n % 3}` },
        emails: [
          { value: `w${n}@example.com`, type: 'work', primary: true },
          { value: `h${n}@example.com`, type: 'home' },
        ],
        title: n % 2 === 0 ? 'Auditor' : 'Baker',
        active: true,
        [ENTERPRISE]: { department: `D${n % 4}`, employeeNumber: String(n), manager },
      });
      beforeAll(async () => {
        tenant = await newTenant(stack, 'full');
        for (let n = 0; n < 12; n += 1)
          expect((await tenant.client.post('/Users', person(`p${n}`, n))).status).toBe(201);
      });

      it('keeps core and enterprise attributes as sent', async () => {
        const [found] = resourcesOf(await tenant.client.get(filter('userName eq "P3"')));
        expect(found).toMatchObject({ ...person('p3', 3) });
      });

      it('serves the schemas of both', async () => {
        const ids = resourcesOf(await tenant.client.get('/Schemas')).map((schema) => schema['id']);
        expect(ids).toEqual(expect.arrayContaining([USER, ENTERPRISE]));
        const user = bodyOf(await tenant.client.get(`/Schemas/${USER}`));
        expect(namesOf(user)).toEqual(expect.arrayContaining(['name', 'emails', 'addresses']));
      });

      it.each([
        ['title eq "auditor"', 6],
        ['title eq "Auditor" and name.familyName eq "Family 0"', 2],
        ['emails[type eq "work" and value eq "w7@example.com"]', 1],
        ['emails.value co "H1"', 3],
        ['name.givenName sw "Given 1"', 3],
        [`${ENTERPRISE}:department eq "D1"`, 3],
        ['not (title eq "Baker")', 6],
        ['nickName pr', 0],
        ['userName eq "p1" or userName eq "p2"', 2],
        ['meta.lastModified gt "2020-01-01T00:00:00Z"', 12],
      ])('finds by %s', async (text, count) =>
        expect(totalOf(await tenant.client.get(filter(text)))).toBe(count),
      );

      it('pages in an order that holds, and counts', async () => {
        const pages = await Promise.all(
          [1, 6, 11].map((from) =>
            tenant.client.get(`/Users?startIndex=${from}&count=5&sortBy=userName`),
          ),
        );
        const names = pages.flatMap(resourcesOf).map((user) => String(user['userName']));
        expect(names).toEqual([...names].sort());
        expect(new Set(names).size).toBe(12);
        expect(pages.map(totalOf)).toEqual([12, 12, 12]);
        expect(pages.map((page) => bodyOf(page)['itemsPerPage'])).toEqual([5, 5, 2]);
        expect(resourcesOf(await tenant.client.get('/Users?count=0'))).toEqual([]);
      });

      it('answers with the requested attributes', async () => {
        const [some] = resourcesOf(
          await tenant.client.get(`${filter('title pr')}&attributes=userName,emails.value&count=1`),
        );
        expect(Object.keys(some as Body).sort()).toEqual(['emails', 'id', 'schemas', 'userName']);
        const [rest] = resourcesOf(
          await tenant.client.get(`${filter('userName eq "p4"')}&excludedAttributes=emails,name`),
        );
        expect(rest).toMatchObject({ userName: 'p4', title: 'Auditor' });
        expect(rest).not.toHaveProperty('emails');
        expect(rest).not.toHaveProperty('name');
      });

      it('patches by filter, by path and by URN, wholly or not at all', async () => {
        const id = idOf(await tenant.client.post('/Users', person('patched', 90)));
        const answer = await tenant.client.patch(`/Users/${id}`, [
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@example.com' },
          { op: 'add', path: 'name.middleName', value: 'M' },
          { op: 'replace', path: `${ENTERPRISE}:department`, value: 'D9' },
          { op: 'remove', path: 'emails[type eq "home"]' },
        ]);
        expect(answer.body).toMatchObject({
          emails: [{ value: 'new@example.com', type: 'work', primary: true }],
          name: { givenName: 'Given 90', middleName: 'M' },
          [ENTERPRISE]: { department: 'D9', employeeNumber: '90' },
        });
        const half = await tenant.client.patch(`/Users/${id}`, [
          { op: 'replace', path: 'title', value: 'Half' },
          { op: 'replace', path: 'active', value: 'maybe' },
        ]);
        expect(half.status).toBe(400);
        expect((await tenant.client.get(`/Users/${id}`)).text).toBe(answer.text);
        await tenant.client.delete(`/Users/${id}`);
      });
    });

    it('a tenant that chooses strict is held to it from then on, and keeps what it has', async () => {
      const tenant = await newTenant(stack, 'full');
      const sent = strictUser('before@example.com', { title: 'Auditor' });
      const id = idOf(await tenant.client.post('/Users', sent));
      const json = { 'content-type': 'application/json' };
      const admin = adminOf(stack);
      const chosen = await admin.send(
        'PATCH',
        `/tenants/${tenant.id}`,
        { profile: 'strict' },
        json,
      );
      expect(chosen.body).toMatchObject({ profile: 'strict' });
      const refused = await tenant.client.post(
        '/Users',
        strictUser('b@example.com', { title: 'x' }),
      );
      expect(refused.body).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
      expect((await tenant.client.get(`/Users/${id}`)).status).toBe(200);
    });

    it('with provisioning off, writes are refused and reads go on', async () => {
      const tenant = await newTenant(stack);
      const id = idOf(await tenant.client.post('/Users', strictUser('a@example.com')));
      const turn = (provisioning: string) =>
        adminOf(stack).send(
          'PATCH',
          `/tenants/${tenant.id}`,
          { provisioning },
          {
            'content-type': 'application/json',
          },
        );
      await turn('disabled');
      expect((await tenant.client.post('/Users', strictUser('b@example.com'))).status).toBe(403);
      expect((await tenant.client.delete(`/Users/${id}`)).status).toBe(403);
      expect((await tenant.client.get(`/Users/${id}`)).status).toBe(200);
      await turn('enabled');
      expect((await tenant.client.delete(`/Users/${id}`)).status).toBe(204);
    });
  });

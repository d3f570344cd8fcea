import {
  bodyOf,
  Client,
  idOf,
  resourcesOf,
  strictUser,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import { refused } from '../hostile/answers';
import type { Stack } from '../../support/stack';
import { adminOf, newTenant, type Tenant } from '../../support/tenants';

const json = { 'content-type': 'application/json' };

/** The SCIM 2.0 Interoperability Profile, clause by clause, with tenants that chose `interop`. */
export const conformanceInterop = (the: () => Stack): void =>
  describe('the Interoperability Profile', () => {
    let full: Tenant;
    let strict: Tenant;
    let serial = 0;
    beforeAll(async () => {
      [full, strict] = [await newTenant(the(), 'full'), await newTenant(the())];
      for (const { id } of [full, strict]) {
        const choice = { strictness: 'interop' };
        const chosen = await adminOf(the()).send('PATCH', `/tenants/${id}/quirks`, choice, json);
        expect(chosen.status).toBe(200);
      }
    });
    const fresh = (): string => `io${(serial += 1)}@example.com`;
    const made = async ({ client } = full, more: Body = {}): Promise<Body> => {
      const answer = await client.post('/Users', strictUser(fresh(), more));
      expect(answer.status).toBe(201);
      return bodyOf(answer);
    };
    const patch = async (id: unknown, ...operations: object[]) =>
      full.client.patch(`/Users/${String(id)}`, operations);
    const attributesOf = async ({ client }: Tenant): Promise<Body[]> =>
      resourcesOf(await client.get('/Schemas')).flatMap((one) => one['attributes'] as Body[]);

    it('INTEROP §4-a: interopProfileConformant is not claimed', async () => {
      for (const { client } of [full, strict])
        expect(bodyOf(await client.get('/ServiceProviderConfig'))).not.toHaveProperty(
          'interopProfileConformant',
        );
    });

    it.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
      'INTEROP §5.1-a: %s is there',
      async (path) => expect((await full.client.get(path)).status).toBe(200),
    );

    it('INTEROP §5.1-b: /Schemas has every schema of a resource type, and an attribute of none is refused', async () => {
      for (const { client } of [full, strict]) {
        const ids = resourcesOf(await client.get('/Schemas')).map((one) => one['id']);
        for (const type of resourcesOf(await client.get('/ResourceTypes'))) {
          const extensions = (type['schemaExtensions'] ?? []) as Body[];
          for (const urn of [type['schema'], ...extensions.map((one) => one['schema'])])
            expect(ids).toContain(urn);
        }
      }
      expect((await attributesOf(strict)).map((one) => one['name']).sort()).toEqual([
        'active',
        'displayName',
        'externalId',
        'userName',
      ]);
    });

    it('INTEROP §5.1-c: the id of a resource type is its name', async () => {
      for (const type of resourcesOf(await full.client.get('/ResourceTypes')))
        expect(type['id']).toBe(type['name']);
    });

    it('INTEROP §5.2-a: userName is compared without case, in a filter and in a conflict', async () => {
      const { userName, id } = await made();
      const loud = String(userName).toUpperCase();
      const found = await full.client.get(`/Users?filter=userName%20eq%20%22${loud}%22`);
      expect(resourcesOf(found).map((one) => one['id'])).toEqual([id]);
      refused(await full.client.post('/Users', strictUser(loud)), 409, 'uniqueness');
    });

    it('INTEROP §5.2-b: id and externalId are compared exactly', async () => {
      const { id } = await made(full, { externalId: 'Ext-a' });
      await made(full, { externalId: 'ext-A' });
      const found = await full.client.get('/Users?filter=externalId%20eq%20%22Ext-a%22');
      expect(resourcesOf(found).map((one) => one['id'])).toEqual([id]);
      expect((await full.client.get(`/Users/${String(id).toUpperCase()}`)).status).toBe(404);
    });

    it('INTEROP §5.3-a: an undefined attribute is refused in POST, PUT and PATCH', async () => {
      for (const tenant of [full, strict]) {
        const { id } = await made(tenant);
        const body = strictUser(fresh(), { shoeSize: 46 });
        const operations = [{ op: 'add', path: 'shoeSize', value: 46 }];
        refused(await tenant.client.post('/Users', body), 400, 'invalidSyntax', /shoeSize/);
        refused(await tenant.client.put(`/Users/${id}`, body), 400, 'invalidSyntax', /shoeSize/);
        const patched = await tenant.client.patch(`/Users/${id}`, operations);
        refused(patched, 400, 'invalidSyntax', /shoeSize/);
      }
    });

    it('INTEROP §5.3-b: an undefined schema is refused', async () => {
      const body = { ...strictUser(fresh()), schemas: [USER, 'urn:example:nothing'] };
      for (const { client } of [full, strict])
        refused(await client.post('/Users', body), 400, 'invalidSyntax', /urn:example:nothing/);
    });

    it('INTEROP §5.4-a: `type` of addresses of all kinds has canonicalValues', async () => {
      const attributes = await attributesOf(full);
      for (const name of ['emails', 'phoneNumbers', 'ims', 'addresses', 'photos']) {
        const parts = attributes.find((one) => one['name'] === name)?.['subAttributes'] as Body[];
        const type = parts.find((one) => one['name'] === 'type');
        expect((type?.['canonicalValues'] as string[]).length).toBeGreaterThan(1);
      }
    });

    it('INTEROP §6.1-a: a resource is found only at its id', async () => {
      const { id, userName } = await made();
      expect((await full.client.get(`/Users/${id}`)).status).toBe(200);
      expect((await full.client.get(`/Users/${encodeURIComponent(String(userName))}`)).status).toBe(
        404,
      );
    });

    it('INTEROP §6.2-a: answers are application/scim+json', async () => {
      for (const path of ['/Users', '/Users/nobody', '/Schemas'])
        expect((await full.client.get(path)).headers['content-type']).toMatch(
          /^application\/scim\+json/,
        );
    });

    it('INTEROP §6.3-a: eq and and', async () => {
      const { userName, displayName } = await made();
      const filter = `userName eq "${userName}" and displayName eq "${displayName}"`;
      expect(totalOf(await full.client.get(`/Users?filter=${encodeURIComponent(filter)}`))).toBe(1);
    });

    it('INTEROP §6.3-b: a filter by an undefined attribute is invalidFilter', async () =>
      refused(await full.client.get('/Users?filter=shoeSize%20eq%2046'), 400, 'invalidFilter'));

    it('INTEROP §6.4-a: a hundred by default, a hundred on request, and a limit', async () => {
      const own = await newTenant(the(), 'full');
      const Operations = Array.from({ length: 250 }, (_, i) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `${i}`,
        data: { schemas: [USER], userName: `page${i}` },
      }));
      expect((await own.client.post('/Bulk', { Operations })).status).toBe(200);
      const given = async (query: string) =>
        resourcesOf(await own.client.get(`/Users${query}`)).length;
      expect([await given(''), await given('?count=100'), await given('?count=1000')]).toEqual([
        100, 100, 200,
      ]);
    });

    it('INTEROP §6.5.1.1-a: an operation without a path is 400 invalidSyntax', async () => {
      const { id } = await made();
      refused(
        await patch(id, { op: 'replace', value: { active: false } }),
        400,
        'invalidSyntax',
        /path/,
      );
    });

    it('INTEROP §6.5.2.1-a: add and replace of a single value are the same', async () => {
      const { id } = await made();
      for (const op of ['add', 'replace'])
        expect((await patch(id, { op, path: 'title', value: op })).body).toMatchObject({
          title: op,
        });
    });

    it('INTEROP §6.5.2.1-b: replace of a complex attribute replaces it whole', async () => {
      const { id } = await made(full, { name: { givenName: 'A', familyName: 'B' } });
      const answer = await patch(id, { op: 'replace', path: 'name', value: { givenName: 'C' } });
      expect(bodyOf(answer)['name']).toEqual({ givenName: 'C' });
    });

    it('INTEROP §6.5.2.1-c: add to a complex attribute keeps the rest', async () => {
      const { id } = await made(full, { name: { givenName: 'A', familyName: 'B' } });
      const answer = await patch(id, { op: 'add', path: 'name', value: { givenName: 'C' } });
      expect(bodyOf(answer)['name']).toEqual({ givenName: 'C', familyName: 'B' });
    });

    it('INTEROP §6.5.2.2-a: replace of a list replaces it, add appends', async () => {
      const { id } = await made(full, { emails: [{ value: 'a@b.c', type: 'work' }] });
      const [b, c] = [
        { value: 'b@b.c', type: 'home' },
        { value: 'c@b.c', type: 'other' },
      ];
      const replaced = await patch(id, { op: 'replace', path: 'emails', value: [b] });
      expect(bodyOf(replaced)['emails']).toEqual([b]);
      const added = await patch(id, { op: 'add', path: 'emails', value: [c] });
      expect(bodyOf(added)['emails']).toEqual([b, c]);
    });

    it('INTEROP §6.6-a: a PATCH deletes no resource', async () => {
      const { id } = await made();
      await patch(id, { op: 'replace', path: 'active', value: false });
      expect((await full.client.get(`/Users/${id}`)).body).toMatchObject({ active: false });
    });

    it('INTEROP §6.6-b: after DELETE every request is 404, no list has the resource, and its name is free', async () => {
      const { id, userName } = await made();
      const path = `/Users/${id}`;
      expect((await full.client.delete(path)).status).toBe(204);
      refused(await full.client.get(path), 404);
      refused(await patch(id, { op: 'add', path: 'title', value: 'x' }), 404);
      refused(await full.client.put(path, strictUser(String(userName))), 404);
      refused(await full.client.delete(path), 404);
      const list = await full.client.get(`/Users?filter=userName%20sw%20%22${String(userName)}%22`);
      expect(totalOf(list)).toBe(0);
      const again = await full.client.post('/Users', strictUser(String(userName)));
      expect([again.status, idOf(again) === id]).toEqual([201, false]);
    });

    it('INTEROP §6.9.1-a: a conflict is 409 uniqueness, in POST and in PATCH', async () => {
      const [one, two] = [await made(), await made()];
      refused(
        await full.client.post('/Users', strictUser(String(one['userName']))),
        409,
        'uniqueness',
      );
      const rename = { op: 'replace', path: 'userName', value: one['userName'] };
      refused(await patch(two['id'], rename), 409, 'uniqueness');
    });

    it('INTEROP §7.2-a: Basic is refused', async () =>
      refused(
        await new Client(full.client.base, '').get('/Users', { authorization: 'Basic YTpi' }),
        401,
      ));
  });

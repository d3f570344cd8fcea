import {
  bodyOf,
  Client,
  resourcesOf,
  strictUser,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import { refused } from '../hostile/answers';
import type { Stack } from '../../support/stack';
import { adminOf, issueToken, newTenant, type Tenant } from '../../support/tenants';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** The SCIM 2.0 IPSIE Profile, levels 1 and 2, clause by clause: what it asks of the application. */
export const conformanceIpsie = (the: () => Stack): void =>
  describe('the IPSIE Profile', () => {
    let full: Tenant;
    let strict: Tenant;
    let serial = 0;
    beforeAll(async () => {
      [full, strict] = [await newTenant(the(), 'full'), await newTenant(the())];
    });
    const fresh = (): string => `ip${(serial += 1)}@example.com`;
    const made = async ({ client } = full, more: Body = {}): Promise<Body> => {
      const answer = await client.post('/Users', strictUser(fresh(), more));
      expect(answer.status).toBe(201);
      return bodyOf(answer);
    };
    const group = async (more: Body = {}): Promise<Body> => {
      const body = { schemas: [GROUP], displayName: `group ${(serial += 1)}`, ...more };
      const answer = await full.client.post('/Groups', body);
      expect(answer.status).toBe(201);
      return bodyOf(answer);
    };
    const found = async (path: string, filter: string): Promise<unknown[]> =>
      resourcesOf(await full.client.get(`${path}?filter=${encodeURIComponent(filter)}`)).map(
        (one) => one['id'],
      );
    const attributesOf = async ({ client }: Tenant, urn: string): Promise<unknown[]> =>
      (bodyOf(await client.get(`/Schemas/${urn}`))['attributes'] as Body[]).map(
        (one) => one['name'],
      );

    it('IPSIE §4.1-b: every request without a token is refused', async () => {
      const anonymous = new Client(full.client.base, 'none');
      for (const path of ['/Users', '/Groups', '/Schemas', '/ServiceProviderConfig', ''])
        refused(await anonymous.get(path), 401);
      refused(await anonymous.post('/Bulk', { Operations: [] }), 401);
    });

    it('IPSIE §4.3-b: Bulk', async () => {
      const Operations = [
        { method: 'POST', path: '/Users', bulkId: 'a', data: strictUser(fresh()) },
      ];
      for (const { client } of [full, strict])
        expect(bodyOf(await client.post('/Bulk', { Operations }))['Operations']).toMatchObject([
          { status: '201' },
        ]);
    });

    it('IPSIE §4.3-c: several attributes in one PATCH', async () => {
      const { id } = await made();
      const answer = await full.client.patch(`/Users/${id}`, [
        { op: 'replace', path: 'title', value: 'Lead' },
        { op: 'replace', path: 'nickName', value: 'L' },
        { op: 'add', path: 'name.givenName', value: 'Lea' },
      ]);
      expect(answer.body).toMatchObject({
        title: 'Lead',
        nickName: 'L',
        name: { givenName: 'Lea' },
      });
    });

    it.each(['full', 'strict'] as const)(
      'IPSIE §5.1-a: a %s tenant’s user is switched off and on again by PATCH',
      async (name) => {
        const tenant = { full, strict }[name];
        const { id } = await made(tenant);
        for (const active of [false, true]) {
          const answer = await tenant.client.patch(`/Users/${id}`, [
            { op: 'replace', path: 'active', value: active },
          ]);
          expect([answer.status, bodyOf(answer)['active']]).toEqual([200, active]);
        }
      },
    );

    it('IPSIE §5.2-a: a deleted user’s name is free', async () => {
      const { id, userName } = await made();
      expect((await full.client.delete(`/Users/${id}`)).status).toBe(204);
      const again = await full.client.post('/Users', strictUser(String(userName)));
      expect(again.status).toBe(201);
    });

    it('IPSIE §5.3-a: a user by id', async () => {
      const { id } = await made();
      expect((await full.client.get(`/Users/${id}`)).body).toMatchObject({ id });
    });

    it('IPSIE §5.4-a: users by userName, externalId and e-mail address', async () => {
      const value = fresh();
      const { id, userName } = await made(full, {
        externalId: `x-${value}`,
        emails: [{ value, type: 'work' }],
      });
      for (const filter of [
        `username eq "${userName}"`,
        `externalId eq "x-${value}"`,
        `emails[value eq "${value}"]`,
        `emails[type eq "work" and value eq "${value}"]`,
      ])
        expect(await found('/Users', filter)).toEqual([id]);
      expect(await found('/Users', `emails[type eq "home" and value eq "${value}"]`)).toEqual([]);
    });

    it('IPSIE §6.1.1-a: userName, displayName, active and externalId', async () => {
      expect(await attributesOf(strict, USER)).toEqual(
        expect.arrayContaining(['userName', 'displayName', 'active', 'externalId']),
      );
      expect(await attributesOf(full, USER)).toEqual(
        expect.arrayContaining(['userName', 'displayName', 'active']),
      );
      expect(await made(full, { externalId: 'kept' })).toMatchObject({ externalId: 'kept' });
    });

    it('IPSIE §6.1.2-a: a strict tenant has no password; one that is sent is dropped unread', async () => {
      expect(await attributesOf(strict, USER)).not.toContain('password');
      for (const tenant of [full, strict]) {
        const user = await made(tenant, { password: 'never-kept' });
        expect(user).not.toHaveProperty('password');
      }
    });

    it('IPSIE §6.1.5-a: all users, at most two hundred on a page, by index and by cursor', async () => {
      const total = totalOf(await full.client.get('/Users?count=0'));
      const answer = await full.client.get('/Users?count=5000');
      expect(resourcesOf(answer)).toHaveLength(Math.min(200, total));
      expect((await full.client.get('/Users?cursor=&count=1')).body).toHaveProperty('nextCursor');
    });

    it('IPSIE §6.2.1-a: displayName, members and externalId of groups; displayName is unique', async () => {
      expect(await attributesOf(full, GROUP)).toEqual(
        expect.arrayContaining(['displayName', 'members']),
      );
      const { displayName } = await group({ externalId: 'of-a-group' });
      const again = { schemas: [GROUP], displayName: String(displayName).toUpperCase() };
      refused(await full.client.post('/Groups', again), 409, 'uniqueness');
    });

    it('IPSIE §6.2.2-a: a group without members', async () =>
      expect(await group()).not.toHaveProperty('members'));

    it('IPSIE §6.2.3-a: all groups, and one by its id', async () => {
      const { id } = await group();
      const all = await full.client.get('/Groups?excludedAttributes=members&count=200');
      expect(resourcesOf(all).map((one) => one['id'])).toContain(id);
      expect((await full.client.get(`/Groups/${id}`)).body).toMatchObject({ id });
    });

    it('IPSIE §6.2.5-a: groups by displayName, externalId and member', async () => {
      const { id: member } = await made();
      const { id, displayName } = await group({
        externalId: `g-${fresh()}`,
        members: [{ value: member }],
      });
      const { externalId } = bodyOf(await full.client.get(`/Groups/${id}`));
      for (const filter of [
        `displayName eq "${displayName}"`,
        `externalId eq "${externalId}"`,
        `members[value eq "${member}"]`,
      ])
        expect(await found('/Groups', filter)).toEqual([id]);
    });

    it('IPSIE §6.2.6-a: more than fifty changes of members in one PATCH', async () => {
      const Operations = Array.from({ length: 60 }, (_, i) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `${i}`,
        data: { schemas: [USER], userName: fresh() },
      }));
      const results = bodyOf(await full.client.post('/Bulk', { Operations }))[
        'Operations'
      ] as Body[];
      const ids = results.map((one) => String(one['location']).split('/').at(-1));
      const { id } = await group();
      const change = (op: string) =>
        ids.map((value) =>
          op === 'add'
            ? { op, path: 'members', value: [{ value }] }
            : { op, path: `members[value eq "${value}"]` },
        );
      const members = async () =>
        ((bodyOf(await full.client.get(`/Groups/${id}`))['members'] ?? []) as Body[]).length;
      expect((await full.client.patch(`/Groups/${id}`, change('add'))).status).toBe(204);
      expect(await members()).toBe(60);
      expect((await full.client.patch(`/Groups/${id}`, change('remove'))).status).toBe(204);
      expect(await members()).toBe(0);
    });

    it('IPSIE §10-a: errors have the SCIM form and no internal details', async () => {
      refused(await full.client.get('/Users/nobody'), 404);
      refused(await full.client.post('/Users', '{'), 400, 'invalidSyntax');
      refused(await full.client.get('/Users?filter=('), 400, 'invalidFilter');
    });

    it('IPSIE §10-b: every token expires', async () => {
      const { id } = await issueToken(the(), full.id);
      const { tokens } = bodyOf(await adminOf(the()).get(`/tenants/${full.id}/tokens`)) as {
        tokens: { id: string; expiresAt: string }[];
      };
      const token = tokens.find((one) => one.id === id);
      expect(Date.parse(String(token?.expiresAt))).toBeGreaterThan(Date.now());
    });
  });

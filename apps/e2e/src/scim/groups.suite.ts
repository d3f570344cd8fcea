import { randomUUID } from 'node:crypto';
import { bodyOf, idOf, strictUser, type Body } from '../support/client';
import { group, GROUP, Teams } from '../support/teams';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

/** Groups of the full profile (RFC 7643 §4.2), answered from the log at once. */
export const groups = (the: () => Stack): void =>
  describe('a group', () => {
    let tenant: Tenant;
    let teams: Teams;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      teams = new Teams(tenant.client, 'g');
    });

    const eventsOf = async (id: string) =>
      (await readLog(the().logDatabaseUrl, tenant.id)).events
        .filter(({ subject }) => subject === `groups/${id}`)
        .map(({ type }) => type);

    it('RFC7643 §4.2-a: is created with its members, and is the same at every gateway', async () => {
      const [ada, inner] = [await teams.user(), await teams.group('Inner')];
      const made = await tenant.client.post('/Groups', {
        ...group('Outer', ada, inner),
        externalId: '00g1',
      });
      const id = idOf(made);
      expect([made.status, bodyOf(made)]).toEqual([
        201,
        {
          schemas: [GROUP],
          id,
          displayName: 'Outer',
          externalId: '00g1',
          members: [
            { value: ada, type: 'User', display: 'Name of g1@example.com' },
            { value: inner, type: 'Group', display: 'Inner' },
          ]
            .map((one) => ({ ...one, $ref: `${the().scim[0]}/${one.type}s/${one.value}` }))
            .sort((a, b) => (a.value < b.value ? -1 : 1)),
          meta: {
            resourceType: 'Group',
            created: expect.any(String) as string,
            lastModified: expect.any(String) as string,
            location: `${the().scim[0]}/Groups/${id}`,
            version: 'W/"2"',
          },
        },
      ]);
      expect([made.headers['location'], made.headers['etag']]).toEqual([
        `${the().scim[0]}/Groups/${id}`,
        'W/"2"',
      ]);
      const [first, second] = await Promise.all(
        tenant.clients.map((client) => client.get(`/Groups/${id}`)),
      );
      expect(bodyOf(first!)).toEqual(bodyOf(made));
      expect(valuesIn(bodyOf(second!))).toEqual(valuesIn(bodyOf(made)));
    });

    it('is renamed by a path-less value with an id in it, as Okta sends it', async () => {
      const id = await teams.group('Old name', await teams.user());
      const value = { id, displayName: 'New name' };
      const patched = await tenant.client.patch(`/Groups/${id}`, [{ op: 'replace', value }]);
      expect([patched.status, patched.headers['etag']]).toEqual([204, 'W/"3"']);
      expect(bodyOf(await tenant.client.get(`/Groups/${id}`))['displayName']).toBe('New name');
      expect(await eventsOf(id)).toEqual(['GroupCreated', 'GroupMembersAdded', 'GroupRenamed']);
    });

    it('answers a PATCH with the requested attributes, if any', async () => {
      const id = await teams.group('Asked');
      const answer = await tenant.client.send('PATCH', `/Groups/${id}?attributes=displayName`, {
        Operations: [{ op: 'replace', path: 'displayName', value: 'Answered' }],
      });
      expect([answer.status, bodyOf(answer)]).toEqual([
        200,
        { schemas: [GROUP], id, displayName: 'Answered' },
      ]);
    });

    it('gains and loses members, each published once', async () => {
      const [a, b, c] = (await teams.users(3)) as [string, string, string];
      const id = await teams.group('Members', a);
      expect((await teams.add(id, b, c)).status).toBe(204);
      expect((await teams.add(id, b)).headers['etag']).toBe('W/"3"');
      expect((await teams.remove(id, a)).status).toBe(204);
      const byValue = { op: 'Remove', path: 'members', value: [{ $ref: null, value: b }] };
      expect((await tenant.client.patch(`/Groups/${id}`, [byValue])).status).toBe(204);
      expect(await teams.members(id)).toEqual([c]);
      expect((await teams.remove(id, randomUUID())).headers['etag']).toBe('W/"5"');
    });

    it('is replaced by PUT: who is not named is a member no more', async () => {
      const [a, b] = (await teams.users(2)) as [string, string];
      const id = await teams.group('Put', a);
      const put = await tenant.client.put(`/Groups/${id}`, group('Put', b));
      expect([put.status, valuesIn(bodyOf(put))]).toEqual([200, [b]]);
      expect(await eventsOf(id)).toEqual([
        'GroupCreated',
        'GroupMembersAdded',
        'GroupMembersRemoved',
        'GroupMembersAdded',
      ]);
      const same = await tenant.client.put(`/Groups/${id}`, group('Put', b));
      expect(same.headers['etag']).toBe(put.headers['etag']);
    });

    it('shows itself to its members at once, by id and by look-up', async () => {
      const ada = await teams.user();
      const id = await teams.group('Shown', ada);
      const [user, other] = await Promise.all(
        tenant.clients.map((client) => client.get(`/Users/${ada}`)),
      );
      const shown = {
        value: id,
        $ref: `${the().scim[0]}/Groups/${id}`,
        type: 'direct',
        display: 'Shown',
      };
      expect(bodyOf(user!)['groups']).toEqual([shown]);
      expect(bodyOf(other!)['groups']).toHaveLength(1);
      const name = encodeURIComponent(`userName eq "${String(bodyOf(user!)['userName'])}"`);
      const found = bodyOf(await tenant.client.get(`/Users?filter=${name}`))['Resources'] as Body[];
      expect(found[0]?.['groups']).toEqual([shown]);
      const version = user!.headers['etag'];
      await teams.remove(id, ada);
      const after = await tenant.client.get(`/Users/${ada}`);
      expect([bodyOf(after)['groups'], after.headers['etag']]).toEqual([undefined, version]);
    });

    it('loses a user who is deleted, and says so', async () => {
      const [ada, bob] = (await teams.users(2)) as [string, string];
      const id = await teams.group('Deletes', ada, bob);
      expect((await tenant.client.delete(`/Users/${ada}`)).status).toBe(204);
      expect(await teams.members(id)).toEqual([bob]);
      expect((await eventsOf(id)).at(-1)).toBe('GroupMembersRemoved');
      expect((await tenant.client.get(`/Groups/${id}`)).headers['etag']).toBe('W/"3"');
    });

    it('is deleted, and is in no group and in no user any more', async () => {
      const ada = await teams.user();
      const inner = await teams.group('Inner to go', ada);
      const outer = await teams.group('Outer stays', inner);
      expect((await tenant.client.delete(`/Groups/${inner}`)).status).toBe(204);
      expect([await teams.members(outer), await teams.groupsOf(ada)]).toEqual([[], []]);
      for (const again of [
        await tenant.client.get(`/Groups/${inner}`),
        await tenant.client.delete(`/Groups/${inner}`),
      ])
        expect([again.status, bodyOf(again)['detail']]).toEqual([
          404,
          'There is no group with this id.',
        ]);
      expect(await teams.group('Inner to go')).not.toBe(inner);
    });

    it('has a name that no other group has, in whatever case', async () => {
      await teams.group('Straße');
      const taken = await tenant.client.post('/Groups', group('STRAßE'));
      expect([taken.status, bodyOf(taken)]).toEqual([
        409,
        expect.objectContaining({
          scimType: 'uniqueness',
          detail: expect.stringContaining('displayName') as string,
        }),
      ]);
      const id = await teams.group('Avenue');
      const renamed = [{ op: 'replace', path: 'displayName', value: 'straße' }];
      expect((await tenant.client.patch(`/Groups/${id}`, renamed)).status).toBe(409);
    });

    it.each([
      ['an unknown id', () => Promise.resolve(randomUUID())],
      ['no id at all', () => Promise.resolve('x')],
      [
        'a user of another tenant',
        async () => new Teams((await newTenant(the(), 'full')).client, 'other').user(),
      ],
    ])('takes no member that is %s, and names it', async (_, idOfMember) => {
      const member = await idOfMember();
      const before = (await readLog(the().logDatabaseUrl, tenant.id)).position;
      const created = await tenant.client.post('/Groups', group('Refused', member));
      expect([created.status, bodyOf(created)]).toEqual([
        400,
        expect.objectContaining({
          scimType: 'invalidValue',
          detail: expect.stringContaining(member) as string,
        }),
      ]);
      expect((await readLog(the().logDatabaseUrl, tenant.id)).position).toBe(before);
    });

    it('is never inside itself', async () => {
      const bottom = await teams.group('Bottom');
      const middle = await teams.group('Middle', bottom);
      const top = await teams.group('Top', middle);
      for (const [id, member] of [
        [bottom, top],
        [bottom, middle],
        [bottom, bottom],
      ] as const) {
        const refused = await teams.add(id, member);
        expect([refused.status, bodyOf(refused)['detail']]).toEqual([
          400,
          expect.stringContaining('inside itself'),
        ]);
      }
      expect((await teams.add(top, bottom)).status).toBe(204);
    });

    it('changes under its version alone', async () => {
      const id = await teams.group('Versions');
      const some = await teams.users(20);
      const answers = await Promise.all(
        some.map((member, i) =>
          tenant.clients[i % 2]!.patch(
            `/Groups/${id}`,
            [{ op: 'add', path: 'members', value: [{ value: member }] }],
            { 'if-match': 'W/"1"' },
          ),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        204,
        ...Array.from({ length: 19 }, () => 412),
      ]);
      expect(await teams.members(id)).toHaveLength(1);
      const read = await tenant.client.get(`/Groups/${id}`, { 'if-none-match': 'W/"2"' });
      expect(read.status).toBe(304);
    });

    it('loses no member that is added while others are', async () => {
      const id = await teams.group('Concurrent');
      const some = await teams.users(30);
      await Promise.all(
        some.map((member, i) => new Teams(tenant.clients[i % 2]!, '').add(id, member)),
      );
      expect(await teams.members(id)).toEqual([...some].sort());
    });

    it('does not exist for a strict tenant, with the reason', async () => {
      const { client } = await newTenant(the());
      for (const [method, path, body] of [
        ['GET', '/Groups?startIndex=1&count=100', undefined],
        ['POST', '/Groups', group('x')],
        ['GET', `/Groups/${randomUUID()}`, undefined],
        ['PATCH', `/Groups/${randomUUID()}`, { Operations: [] }],
        ['DELETE', `/Groups/${randomUUID()}`, undefined],
      ] as const) {
        const answer = await client.send(method, path, body);
        expect([answer.status, bodyOf(answer)['detail']]).toEqual([
          404,
          expect.stringContaining('no groups'),
        ]);
      }
      const made = await client.post('/Users', strictUser('s@example.com', { groups: [] }));
      expect(bodyOf(made)['groups']).toBeUndefined();
    });
  });

const valuesIn = (body: Body): readonly string[] =>
  ((body['members'] ?? []) as { value: string }[]).map(({ value }) => value);

import { inexactOf, shownTeams, teamsOf } from '../audit/audit-groups';
import {
  bodyOf,
  resourcesOf,
  strictUser,
  totalOf,
  type Body,
  type Client,
} from '../support/client';
import { readPublished } from '../support/records';
import { eventually, whenPublished } from '../audit/settled';
import type { Stack } from '../support/stack';
import { Teams, valuesOf } from '../support/teams';
import { adminOf, newTenant, type Tenant } from '../support/tenants';

const listed = (client: Client, filter: string, more = '') =>
  client.get(`/Groups?filter=${encodeURIComponent(filter)}${more}`);

/** Lists of groups, and of users by their groups: answered by the directory, never stale. */
export const groupLists = (the: () => Stack): void =>
  describe('lists of groups', () => {
    let tenant: Tenant;
    let teams: Teams;
    let ada: string;
    let bob: string;
    let inner: string;
    let outer: string;
    let empty: string;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      teams = new Teams(tenant.client, 'l');
      ada = await teams.user();
      bob = await teams.user();
      inner = await teams.group('Ärzte', ada);
      outer = await teams.group('Berlin office', inner, bob);
      empty = await teams.group('Chess club');
    });

    const found = async (filter: string, more = '') => {
      const answer = await listed(tenant.client, filter, more);
      if (answer.status !== 200) throw new Error(answer.text);
      return resourcesOf(answer).map((one) => one['id']);
    };

    it('are whole, in the order of creation, page by page', async () => {
      const whole = await tenant.client.get('/Groups');
      expect([totalOf(whole), resourcesOf(whole).map((one) => one['id'])]).toEqual([
        3,
        [inner, outer, empty],
      ]);
      for (const one of resourcesOf(whole))
        expect(one).toEqual(bodyOf(await tenant.client.get(`/Groups/${String(one['id'])}`)));
      const page = await tenant.client.get('/Groups?startIndex=2&count=1');
      expect([totalOf(page), resourcesOf(page).map((one) => one['id'])]).toEqual([3, [outer]]);
    });

    it.each([
      ['by name, whatever its case', () => 'displayName eq "äRZTE"', () => [inner]],
      ['by id', () => `id eq "${outer}"`, () => [outer]],
      ['by an unknown id', () => 'id eq "x"', () => []],
      ['by a part of the name', () => 'displayName co "OFFICE"', () => [outer]],
      ['by a member', () => `members.value eq "${bob}"`, () => [outer]],
      ['by a member between brackets', () => `members[value eq "${inner}"]`, () => [outer]],
      ['by the type of a member', () => 'members[type eq "group"]', () => [outer]],
      ['by the name of a member', () => 'members.display sw "name of L1"', () => [inner]],
      ['that hold somebody', () => 'members pr', () => [inner, outer]],
      ['without members', () => 'not (members pr)', () => [empty]],
      ['by a member and a name', () => `members eq "${bob}" and displayName sw "b"`, () => [outer]],
    ])('are found %s', async (_, filter, expected) =>
      expect(await found(filter())).toEqual(expected()),
    );

    it('are sorted by what they have', async () => {
      expect(await found('id pr', '&sortBy=displayName&sortOrder=descending')).toEqual([
        inner,
        empty,
        outer,
      ]);
    });

    it('leave members out when they are not wanted, and keep what is', async () => {
      for (const path of [
        `/Groups/${outer}?excludedAttributes=members`,
        '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22Berlin%20office%22',
        '/Groups?excludedAttributes=members&startIndex=2&count=1',
      ]) {
        const body = bodyOf(await tenant.client.get(path));
        const [one = body] = (body['Resources'] ?? []) as Body[];
        expect([one['displayName'], one['members']]).toEqual(['Berlin office', undefined]);
      }
      const some = await tenant.client.get('/Groups?attributes=members.value&count=2');
      expect(resourcesOf(some).map((one) => valuesOf(one['members']))).toEqual([
        [ada],
        [inner, bob].sort(),
      ]);
    });

    it('are up to date straight after a change', async () => {
      const someone = await teams.user();
      await teams.add(empty, someone);
      expect(await found(`members.value eq "${someone}"`)).toEqual([empty]);
      await teams.remove(empty, someone);
      expect(await found(`members.value eq "${someone}"`)).toEqual([]);
    });

    it('show each user with its groups, and find users by them', async () => {
      const answer = await tenant.client.get('/Users?sortBy=userName');
      const groupsById = new Map(
        resourcesOf(answer).map((one) => [one['id'], valuesOf(one['groups'])]),
      );
      expect([groupsById.get(ada), groupsById.get(bob)]).toEqual([[inner], [outer]]);
      const [first] = resourcesOf(await tenant.client.get('/Users?count=1'));
      expect(first).toEqual(bodyOf(await tenant.client.get(`/Users/${ada}`)));
      for (const [filter, expected] of [
        [`groups.value eq "${outer}"`, [bob]],
        ['groups.display eq "ärzte"', [ada]],
        [`groups[value eq "${inner}" and type eq "direct"]`, [ada]],
      ] as const) {
        const users = await tenant.client.get(`/Users?filter=${encodeURIComponent(filter)}`);
        expect(resourcesOf(users).map((one) => one['id'])).toEqual(expected);
      }
      const without = await tenant.client.get('/Users?excludedAttributes=groups&count=1');
      expect(resourcesOf(without)[0]?.['groups']).toBeUndefined();
    });

    it('hold nothing of another tenant, whatever the filter', async () => {
      const other = await newTenant(the(), 'full');
      for (const filter of [`members.value eq "${ada}"`, 'id pr or members pr', 'displayName pr'])
        expect(totalOf(await listed(other.client, filter))).toBe(0);
    });

    it('refuse a filter that names no attribute of groups', async () => {
      const answer = await listed(tenant.client, 'userName eq "x"');
      expect([answer.status, bodyOf(answer)['scimType']]).toEqual([400, 'invalidFilter']);
    });

    it('are what the topic says, and stay so through a rebuild', async () => {
      const churn = await teams.users(20);
      const many = await teams.group('Many', ...churn, outer);
      await Promise.all([
        ...churn.slice(0, 5).map((id) => tenant.client.delete(`/Users/${id}`)),
        ...churn.slice(5, 10).map((id) => teams.remove(many, id)),
        tenant.client.delete(`/Groups/${inner}`),
        teams.group('Late', ...churn.slice(15)),
      ]);
      const { events } = await whenPublished(the(), tenant.id);
      const published = await readPublished(the().brokers, tenant.id);
      const groups = resourcesOf(await tenant.client.get('/Groups?count=200'));
      expect(shownTeams(groups)).toEqual(teamsOf(published));
      expect([teamsOf(events), inexactOf(events)]).toEqual([teamsOf(published), []]);
      for (const group of groups)
        expect(bodyOf(await tenant.client.get(`/Groups/${String(group['id'])}`))).toEqual(group);
      const { code, output } = await the().rebuild();
      expect([code, output]).toEqual([0, expect.stringMatching(/equal/i)]);
      expect(resourcesOf(await tenant.client.get('/Groups?count=200'))).toEqual(groups);
    });

    it('come back with the profile that has them', async () => {
      const other = await newTenant(the(), 'full');
      const theirs = new Teams(other.client, 'p');
      const one = await theirs.user();
      const id = await theirs.group('Kept', one, await theirs.user());
      await choose(the(), other, 'strict');
      expect((await other.client.get('/Groups')).status).toBe(404);
      await other.client.post('/Users', strictUser('strict@example.com'));
      expect((await other.client.delete(`/Users/${one}`)).status).toBe(204);
      await choose(the(), other, 'full');
      expect(await theirs.members(id)).toHaveLength(1);
      const [group] = resourcesOf(await other.client.get('/Groups?count=5'));
      expect(valuesOf(group?.['members'])).toHaveLength(1);
    });
  });

const choose = async (stack: Stack, { id, client }: Tenant, profile: string): Promise<void> => {
  const json = { 'content-type': 'application/json' };
  const answer = await adminOf(stack).send('PATCH', `/tenants/${id}`, { profile }, json);
  expect(answer.status).toBe(200);
  await eventually(
    () => client.get('/Groups?count=0'),
    ({ status }) => status === (profile === 'full' ? 200 : 404),
  );
};

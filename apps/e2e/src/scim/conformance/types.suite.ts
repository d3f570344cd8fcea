import {
  bodyOf,
  idOf,
  PATCH_OP,
  resourcesOf,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import { refused } from '../hostile/answers';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** What asks for users and groups together: the root, `/.search` and `/Bulk`. */
export const conformanceTypes = (the: () => Stack): void =>
  describe('users and groups together', () => {
    let tenant: Tenant;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      for (const userName of ['ann', 'bob', 'cy', 'dee', 'eve'])
        await tenant.client.post('/Users', { schemas: [USER], userName, title: 'Cook' });
      for (const displayName of ['Cooks', 'Bakers', 'Waiters', 'Guests'])
        await tenant.client.post('/Groups', { schemas: [GROUP], displayName });
    });
    const namesOf = (answer: Answer): string[] =>
      resourcesOf(answer).map((one) => String(one['userName'] ?? one['displayName']));
    const search = async (more: Body): Promise<Answer> =>
      tenant.client.post('/.search', { schemas: [SEARCH], ...more });
    const ALL = ['ann', 'bob', 'cy', 'dee', 'eve', 'Cooks', 'Bakers', 'Waiters', 'Guests'];

    it('RFC7644 §3.4.2.1-a: the root returns all resources, one type after the other', async () => {
      const [get, post] = [await tenant.client.get(''), await search({})];
      expect(get.body).toEqual(post.body);
      expect(bodyOf(get)).toMatchObject({ totalResults: 9, startIndex: 1, itemsPerPage: 9 });
      expect(namesOf(get)).toEqual(ALL);
    });

    it.each([
      [1, 3, ALL.slice(0, 3)],
      [4, 4, ALL.slice(3, 7)],
      [6, 2, ALL.slice(5, 7)],
      [8, 5, ALL.slice(7)],
      [10, 5, []],
      [1, 0, []],
    ])('RFC7644 §3.4.2.1-a: startIndex %i, count %i', async (startIndex, count, names) => {
      const answer = await search({ startIndex, count });
      expect(bodyOf(answer)).toMatchObject({ totalResults: 9, startIndex });
      expect(namesOf(answer)).toEqual(names);
    });

    it.each([
      ['meta.resourceType eq "Group"', ['Cooks', 'Bakers', 'Waiters', 'Guests']],
      ['meta.resourceType eq "User" and userName gt "c"', ['cy', 'dee', 'eve']],
      ['userName eq "ann" or displayName eq "cooks"', ['ann', 'Cooks']],
      ['title eq "cook" or members pr', ['ann', 'bob', 'cy', 'dee', 'eve']],
      ['not (title pr)', ['Cooks', 'Bakers', 'Waiters', 'Guests']],
      ['userName eq "nobody"', []],
    ])('RFC7644 §3.4.2.1-b: %s', async (filter, names) => {
      const answer = await search({ filter });
      expect([answer.status, totalOf(answer)]).toEqual([200, names.length]);
      expect(namesOf(answer).sort()).toEqual([...names].sort());
    });

    it('RFC7644 §3.4.2.1-c: an attribute of no type is invalidFilter; an order across types is refused', async () => {
      refused(await search({ filter: 'shoeSize pr' }), 400, 'invalidFilter', /shoeSize/);
      refused(await search({ sortBy: 'displayName' }), 400, 'invalidValue', /Users or \/Groups/);
    });

    it('RFC9865 §3-a: cursors across types', async () => {
      const names: string[] = [];
      const cursors: unknown[] = [''];
      while (typeof cursors.at(-1) === 'string') {
        const answer = await search({
          count: 3,
          cursor: cursors.at(-1),
          attributes: ['userName', 'displayName'],
        });
        expect([answer.status, totalOf(answer)]).toEqual([200, 9]);
        names.push(...namesOf(answer));
        cursors.push(bodyOf(answer)['nextCursor']);
      }
      expect(names).toEqual(ALL);
      refused(
        await search({ count: 3, cursor: cursors[1], filter: 'id pr' }),
        400,
        'invalidCursor',
      );
      const elsewhere = `/Users?count=3&cursor=${String(cursors[1])}`;
      refused(await tenant.client.get(elsewhere), 400, 'invalidCursor');
    });

    it.each(['', '&sortBy=displayName', '&filter=displayName%20pr'])(
      'RFC9865 §2-a: groups%s by cursor, without their members when those are left out',
      async (query) => {
        const names: string[] = [];
        let next: unknown = '';
        while (typeof next === 'string') {
          const answer = await tenant.client.get(
            `/Groups?count=3&cursor=${next}${query}&excludedAttributes=members`,
          );
          expect(answer.status).toBe(200);
          names.push(...namesOf(answer));
          next = bodyOf(answer)['nextCursor'];
        }
        const expected = ['Cooks', 'Bakers', 'Waiters', 'Guests'];
        expect(names).toEqual(query.includes('sortBy') ? [...expected].sort() : expected);
      },
    );

    it('RFC7644 §3.7.2-a: a group of users who are created in the same request, before and after it', async () => {
      const own = await newTenant(the(), 'full');
      const user = (bulkId: string) => ({
        method: 'POST',
        path: '/Users',
        bulkId,
        data: { schemas: [USER], userName: bulkId },
      });
      const group = (bulkId: string, ...members: string[]) => ({
        method: 'POST',
        path: '/Groups',
        bulkId,
        data: {
          schemas: [GROUP],
          displayName: bulkId,
          members: members.map((one) => ({ value: `bulkId:${one}` })),
        },
      });
      const patch = (to: string, ...Operations: object[]) => ({
        method: 'PATCH',
        path: `/Groups/bulkId:${to}`,
        data: { schemas: [PATCH_OP], Operations },
      });
      const answer = await own.client.post('/Bulk', {
        Operations: [
          group('everybody', 'ann', 'cooks'),
          user('ann'),
          group('cooks', 'bob', 'ann'),
          patch('cooks', { op: 'add', path: 'members', value: [{ value: 'bulkId:cy' }] }),
          user('bob'),
          user('cy'),
          patch('cooks', { op: 'remove', path: 'members[value eq "bulkId:ann"]' }),
        ],
      });
      const results = bodyOf(answer)['Operations'] as Body[];
      expect(results.map((one) => one['status'])).toEqual([
        '201',
        '201',
        '201',
        '200',
        '201',
        '201',
        '200',
      ]);
      const membersOf = async (name: string): Promise<unknown[]> => {
        const [one] = resourcesOf(
          await own.client.get(`/Groups?filter=displayName%20eq%20%22${name}%22`),
        );
        return ((one?.['members'] ?? []) as Body[]).map((member) => member['display']).sort();
      };
      const idOfUser = async (name: string): Promise<string> =>
        String(
          resourcesOf(await own.client.get(`/Users?filter=userName%20eq%20%22${name}%22`))[0]?.[
            'id'
          ],
        );
      const cooks = resourcesOf(
        await own.client.get('/Groups?filter=displayName%20eq%20%22cooks%22'),
      )[0];
      expect(((cooks?.['members'] ?? []) as Body[]).map((one) => one['value']).sort()).toEqual(
        [await idOfUser('bob'), await idOfUser('cy')].sort(),
      );
      expect(await membersOf('everybody')).toHaveLength(2);
    });

    it('RFC7644 §3.7.1-a: groups inside each other are refused, 409', async () => {
      const own = await newTenant(the(), 'full');
      const group = (bulkId: string, member: string) => ({
        method: 'POST',
        path: '/Groups',
        bulkId,
        data: { schemas: [GROUP], displayName: bulkId, members: [{ value: `bulkId:${member}` }] },
      });
      const answer = await own.client.post('/Bulk', {
        Operations: [group('a', 'b'), group('b', 'a')],
      });
      const results = bodyOf(answer)['Operations'] as Body[];
      expect(results.map((one) => one['status'])).toEqual(['409', '409']);
      expect(totalOf(await own.client.get('/Groups'))).toBe(0);
    });

    it('RFC7643 §4.2-a: a group has a displayName, and members with type and $ref', async () => {
      const [ann] = resourcesOf(await tenant.client.get('/Users?filter=userName%20eq%20%22ann%22'));
      const value = String(ann?.['id']);
      const made = await tenant.client.post('/Groups', {
        schemas: [GROUP],
        displayName: 'Tasters',
        members: [{ value }],
      });
      expect(made.body).toMatchObject({
        displayName: 'Tasters',
        members: [{ value, type: 'User', $ref: `${tenant.client.base}/Users/${value}` }],
      });
      refused(await tenant.client.post('/Groups', { schemas: [GROUP] }), 400, 'invalidValue');
    });

    it('a strict tenant has no groups at any door', async () => {
      const { client } = await newTenant(the());
      refused(await client.post('/Groups/.search', {}), 404);
      expect((await client.get('')).status).toBe(200);
      const answer = await client.post('/Bulk', {
        Operations: [{ method: 'POST', path: '/Groups', bulkId: 'a', data: { displayName: 'x' } }],
      });
      expect(bodyOf(answer)['Operations']).toMatchObject([{ status: '404' }]);
      expect(idOf(answer)).toBe('undefined');
    });
  });

import { bodyOf, resourcesOf, USER, type Body } from '../../support/client';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

/** RFC 7644 §3.4.3 and queries at the root, clause by clause. */
export const conformanceSearch = (the: () => Stack): void =>
  describe('RFC 7644, .search', () => {
    let tenant: Tenant;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      const people: Body[] = [
        { userName: 'ann', title: 'Baker', emails: [{ value: 'a@w.test', type: 'work' }] },
        { userName: 'Bob', title: 'auditor' },
        { userName: 'cy', title: 'Cook' },
        { userName: 'Dee' },
      ];
      for (const one of people)
        expect((await tenant.client.post('/Users', { schemas: [USER], ...one })).status).toBe(201);
    });

    it('RFC7644 §3.4.2.1-a: a query at the root', async () => {
      for (const path of ['', '/']) {
        const answer = await tenant.client.get(
          `${path}?filter=${encodeURIComponent('meta.resourceType eq "User" and userName pr')}&count=2`,
        );
        expect(bodyOf(answer)).toMatchObject({ totalResults: 4, startIndex: 1, itemsPerPage: 2 });
      }
    });

    const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

    it.each<[Body, string]>([
      [{}, ''],
      [{ filter: 'title pr', count: 2, startIndex: 2 }, 'filter=title%20pr&count=2&startIndex=2'],
      [
        { filter: 'userName eq "ann"', attributes: ['emails.type'] },
        'filter=userName%20eq%20%22ann%22&attributes=emails.type',
      ],
      [
        { excludedAttributes: ['emails', 'meta'], count: 3 },
        'excludedAttributes=emails,meta&count=3',
      ],
    ])('RFC7644 §3.4.3-a: %j as GET ?%s', async (search, query) => {
      const get = await tenant.client.get(`/Users?${query}`);
      for (const path of ['/Users/.search', '/.search']) {
        const post = await tenant.client.post(path, { schemas: [SEARCH], ...search });
        expect([post.status, post.body]).toEqual([200, get.body]);
      }
    });

    it('RFC7644 §3.4.3-a: a sorted search', async () => {
      const search = { schemas: [SEARCH], sortBy: 'title', sortOrder: 'descending' };
      const post = await tenant.client.post('/Users/.search', search);
      expect(resourcesOf(post).map((one) => one['userName'])).toEqual(['Dee', 'cy', 'ann', 'Bob']);
    });

    it.each<[Body | unknown[], string]>([
      [[], 'invalidSyntax'],
      [{ schemas: ['urn:x'] }, 'invalidSyntax'],
      [{ filters: 'title pr' }, 'invalidSyntax'],
      [{ filter: 'nope pr' }, 'invalidFilter'],
      [{ filter: 7 }, 'invalidValue'],
      [{ count: '2' }, 'invalidValue'],
      [{ sortBy: 'nope' }, 'invalidPath'],
      [{ attributes: ['a'], excludedAttributes: ['b'] }, 'invalidValue'],
    ])('RFC7644 §3.4.3-b: %j is refused', async (body, scimType) => {
      const answer = await tenant.client.post('/Users/.search', body);
      expect(answer.body).toMatchObject({ status: '400', scimType });
    });
  });

import {
  bodyOf,
  ENTERPRISE,
  filter,
  resourcesOf,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** RFC 7644 on queries and discovery, clause by clause. */
export const conformanceQuery = (the: () => Stack): void =>
  describe('RFC 7644, queries', () => {
    let tenant: Tenant;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      const people: Body[] = [
        {
          userName: 'ann',
          title: 'Baker',
          active: true,
          externalId: 'A1',
          emails: [
            { value: 'a@w.test', type: 'work' },
            { value: 'a@h.test', type: 'home' },
          ],
        },
        {
          userName: 'Bob',
          title: 'auditor',
          active: false,
          name: { familyName: 'Zoë' },
          emails: [{ value: 'b@w.test', type: 'work', primary: true }],
        },
        { userName: 'cy', title: 'Cook', [ENTERPRISE]: { department: 'Tours' } },
        { userName: 'Dee' },
      ];
      for (const one of people)
        expect((await tenant.client.post('/Users', { schemas: [USER], ...one })).status).toBe(201);
    });
    const found = async (query: string): Promise<string[]> =>
      resourcesOf(await tenant.client.get(`/Users?${query}`)).map((one) => String(one['userName']));
    const by = async (text: string): Promise<string> =>
      (await found(`filter=${encodeURIComponent(text)}`)).sort().join(' ');

    it('RFC7644 §3.4.2-a: a ListResponse with totalResults and Resources', async () => {
      const answer = await tenant.client.get('/Users');
      expect(answer.body).toMatchObject({
        schemas: [LIST],
        totalResults: 4,
        itemsPerPage: 4,
        startIndex: 1,
      });
      expect(resourcesOf(answer)).toHaveLength(4);
    });

    it('RFC7644 §3.4.2-b: a list without a match is 200 with totalResults 0', async () => {
      const answer = await tenant.client.get(filter('userName eq "nobody"'));
      expect([answer.status, totalOf(answer)]).toEqual([200, 0]);
    });

    it.each([
      ['title eq "baker"', 'ann'],
      ['title ne "baker"', 'Bob Dee cy'],
      ['title co "OO"', 'cy'],
      ['title sw "aud"', 'Bob'],
      ['title ew "er"', 'ann'],
      ['title pr', 'Bob ann cy'],
      ['userName gt "bob"', 'Dee cy'],
      ['userName ge "bob"', 'Bob Dee cy'],
      ['userName lt "bob"', 'ann'],
      ['userName le "bob"', 'Bob ann'],
    ])('RFC7644 §3.4.2.2-a: %s', async (text, names) => expect(await by(text)).toBe(names));

    it.each([
      ['title eq "baker" or title eq "cook" and userName eq "nobody"', 'ann'],
      ['(title eq "baker" or title eq "cook") and userName eq "cy"', 'cy'],
      ['not (title pr)', 'Dee'],
      ['not (title pr) or title eq "cook" and not (userName eq "cy")', 'Dee'],
    ])('RFC7644 §3.4.2.2-b: %s', async (text, names) => expect(await by(text)).toBe(names));

    it.each([
      ['emails.type ne "work"', 'Dee ann cy'],
      ['emails ne "b@w.test" and emails pr', 'ann'],
      ['emails.primary ne true', 'Dee ann cy'],
      ['not (emails.type eq "work")', 'Dee cy'],
    ])('RFC7644 §3.4.2.2-j: %s', async (text, names) => expect(await by(text)).toBe(names));

    it('RFC7644 §3.4.2.2-c: TITLE EQ equals title eq', async () =>
      expect(await by('TITLE EQ "baker" AND Title PR')).toBe('ann'));

    it('RFC7644 §3.4.2.2-d: one value meets both conditions', async () => {
      expect(await by('emails[type eq "home" and value co "w.test"]')).toBe('');
      expect(await by('emails[type eq "home" and value co "h.test"]')).toBe('ann');
      expect(await by('emails.type eq "home" and emails.value co "w.test"')).toBe('ann');
    });

    it.each(['active gt true', 'active le false', 'x509Certificates.value ge "a"'])(
      'RFC7644 §3.4.2.2-e: %s is refused',
      async (text) =>
        expect((await tenant.client.get(filter(text))).body).toMatchObject({
          status: '400',
          scimType: 'invalidFilter',
        }),
    );

    it.each([
      'title',
      'title is "x"',
      'title eq',
      '(title pr',
      'title eq "x" xor title pr',
      'nope eq "x"',
    ])('RFC7644 §3.4.2.2-f: %s is refused', async (text) =>
      expect((await tenant.client.get(filter(text))).body).toMatchObject({
        status: '400',
        scimType: 'invalidFilter',
      }),
    );

    it('RFC7644 §3.4.2.2-g: an extension by its URN', async () => {
      expect(await by(`${ENTERPRISE}:department eq "tours"`)).toBe('cy');
      expect(await by(`${USER}:userName eq "CY"`)).toBe('cy');
    });

    it('RFC7644 §3.4.2.2-h: dates in another zone', async () => {
      const [one] = resourcesOf(await tenant.client.get(filter('userName eq "ann"')));
      const created = new Date(String((one?.['meta'] as Body)['created']));
      const shifted = new Date(created.getTime() + 7_200_000).toISOString().replace('Z', '+02:00');
      expect(await by(`userName eq "ann" and meta.created eq "${shifted}" and title pr`)).toBe(
        'ann',
      );
      expect(await by(`userName eq "ann" and meta.created gt "${shifted}" and title pr`)).toBe('');
    });

    it('RFC7644 §3.4.2.2-i: names without case, externalId exactly', async () => {
      expect(await by('name.familyName eq "ZOË"')).toBe('Bob');
      expect(await by('externalId eq "a1" or userName eq "x"')).toBe('');
      expect(await by('externalId eq "A1" or userName eq "x"')).toBe('ann');
    });

    it('RFC7644 §3.4.2.3-a: ascending with the rest last, descending with the rest first', async () => {
      expect(await found('sortBy=title')).toEqual(['Bob', 'ann', 'cy', 'Dee']);
      expect(await found('sortBy=title&sortOrder=descending')).toEqual(['Dee', 'cy', 'ann', 'Bob']);
    });

    it('RFC7644 §3.4.2.3-b: sorted without case', async () =>
      expect(await found('sortBy=userName')).toEqual(['ann', 'Bob', 'cy', 'Dee']));

    it('RFC7644 §3.4.2.4-a: startIndex 0 and -7 are 1', async () => {
      for (const from of [0, -7])
        expect(bodyOf(await tenant.client.get(`/Users?startIndex=${from}`))).toMatchObject({
          startIndex: 1,
          itemsPerPage: 4,
        });
    });

    it('RFC7644 §3.4.2.4-b: count -1 and 0 return only the total', async () => {
      for (const count of [-1, 0]) {
        const answer = await tenant.client.get(`/Users?count=${count}`);
        expect([totalOf(answer), resourcesOf(answer)]).toEqual([4, []]);
      }
    });

    it('RFC7644 §3.4.2.4-c: pages of two show every person once', async () => {
      const pages = [
        await tenant.client.get('/Users?startIndex=1&count=2'),
        await tenant.client.get('/Users?startIndex=3&count=2'),
      ];
      expect(pages.map((page) => bodyOf(page)['itemsPerPage'])).toEqual([2, 2]);
      expect(pages.flatMap(resourcesOf).map((one) => one['userName'])).toEqual([
        'ann',
        'Bob',
        'cy',
        'Dee',
      ]);
    });

    it('RFC7644 §3.4.2.5-a: attributes and excludedAttributes', async () => {
      const [some] = resourcesOf(
        await tenant.client.get(`${filter('userName eq "ann"')}&attributes=emails.type`),
      );
      expect(some).toEqual({
        schemas: [USER],
        id: expect.any(String),
        emails: [{ type: 'work' }, { type: 'home' }],
      });
      const [rest] = resourcesOf(
        await tenant.client.get(`${filter('userName eq "ann"')}&excludedAttributes=id,emails,meta`),
      );
      expect(Object.keys(rest as Body).sort()).toEqual([
        'active',
        'externalId',
        'id',
        'schemas',
        'title',
        'userName',
      ]);
    });

    it.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
      'RFC7644 §4-a: %s takes GET alone',
      async (path) => {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
          expect(
            (await tenant.client.send(method, path, method === 'DELETE' ? undefined : {})).status,
          ).toBe(405);
      },
    );

    it.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
      'RFC7644 §4-b: %s takes no filter, and no page',
      async (path) => {
        expect((await tenant.client.get(`${path}?filter=id%20pr`)).status).toBe(403);
        const whole = await tenant.client.get(path);
        expect((await tenant.client.get(`${path}?startIndex=2&count=1&sortBy=id`)).body).toEqual(
          whole.body,
        );
      },
    );

    it('RFC7644 §4-c: each by its id', async () => {
      for (const path of ['/Schemas', '/ResourceTypes'])
        for (const one of resourcesOf(await tenant.client.get(path)))
          expect((await tenant.client.get(`${path}/${String(one['id'])}`)).body).toEqual(one);
    });
  });

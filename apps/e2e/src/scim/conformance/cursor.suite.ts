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
import { issueToken, newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

const NAMES = Array.from({ length: 23 }, (_, i) => `p${String((i * 7) % 23).padStart(2, '0')}`);

/** RFC 9865, clause by clause, and what our pages promise beyond it. */
export const conformanceCursor = (the: () => Stack): void =>
  describe('RFC 9865, cursors', () => {
    let tenant: Tenant;
    const ids = new Map<string, string>();
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
      await provision(tenant, NAMES);
    });

    const provision = async ({ client }: Tenant, names: readonly string[]): Promise<void> => {
      // One after the other: the order of creation is what pages follow.
      for (const userName of names) {
        const title = Number(userName.slice(1)) % 2 === 0 ? 'even' : 'odd';
        const made = await client.post('/Users', { schemas: [USER], userName, title });
        expect(made.status).toBe(201);
        ids.set(userName, idOf(made));
      }
    };
    const page = (query: string, cursor = '', { client } = tenant): Promise<Answer> =>
      client.get(`/Users?${query}&cursor=${cursor}`);
    const namesOf = (answer: Answer): string[] =>
      resourcesOf(answer).map((one) => String(one['userName']));
    const nextOf = (answer: Answer): string | undefined =>
      bodyOf(answer)['nextCursor'] as string | undefined;

    /** All pages, with something done between one and the next. */
    const walk = async (
      query: string,
      between: (pages: number) => Promise<unknown> = () => Promise.resolve(),
      of = tenant,
    ): Promise<Answer[]> => {
      const pages = [await page(query, '', of)];
      for (;;) {
        const last = pages.at(-1) as Answer;
        expect(last.status).toBe(200);
        const next = nextOf(last);
        if (next === undefined) return pages;
        await between(pages.length);
        pages.push(await page(query, next, of));
      }
    };

    const pagesAre = async (query: string, expected: readonly string[]): Promise<void> => {
      const pages = await walk(query);
      expect(pages.flatMap(namesOf)).toEqual(expected);
      for (const one of pages.slice(0, -1)) expect(resourcesOf(one).length).toBeGreaterThan(0);
      for (const one of pages) {
        expect(bodyOf(one)).toMatchObject({ totalResults: expected.length });
        expect(bodyOf(one)['itemsPerPage']).toBe(resourcesOf(one).length);
      }
    };
    const EVEN = NAMES.filter((one) => Number(one.slice(1)) % 2 === 0);

    it.each([
      ['count=5', NAMES],
      ['count=5&filter=title%20eq%20%22even%22', EVEN],
      ['count=23', NAMES],
      ['count=200', NAMES],
    ])('RFC9865 §2-a: %s, from an empty cursor to the last page', pagesAre);

    it.each([
      ['count=5&sortBy=userName', [...NAMES].sort()],
      ['count=5&sortBy=userName&sortOrder=descending', [...NAMES].sort().reverse()],
      ['count=3&sortBy=userName&filter=title%20eq%20%22even%22', [...EVEN].sort()],
    ])('RFC9865 §2.2-a: %s', pagesAre);

    it('RFC9865 §2-b: cursors are made of unreserved characters', async () => {
      for (const query of ['count=2', 'count=2&sortBy=title'])
        expect(nextOf(await page(query))).toMatch(/^[A-Za-z0-9._~-]+$/);
    });

    it.each(['count=5', 'count=5&sortBy=userName', 'count=5&filter=title%20pr'])(
      'RFC9865 §2-c: %s, back again to a first page that has no previousCursor',
      async (query) => {
        const pages = await walk(query);
        expect(bodyOf(pages[0] as Answer)).not.toHaveProperty('previousCursor');
        let at = pages.at(-1) as Answer;
        for (let i = pages.length - 2; i >= 0; i--) {
          at = await page(query, String(bodyOf(at)['previousCursor']));
          expect(namesOf(at)).toEqual(namesOf(pages[i] as Answer));
          expect(nextOf(at)).toBeDefined();
        }
        expect(bodyOf(at)).not.toHaveProperty('previousCursor');
      },
    );

    it('RFC9865 §2-d: a count of 0 or below returns only the total', async () => {
      for (const count of [0, -3]) {
        const answer = await page(`count=${count}`);
        expect([totalOf(answer), resourcesOf(answer), nextOf(answer)]).toEqual([23, [], undefined]);
      }
    });

    it('RFC9865 §2-e: attribute names may change their case from one page to the next', async () => {
      const filter = (name: string): string => `count=5&filter=${name}%20sw%20%22p%22`;
      const next = nextOf(await page(filter('userName')));
      expect(next).toBeDefined();
      for (const name of ['username', 'USERNAME', `${USER}:userName`])
        expect(resourcesOf(await page(filter(name), next))).toHaveLength(5);
      refused(await page(filter('displayName'), next), 400, 'invalidCursor');
    });

    it('RFC9865 §2.1-a: invalidCursor', async () => {
      const next = nextOf(await page('count=5')) as string;
      for (const [query, cursor] of [
        ['count=5', 'nonsense'],
        ['count=5', `${next}A`],
        ['count=5', next.slice(0, -1)],
        ['count=5', next.slice(1)],
        ['count=5', '%2B%2F%3D'],
        ['count=5', 'x'.repeat(600)],
        ['count=5&filter=title%20pr', next],
        ['count=5&sortBy=title', next],
      ] as const)
        refused(await page(query, cursor), 400, 'invalidCursor');
    });

    it('RFC9865 §2.1-b: invalidCount', async () => {
      refused(await page('count=many'), 400, 'invalidCount');
      refused(await page('count=6', nextOf(await page('count=5'))), 400, 'invalidCount');
    });

    it('RFC9865 §2.1-c: expiredCursor when newer sorted lists replaced it', async () => {
      const own = await newTenant(the(), 'full');
      await provision(own, ['p1', 'p2']);
      const next = nextOf(await page('count=1&sortBy=userName', '', own));
      const query = 'count=1&sortBy=userName';
      for (let i = 0; i < 32; i++) await page(query, '', own);
      refused(await page(query, next, own), 400, 'expiredCursor');
    });

    it('RFC9865 §2.4-a: index is the default; one query cannot have a cursor and a startIndex', async () => {
      const plain = await tenant.client.get('/Users?count=5');
      expect(bodyOf(plain)).toMatchObject({ startIndex: 1 });
      expect(bodyOf(plain)).not.toHaveProperty('nextCursor');
      expect(bodyOf(await page('count=5'))).not.toHaveProperty('startIndex');
      refused(await tenant.client.get('/Users?startIndex=1&cursor='), 400, 'invalidValue');
    });

    it('RFC9865 §3-a: pages of POST /.search', async () => {
      const names: string[] = [];
      let cursor: unknown = '';
      while (typeof cursor === 'string') {
        const answer = await tenant.client.post('/Users/.search', {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
          sortBy: 'userName',
          count: 10,
          attributes: ['userName'],
          cursor,
        });
        expect(answer.status).toBe(200);
        names.push(...namesOf(answer));
        ({ nextCursor: cursor } = bodyOf(answer));
      }
      expect(names).toEqual([...NAMES].sort());
    });

    it('RFC9865 §4-a: ServiceProviderConfig says how pages are made', async () => {
      const { pagination } = bodyOf(await tenant.client.get('/ServiceProviderConfig')) as {
        pagination: Body;
      };
      expect(pagination).toEqual({
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 200,
        cursorTimeout: 3600,
      });
      const answer = await page('count=999');
      expect([answer.status, bodyOf(answer)['itemsPerPage']]).toEqual([200, 23]);
    });

    it('RFC9865 §5-a: a cursor is invalid for another tenant, and valid for another token of its tenant', async () => {
      const other = await newTenant(the(), 'full');
      await provision(other, ['p1', 'p2']);
      for (const query of ['count=1', 'count=1&sortBy=userName']) {
        const next = nextOf(await page(query)) as string;
        refused(await page(query, next, other), 400, 'invalidCursor');
        const { token } = await issueToken(the(), tenant.id);
        const answer = await new Client(tenant.client.base, token).get(
          `/Users?${query}&cursor=${next}`,
        );
        expect(answer.status).toBe(200);
      }
    });

    it.each(['count=4', 'count=4&sortBy=userName', 'count=4&filter=userName%20pr'])(
      'pages of %s show who was there and stays, once each, whatever is written meanwhile',
      async (query) => {
        const own = await newTenant(the(), 'full');
        await provision(own, NAMES.slice(0, 16));
        const gone = NAMES.slice(0, 16).filter((_, i) => i % 4 === 3);
        const kept = NAMES.slice(0, 16).filter((one) => !gone.includes(one));
        const idsOf = new Map([...ids]);
        const pages = await walk(
          query,
          async (n) => {
            const name = kept[n] as string;
            await Promise.all([
              own.client.delete(`/Users/${String(idsOf.get(gone[n - 1] ?? ''))}`),
              own.client.post('/Users', strictUser(`a-new-one-${n}`)),
              own.client.post('/Users', strictUser(`z-new-one-${n}`)),
              // To the other end of the order.
              own.client.patch(`/Users/${String(idsOf.get(name))}`, [
                { op: 'replace', path: 'userName', value: n % 2 === 0 ? `zz${name}` : `aa${name}` },
              ]),
            ]);
          },
          own,
        );
        const seen = pages.flatMap(resourcesOf).map((one) => String(one['id']));
        expect(new Set(seen).size).toBe(seen.length);
        for (const name of kept) expect(seen).toContain(idsOf.get(name));
        expect(pages.flatMap(namesOf).filter((name) => name.includes('new-one'))).toEqual([]);
        for (const one of pages) expect(totalOf(one)).toBe(16);
      },
    );
  });

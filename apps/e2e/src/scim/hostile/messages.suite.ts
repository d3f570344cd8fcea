import { bodyOf, idOf, resourcesOf, USER, type Body } from '../../support/client';
import { refused } from './answers';
import { BULKS, BULKS_OF_REFUSALS, SEARCHES } from './messages';
import { readLog } from '../../support/records';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

/** Hostile searches, bulk requests and cursors: refused in SCIM form, and nothing changed. */
export const hostileMessages = (the: () => Stack): void =>
  describe('messages', () => {
    let tenant: Tenant;
    let serial = 0;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
    });

    const unchanged = async (ask: () => Promise<void>): Promise<void> => {
      const before = await readLog(the().logDatabaseUrl, tenant.id);
      await ask();
      const after = await readLog(the().logDatabaseUrl, tenant.id);
      expect(after).toEqual({ ...before, relayed: after.relayed });
    };
    const named = (body: string): string => body.replace('%s', `message${(serial += 1)}`);

    it.each(SEARCHES)('POST /.search: $why', async ({ body, status, scimType, says }) => {
      // The root does not sort, whatever `sortBy` says.
      const paths = body.includes('"sortBy"') ? ['/Users/.search'] : ['/.search', '/Users/.search'];
      for (const path of paths)
        refused(await tenant.client.post(path, body), status, scimType, says);
    });

    it.each(BULKS)('POST /Bulk: $why', ({ body, status, scimType, says }) =>
      unchanged(async () =>
        refused(await tenant.client.post('/Bulk', named(body)), status, scimType, says),
      ),
    );

    it.each(BULKS_OF_REFUSALS)('POST /Bulk: $why', ({ body }) =>
      unchanged(async () => {
        const began = performance.now();
        const answer = await tenant.client.post('/Bulk', body);
        expect(answer.status).toBe(200);
        for (const one of bodyOf(answer)['Operations'] as Body[]) {
          expect(one['status']).toMatch(/^4\d\d$/);
          expect(one['response']).toMatchObject({ detail: expect.any(String) });
        }
        expect(answer.text).not.toMatch(/node_modules|SELECT /);
        expect(performance.now() - began).toBeLessThan(10_000);
      }),
    );

    it('a value of any type at any place of an operation is taken or refused, and never a fault', async () => {
      const values = [
        null,
        true,
        0,
        -1.5,
        '',
        'x',
        'bulkId:',
        'bulkId:x',
        [],
        {},
        [[]],
        [null],
        [{}],
      ];
      const fine = { method: 'POST', path: '/Users', bulkId: 'a', version: 'W/"1"', data: {} };
      for (const name of Object.keys(fine))
        for (const value of values) {
          const answer = await tenant.client.post('/Bulk', {
            Operations: [{ ...fine, [name]: value }],
          });
          const some = (bodyOf(answer)['Operations'] ?? []) as Body[];
          expect([answer.status, ...some.map((one) => one['status'])]).not.toContain(500);
          expect([200, 400]).toContain(answer.status);
        }
    });

    it('an operation gets at nothing of another tenant', async () => {
      const other = await newTenant(the(), 'full');
      const theirs = idOf(
        await other.client.post('/Users', { schemas: [USER], userName: 'theirs' }),
      );
      await unchanged(async () => {
        const answer = await tenant.client.post('/Bulk', {
          Operations: [
            { method: 'DELETE', path: `/Users/${theirs}` },
            { method: 'PUT', path: `/Users/${theirs}`, data: { userName: 'mine' } },
            {
              method: 'PATCH',
              path: `/Users/${theirs}`,
              data: { Operations: [{ op: 'add', path: 'title', value: 'mine' }] },
            },
          ],
        });
        const results = bodyOf(answer)['Operations'] as Body[];
        expect(results.map((one) => one['status'])).toEqual(['404', '404', '404']);
      });
      expect((await other.client.get(`/Users/${theirs}`)).body).toMatchObject({
        userName: 'theirs',
      });
    });

    it('data may be nested as deeply as a body of its own, and no deeper', async () => {
      const nested = (levels: number) => {
        const value = `${'['.repeat(levels)}${']'.repeat(levels)}`;
        return `{"Operations":[{"method":"POST","path":"/Users","bulkId":"a","data":{"userName":"deep${levels}","emails":${value}}}]}`;
      };
      expect((await tenant.client.post('/Bulk', nested(15))).status).toBe(200);
      refused(await tenant.client.post('/Bulk', nested(17)), 400, 'invalidSyntax', /levels/);
    });

    it('a cursor of another endpoint, tenant or profile opens nothing', async () => {
      const [mine, other] = [await newTenant(the(), 'full'), await newTenant(the(), 'full')];
      for (const { client } of [mine, other])
        for (const userName of ['a', 'b', 'c']) await client.post('/Users', { userName });
      for (const query of ['count=1', 'count=1&sortBy=userName']) {
        const page = await mine.client.get(`/Users?${query}&cursor=`);
        const next = String(bodyOf(page)['nextCursor']);
        refused(await other.client.get(`/Users?${query}&cursor=${next}`), 400, 'invalidCursor');
        refused(await mine.client.get(`/Users?${query}&cursor=${next}~`), 400, 'invalidCursor');
        refused(
          await mine.client.get(`/Users?${query}&cursor=${next}&cursor=`),
          400,
          'invalidValue',
        );
        expect(resourcesOf(await mine.client.get(`/Users?${query}&cursor=${next}`))).toHaveLength(
          1,
        );
      }
    });
  });

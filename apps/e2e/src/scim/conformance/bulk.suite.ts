import {
  bodyOf,
  ENTERPRISE,
  idOf,
  PATCH_OP,
  resourcesOf,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import { refused } from '../hostile/answers';
import { readLog } from '../../support/records';
import type { Stack } from '../../support/stack';
import { adminOf, newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

type Result = { [name: string]: unknown; status: string; response?: Body; location?: string };

const create = (bulkId: string, userName: string, more: Body = {}) => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [USER], userName, ...more },
});
const retitle = (path: string, value: unknown) => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'title', value }] },
});

/** RFC 7644 §3.7, clause by clause. */
export const conformanceBulk = (the: () => Stack): void =>
  describe('RFC 7644, bulk', () => {
    let tenant: Tenant;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
    });
    const send = (operations: readonly object[], more: Body = {}, { client } = tenant) =>
      client.post('/Bulk', { schemas: [BULK], ...more, Operations: operations });
    const resultsOf = (answer: Answer): readonly Result[] => {
      expect([answer.status, answer.failure]).toEqual([200, undefined]);
      expect(bodyOf(answer)['schemas']).toEqual([
        'urn:ietf:params:scim:api:messages:2.0:BulkResponse',
      ]);
      return bodyOf(answer)['Operations'] as Result[];
    };
    const statuses = (answer: Answer) => resultsOf(answer).map(({ status }) => status);
    const read = async (location: string | undefined): Promise<Answer> =>
      tenant.client.get(String(location).slice(tenant.client.base.length));

    it('RFC7644 §3.7-a: POST, PUT, PATCH and DELETE in one request, each with its result', async () => {
      const [one, two] = [
        await tenant.client.post('/Users', { userName: 'bulk-one' }),
        await tenant.client.post('/Users', { userName: 'bulk-two' }),
      ];
      const [made, put, patched, gone] = resultsOf(
        await send([
          create('a', 'bulk-three'),
          { method: 'PUT', path: `/Users/${idOf(one)}`, data: { userName: 'bulk-four' } },
          retitle(`/Users/${idOf(one)}`, 'Cook'),
          { method: 'DELETE', path: `/Users/${idOf(two)}` },
        ]),
      );
      const at = (answer: Answer) => `${tenant.client.base}/Users/${idOf(answer)}`;
      expect(made).toEqual({
        method: 'POST',
        bulkId: 'a',
        version: 'W/"1"',
        location: expect.stringContaining(`${tenant.client.base}/Users/`),
        status: '201',
      });
      expect(put).toEqual({ method: 'PUT', version: 'W/"2"', location: at(one), status: '200' });
      expect(patched).toMatchObject({ method: 'PATCH', version: 'W/"3"', status: '200' });
      expect(gone).toEqual({ method: 'DELETE', location: at(two), status: '204' });
      expect((await read(made?.location)).body).toMatchObject({ userName: 'bulk-three' });
      expect((await read(at(one))).body).toMatchObject({ userName: 'bulk-four', title: 'Cook' });
      expect((await read(at(two))).status).toBe(404);
      const unnamed = { schemas: ['urn:x'], Operations: [] };
      refused(await tenant.client.post('/Bulk', unnamed), 400, 'invalidSyntax');
    });

    it('RFC7644 §3.7-b: a failed operation has its status and its error, and stops no other', async () => {
      const answer = await send([
        create('a', 'fails-once'),
        create('b', 'FAILS-once'),
        { method: 'PUT', path: '/Users/nobody', data: { userName: 'x' } },
        { method: 'POST', path: '/Nothing', bulkId: 'c', data: {} },
        { method: 'GET', path: '/Users/x' },
        create('d', 'fails-unknown', { shoeSize: 46 }),
        create('e', 'fails-not'),
      ]);
      const results = resultsOf(answer);
      expect(results.map(({ status }) => status)).toEqual([
        '201',
        '409',
        '404',
        '404',
        '400',
        '400',
        '201',
      ]);
      for (const { status, response, location } of results) {
        if (status === '201') expect(response).toBeUndefined();
        else expect(response).toMatchObject({ status, detail: expect.any(String) });
        if (status === '404' && location) expect(location).toContain('/Users/nobody');
      }
      expect(results[1]?.response).toMatchObject({ scimType: 'uniqueness' });
      expect(results[5]?.response?.['detail']).toContain('shoeSize');
    });

    it('RFC7644 §3.7-c: the version of an operation is its If-Match', async () => {
      const made = await tenant.client.post('/Users', { userName: 'versioned' });
      const path = `/Users/${idOf(made)}`;
      expect(
        statuses(
          await send([
            { ...retitle(path, 'One'), version: 'W/"1"' },
            { ...retitle(path, 'Two'), version: 'W/"1"' },
            { method: 'DELETE', path, version: 'W/"1"' },
            { ...retitle(path, 'Three'), version: 'W/"2"' },
          ]),
        ),
      ).toEqual(['200', '412', '412', '200']);
      expect((await tenant.client.get(path)).body).toMatchObject({ title: 'Three' });
    });

    it('RFC7644 §3.7.1-a: operations that refer to each other in a circle are refused, 409', async () => {
      const manager = (bulkId: string) => ({
        [ENTERPRISE]: { manager: { value: `bulkId:${bulkId}` } },
      });
      const results = resultsOf(
        await send([
          create('a', 'circle-a', manager('b')),
          create('b', 'circle-b', manager('a')),
          create('c', 'circle-c', manager('a')),
          create('d', 'circle-d'),
        ]),
      );
      expect(results.map(({ status }) => status)).toEqual(['409', '409', '400', '201']);
      expect(results[0]?.response?.['detail']).toContain('circular reference');
    });

    it('RFC7644 §3.7.2-a: a bulkId stands for the created resource, before or after its creation', async () => {
      const results = resultsOf(
        await send([
          create('report', 'a-report', { [ENTERPRISE]: { manager: { value: 'bulkId:boss' } } }),
          retitle('/Users/bulkId:boss', 'Boss'),
          create('boss', 'a-boss'),
          {
            method: 'PATCH',
            path: '/Users/bulkId:boss',
            data: {
              Operations: [
                { op: 'add', path: `${ENTERPRISE}:manager.value`, value: 'bulkId:report' },
              ],
            },
          },
        ]),
      );
      expect(results.map(({ status }) => status)).toEqual(['201', '200', '201', '200']);
      const [report, boss] = [await read(results[0]?.location), await read(results[2]?.location)];
      expect(bodyOf(report)[ENTERPRISE]).toMatchObject({ manager: { value: idOf(boss) } });
      expect(bodyOf(boss)).toMatchObject({
        title: 'Boss',
        [ENTERPRISE]: { manager: { value: idOf(report) } },
      });
    });

    it('RFC7644 §3.7.2-b: an unknown or failed bulkId fails the operations that refer to it', async () => {
      await tenant.client.post('/Users', { userName: 'taken' });
      const results = resultsOf(
        await send([
          retitle('/Users/bulkId:nobody', 'x'),
          retitle('/Users/bulkId:fails', 'x'),
          create('fails', 'taken'),
        ]),
      );
      expect(results.map(({ status }) => status)).toEqual(['400', '400', '409']);
      expect(results[0]?.response?.['detail']).toContain('nobody');
      expect(results[1]?.response?.['detail']).toContain('fails');
    });

    it.each([1, 2, 3])('RFC7644 §3.7.3-a: failOnErrors %i ends it', async (failOnErrors) => {
      const own = await newTenant(the(), 'full');
      const operations = [0, 1, 2, 3, 4, 5].flatMap((n) => [
        create(`a${n}`, `stop${n}`),
        create(`b${n}`, `STOP${n}`),
      ]);
      const results = resultsOf(await send(operations, { failOnErrors }, own));
      expect(results.filter(({ status }) => status === '409')).toHaveLength(failOnErrors);
      const done = results.filter(({ status }) => status === '201').length;
      expect(totalOf(await own.client.get('/Users?count=0'))).toBe(done);
      expect(done).toBeLessThan(6);
    });

    it('RFC7644 §3.7.4-a: more operations or bytes than ServiceProviderConfig names are 413', async () => {
      const { bulk } = bodyOf(await tenant.client.get('/ServiceProviderConfig')) as {
        bulk: { supported: boolean; maxOperations: number; maxPayloadSize: number };
      };
      expect(bulk.supported).toBe(true);
      const before = await readLog(the().logDatabaseUrl, tenant.id);
      const many = Array.from({ length: bulk.maxOperations + 1 }, (_, i) =>
        create(`${i}`, `many${i}`),
      );
      refused(await send(many), 413, undefined, new RegExp(String(bulk.maxOperations)));
      const large = create('a', 'large', { title: 'x'.repeat(bulk.maxPayloadSize) });
      refused(await send([large]), 413, undefined, /1024 KiB/);
      const after = await readLog(the().logDatabaseUrl, tenant.id);
      expect(after).toEqual({ ...before, relayed: after.relayed });
    });

    it('a thousand operations are done, in the order of the request, and each person is found', async () => {
      const own = await newTenant(the(), 'full');
      const operations = Array.from({ length: 500 }, (_, n) => [
        create(`${n}`, `crowd${n}`),
        retitle(`/Users/bulkId:${n}`, n % 2 === 0 ? 'Even' : 'Odd'),
      ]).flat();
      expect(new Set(statuses(await send(operations, {}, own)))).toEqual(new Set(['200', '201']));
      const answer = await own.client.get('/Users?filter=title%20eq%20%22even%22&count=200');
      expect([totalOf(answer), resourcesOf(answer)[7]?.['userName']]).toEqual([250, 'crowd14']);
    });

    it('quirks and the profile hold for each operation, as if it were sent alone', async () => {
      const own = await newTenant(the(), 'strict');
      const results = resultsOf(
        await send(
          [
            create('a', 'a@example.com', { displayName: 'A', password: 'secret' }),
            create('b', 'b@example.com', { displayName: 'B', title: 'Cook' }),
            {
              method: 'PATCH',
              path: '/Users/bulkId:a',
              data: { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
            },
          ],
          {},
          own,
        ),
      );
      expect(results.map(({ status }) => status)).toEqual(['201', '400', '200']);
      expect(results[1]?.response).toMatchObject({ scimType: 'invalidSyntax' });
      const [only] = resourcesOf(await own.client.get('/Users'));
      expect(only).toMatchObject({ userName: 'a@example.com', active: false });
      const { quirks } = bodyOf(await adminOf(the()).get(`/tenants/${own.id}/quirks`)) as {
        quirks: { name: string; count: number }[];
      };
      for (const name of ['okta-password', 'entra-op-case', 'entra-booleans'])
        expect(quirks.find((one) => one.name === name)).toMatchObject({ count: 1 });
    });
  });

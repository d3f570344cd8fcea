import {
  bodyOf,
  Client,
  ENTERPRISE,
  idOf,
  resourcesOf,
  USER,
  type Body,
} from '../../support/client';
import { refused } from '../hostile/answers';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

const TAG = { 'content-type': 'application/scim+json' };

/** Clauses at which a server is easily nearly right. */
export const conformanceExact = (the: () => Stack): void =>
  describe('RFC 7643 and RFC 7644, to the letter', () => {
    let tenant: Tenant;
    let made = 0;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
    });
    const create = async (more: Body = {}): Promise<string> =>
      idOf(await tenant.client.post('/Users', { userName: `exact${(made += 1)}`, ...more }));

    it('RFC7643 §2.1-b: /Schemas and /ResourceTypes find their ids in any case', async () => {
      for (const id of [USER, ENTERPRISE])
        expect(bodyOf(await tenant.client.get(`/Schemas/${id.toUpperCase()}`))['id']).toBe(id);
      expect(bodyOf(await tenant.client.get('/ResourceTypes/uSER'))['id']).toBe('User');
    });

    it('RFC7643 §7-c: no filter and no order by a password is accepted', async () => {
      refused(await tenant.client.get('/Users?sortBy=password'), 400, 'invalidPath');
      refused(await tenant.client.get('/Users?filter=password%20eq%20%22a%22'), 400);
      refused(await tenant.client.post('/Users/.search', { sortBy: 'PASSWORD' }), 400);
    });

    it('RFC7644 §3.4.2.3-c: by the primary e-mail address, or by the first', async () => {
      const other = await newTenant(the(), 'full');
      const people: readonly [string, readonly Body[]][] = [
        ['second', [{ value: 'a@x' }, { value: 'm@x', primary: true }]],
        ['third', [{ value: 'z@x' }, { value: 'b@x' }]],
        [
          'first',
          [
            { value: 'y@x', primary: false },
            { value: 'c@x', primary: true },
          ],
        ],
        ['last', []],
      ];
      for (const [userName, emails] of people)
        await other.client.post('/Users', { userName, emails });
      for (const by of ['emails', 'emails.value', `${USER}:emails.value`]) {
        const list = await other.client.get(`/Users?sortBy=${by}`);
        expect(resourcesOf(list).map((one) => one['userName'])).toEqual([
          'first',
          'second',
          'third',
          'last',
        ]);
      }
    });

    it('RFC7644 §3.5.2-g: two primaries in one operation are refused, and nothing changes', async () => {
      const id = await create({
        emails: [
          { value: 'a@x', type: 'work' },
          { value: 'b@x', type: 'work' },
        ],
      });
      const before = await tenant.client.get(`/Users/${id}`);
      const value = [
        { value: 'c@x', primary: true },
        { value: 'd@x', primary: true },
      ];
      for (const operation of [
        { op: 'add', path: 'emails', value },
        { op: 'add', value: { emails: value } },
        { op: 'replace', path: 'emails', value },
        { op: 'replace', path: 'emails.primary', value: true },
        { op: 'replace', path: 'emails[type eq "work"].primary', value: true },
      ])
        refused(
          await tenant.client.patch(`/Users/${id}`, [operation]),
          400,
          'invalidValue',
          /primary/,
        );
      expect((await tenant.client.get(`/Users/${id}`)).body).toEqual(before.body);
    });

    it('RFC7644 §3.14-c: every method checks If-Match; 412 and 304 have the version', async () => {
      const id = await create();
      const path = `/Users/${id}`;
      const other = { ...TAG, 'if-match': 'W/"7"' };
      const same = { ...TAG, 'if-match': 'W/"1"' };
      const answers = [
        await tenant.client.get(path, other),
        await tenant.client.put(path, { userName: 'exact-x' }, other),
        await tenant.client.patch(path, [{ op: 'add', path: 'title', value: 'x' }], other),
        await tenant.client.delete(path, other),
        await tenant.client.put(path, { userName: 'exact-x' }, { ...TAG, 'if-none-match': '*' }),
      ];
      for (const answer of answers) {
        refused(answer, 412);
        expect(answer.headers['etag']).toBe('W/"1"');
      }
      expect((await tenant.client.get(path, same)).status).toBe(200);
      const known = await tenant.client.get(path, { 'if-none-match': '"0", W/"1"' });
      expect([known.status, known.text, known.headers['etag']]).toEqual([304, '', 'W/"1"']);
    });

    it('RFC7644 §3.13-a: another version in the URL is invalidVers', async () => {
      for (const version of ['v1', 'v3', 'v20']) {
        const base = the().scim[0].replace(/v2$/, version);
        const other = new Client(base, tenant.token);
        refused(await other.get('/Users'), 400, 'invalidVers', /\/scim\/v2/);
        refused(await other.post('/Users', { userName: 'exact-v' }), 400, 'invalidVers');
      }
    });

    it('RFC7644 §3.8-b: a media type with the weight 0 is not used', async () => {
      for (const [accept, type] of [
        ['application/scim+json;q=0, application/json', 'application/json'],
        ['application/json, application/scim+json; q=0.0', 'application/json'],
        ['application/json;q=0.1, application/scim+json;q=0.5', 'application/scim+json'],
        ['application/scim+json;q=0', 'application/scim+json'],
      ] as const) {
        const answer = await tenant.client.get('/Users?count=0', { accept });
        expect([answer.status, answer.headers['content-type']]).toEqual([
          200,
          expect.stringContaining(type),
        ]);
      }
    });
  });

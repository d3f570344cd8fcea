import {
  bodyOf,
  ENTERPRISE,
  filter,
  idOf,
  resourcesOf,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';

const names = (attributes: unknown): string[] =>
  (attributes as Body[]).flatMap((one) => [
    String(one['name']),
    ...names(one['subAttributes'] ?? []),
  ]);

/** RFC 7643, clause by clause; the clauses are in conformance/clauses.json. */
export const conformanceSchema = (the: () => Stack): void =>
  describe('RFC 7643', () => {
    let tenant: Tenant;
    let serial = 0;
    beforeAll(async () => {
      tenant = await newTenant(the(), 'full');
    });
    const user = (more: Body = {}): Body => ({
      schemas: [USER],
      userName: `u${(serial += 1)}`,
      ...more,
    });
    const made = async (more: Body = {}): Promise<Body> => {
      const answer = await tenant.client.post('/Users', user(more));
      expect(answer.status).toBe(201);
      return bodyOf(answer);
    };

    it('RFC7643 §2.1-a: USERNAME and the URN in capitals are accepted', async () => {
      const body = {
        SCHEMAS: [USER.toUpperCase()],
        USERNAME: 'capitals',
        TITLE: 'x',
        [ENTERPRISE.toUpperCase()]: { DEPARTMENT: 'd' },
      };
      const answer = await tenant.client.post('/Users', body);
      expect(answer.body).toMatchObject({
        userName: 'capitals',
        title: 'x',
        [ENTERPRISE]: { department: 'd' },
      });
    });

    it('RFC7643 §2.2-a: userName is found in any case, externalId exactly', async () => {
      await made({ userName: 'Case.One', externalId: 'Ext' });
      expect(totalOf(await tenant.client.get(filter('userName eq "cASE.oNE"')))).toBe(1);
      expect(totalOf(await tenant.client.get(filter('externalId eq "Ext"')))).toBe(1);
      expect(totalOf(await tenant.client.get(filter('externalId eq "ext"')))).toBe(0);
    });

    it('RFC7643 §2.1-c: one attribute in two spellings is refused', async () => {
      for (const more of [
        { active: false, ACTIVE: true },
        { title: 'a', [`${USER}:title`]: null },
        { name: { givenName: 'a', GIVENNAME: null } },
        { emails: [{ value: 'a' }], Emails: [] },
        { [ENTERPRISE]: { division: 'a' }, [ENTERPRISE.toUpperCase()]: { department: 'a' } },
      ]) {
        const { id } = await made();
        const answers = [
          await tenant.client.post('/Users', user(more)),
          await tenant.client.put(`/Users/${id}`, user(more)),
          await tenant.client.patch(`/Users/${id}`, [{ op: 'add', value: more }]),
        ];
        const types = answers.map(({ body }) => (body as Body)['scimType']);
        expect([more, types]).toEqual([more, ['invalidSyntax', 'invalidSyntax', 'invalidSyntax']]);
      }
    });

    it('RFC7643 §2.3.5-a: created and lastModified are dates with a zone', async () => {
      const { meta } = (await made()) as { meta: Record<string, string> };
      for (const one of ['created', 'lastModified'])
        expect(meta[one]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    });

    it('RFC7643 §2.3.5-b: dates are compared with all their digits', async () => {
      const { id, meta } = (await made()) as { id: string; meta: Record<string, string> };
      const created = String(meta['created']);
      const finer = created.replace('Z', '0001Z');
      const away = new Date(Date.parse(created) + 3_600_000).toISOString().replace('Z', '+01:00');
      for (const [operator, date, hits] of [
        ['eq', created, 1] as const,
        ['eq', away, 1] as const,
        ['eq', finer, 0] as const,
        ['lt', finer, 1] as const,
        ['ge', finer, 0] as const,
        ['le', finer, 1] as const,
      ]) {
        const path = filter(`id eq "${id}" and meta.created ${operator} "${date}"`);
        const found = totalOf(await tenant.client.get(path));
        expect([operator, date, found]).toEqual([operator, date, hits]);
      }
    });

    it('RFC7643 §2.4-a: two primaries are refused', async () => {
      const emails = [
        { value: 'a', primary: true },
        { value: 'b', primary: true },
      ];
      expect((await tenant.client.post('/Users', user({ emails }))).status).toBe(400);
    });

    it('RFC7643 §2.4-b: a list has each pair of type and value once', async () => {
      const twins = [
        { value: 'a@x.test', type: 'work' },
        { value: 'a@x.test', type: 'home' },
        { value: 'a@x.test', type: 'work', primary: true },
      ];
      const once = [{ value: 'a@x.test', type: 'work', primary: true }, twins[1]];
      const body = await made({ emails: twins });
      expect(body['emails']).toEqual(once);
      const path = `/Users/${body['id']}`;
      const put = await tenant.client.put(path, user({ emails: twins }));
      expect(bodyOf(put)['emails']).toEqual(once);
      const all = { op: 'replace', path: 'emails.type', value: 'work' };
      expect(bodyOf(await tenant.client.patch(path, [all]))['emails']).toEqual([once[0]]);
    });

    it('RFC7643 §2.5-a: null, [] and a missing attribute are the same, and are not returned', async () => {
      const body = await made({ title: null, emails: [], nickName: '' });
      for (const one of ['title', 'emails', 'nickName', 'displayName'])
        expect(body).not.toHaveProperty(one);
      expect(
        totalOf(await tenant.client.get(filter(`title pr and userName eq "${body['userName']}"`))),
      ).toBe(0);
    });

    it('RFC7643 §2.5-b: an empty value of another type is refused', async () => {
      for (const more of [
        { active: {} },
        { active: '' },
        { active: [null] },
        { title: {} },
        { emails: [null] },
        { emails: [{ value: [] }] },
        { name: '' },
        { [ENTERPRISE]: [null] },
      ]) {
        const { id } = await made();
        const answers = [
          await tenant.client.post('/Users', user(more)),
          await tenant.client.put(`/Users/${id}`, user(more)),
          await tenant.client.patch(`/Users/${id}`, [{ op: 'replace', value: more }]),
        ];
        const types = answers.map(({ body }) => (body as Body)['scimType']);
        expect([more, types]).toEqual([more, ['invalidValue', 'invalidValue', 'invalidValue']]);
      }
    });

    it('RFC7643 §3-a: every resource names its schemas', async () => {
      for (const path of ['/Users', '/Schemas', '/ResourceTypes'])
        for (const one of resourcesOf(await tenant.client.get(path)))
          expect((one['schemas'] as string[]).length).toBeGreaterThan(0);
      expect((await made())['schemas']).toEqual([USER]);
    });

    it('RFC7643 §3-b: schemas names the extension only while the resource has one of its attributes', async () => {
      const body = await made({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: 'd' } });
      expect(body['schemas']).toEqual([USER, ENTERPRISE]);
      const emptied = await tenant.client.patch(`/Users/${body['id']}`, [
        { op: 'remove', path: `${ENTERPRISE}:department` },
      ]);
      expect(bodyOf(emptied)['schemas']).toEqual([USER]);
      expect((await made({ schemas: [USER, ENTERPRISE] }))['schemas']).toEqual([USER]);
    });

    it('RFC7643 §3.1-a: the server assigns id, and it never changes', async () => {
      const body = await made({ id: 'mine' });
      expect(body['id']).not.toBe('mine');
      const put = await tenant.client.put(`/Users/${body['id']}`, user({ id: 'other' }));
      expect(idOf(put)).toBe(body['id']);
    });

    it('RFC7643 §3.1-b: externalId is stored as sent', async () => {
      expect(await made({ externalId: 'Ä/ß 😀' })).toMatchObject({ externalId: 'Ä/ß 😀' });
    });

    it('RFC7643 §3.1-d: meta.location is the Content-Location of every response with one document', async () => {
      const post = await tenant.client.post('/Users', user({ title: 'x' }));
      const path = `/Users/${idOf(post)}`;
      const answers = [
        post,
        await tenant.client.get(path),
        await tenant.client.put(path, user({ title: 'y' })),
        await tenant.client.patch(path, [{ op: 'remove', path: 'title' }]),
        await tenant.client.get('/ServiceProviderConfig'),
        await tenant.client.get('/ResourceTypes/User'),
        await tenant.client.get(`/Schemas/${USER}`),
      ];
      for (const answer of answers) {
        const { location } = bodyOf(answer)['meta'] as { location: string };
        expect(location).toMatch(/^http/);
        expect(answer.headers['content-location']).toBe(location);
      }
      const known = { 'if-none-match': String(answers[3]?.headers['etag']) };
      const unchanged = await tenant.client.get(path, known);
      expect([unchanged.status, unchanged.headers['content-location']]).toEqual([
        304,
        post.headers['content-location'],
      ]);
    });

    it('RFC7643 §3.1-c: the server sets meta', async () => {
      const sent = {
        resourceType: 'Group',
        created: '1999-01-01T00:00:00Z',
        location: 'x',
        version: 'y',
      };
      const body = await made({ meta: sent });
      expect(body['meta']).toMatchObject({
        resourceType: 'User',
        location: `${tenant.client.base}/Users/${body['id']}`,
        version: 'W/"1"',
      });
      expect((body['meta'] as Body)['created']).not.toMatch(/^1999/);
    });

    it('RFC7643 §4.1.1-a: userName is required, not empty, and unique without case', async () => {
      for (const userName of [undefined, '', null])
        expect((await tenant.client.post('/Users', user({ userName }))).status).toBe(400);
      await made({ userName: 'Only.One' });
      expect((await tenant.client.post('/Users', user({ userName: 'oNLY.oNE' }))).status).toBe(409);
    });

    it('RFC7643 §4.1.1-b: a password is never returned', async () => {
      const body = await made({ password: 'hunter2-hunter2' });
      const answer = await tenant.client.get(`/Users/${body['id']}?attributes=password`);
      expect(answer.text + JSON.stringify(body)).not.toMatch(/password|hunter2/);
      expect((await tenant.client.get(filter('password pr'))).status).toBe(400);
    });

    it('RFC7643 §4.1.2-a: groups in a body are ignored; a PATCH of them is refused', async () => {
      const body = await made({ groups: [{ value: 'x' }] });
      expect(body).not.toHaveProperty('groups');
      const answer = await tenant.client.patch(`/Users/${body['id']}`, [
        { op: 'add', path: 'groups', value: [{ value: 'x' }] },
      ]);
      expect(answer.body).toMatchObject({ status: '400', scimType: 'mutability' });
    });

    it('RFC7643 §4.3-a: enterprise attributes are only under their URN', async () => {
      expect((await tenant.client.post('/Users', user({ department: 'd' }))).status).toBe(400);
      expect(await made({ [ENTERPRISE]: { department: 'd' } })).toMatchObject({
        [ENTERPRISE]: { department: 'd' },
      });
    });

    it('RFC7643 §5-a: ServiceProviderConfig lists what is supported', async () => {
      const config = bodyOf(await tenant.client.get('/ServiceProviderConfig'));
      for (const one of ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag'])
        expect(config[one]).toMatchObject({ supported: expect.any(Boolean) });
      const schemes = [{ type: 'oauthbearertoken' }, { type: 'oauth2' }];
      expect(config['authenticationSchemes']).toMatchObject(schemes);
    });

    it('RFC7643 §6-a: each resource type has an endpoint that answers and a schema that exists', async () => {
      for (const type of resourcesOf(await tenant.client.get('/ResourceTypes'))) {
        expect((await tenant.client.get(`${type['endpoint']}?count=0`)).status).toBe(200);
        const extensions = (type['schemaExtensions'] ?? []) as Body[];
        for (const id of [type['schema'], ...extensions.map(({ schema }) => schema)])
          expect((await tenant.client.get(`/Schemas/${String(id)}`)).status).toBe(200);
      }
    });

    it('RFC7643 §7-a: every attribute has its characteristics', async () => {
      const wanted = ['multiValued', 'required', 'mutability', 'returned', 'type', 'name'];
      const check = (attributes: Body[]): void => {
        for (const one of attributes) {
          expect(Object.keys(one)).toEqual(expect.arrayContaining(wanted));
          const simple = one['type'] !== 'complex';
          expect(['caseExact', 'uniqueness'].map((name) => name in one)).toEqual([simple, simple]);
          check((one['subAttributes'] ?? []) as Body[]);
        }
      };
      for (const schema of resourcesOf(await tenant.client.get('/Schemas'))) {
        check(schema['attributes'] as Body[]);
        expect(names(schema['attributes']).length).toBeGreaterThan(5);
      }
    });

    it('RFC7643 §7-b: id and schemas are in every response, whatever is excluded', async () => {
      const { id } = await made({ title: 'x' });
      for (const query of ['attributes=title', 'excludedAttributes=id,schemas,title'])
        expect(bodyOf(await tenant.client.get(`/Users/${id}?${query}`))).toMatchObject({
          id,
          schemas: [USER],
        });
    });
  });

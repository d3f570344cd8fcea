import {
  bodyOf,
  Client,
  ENTERPRISE,
  filter,
  idOf,
  totalOf,
  USER,
  type Body,
} from '../../support/client';
import { refused } from '../hostile/answers';
import { madePerson, MAILS, person } from '../../support/people';
import type { Stack } from '../../support/stack';
import { issueToken, newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

/** RFC 7644 on creating, reading, replacing, patching and deleting, clause by clause. */
export const conformanceChange = (the: () => Stack): void =>
  describe('RFC 7644, changes', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack, 'full');
    });
    const made = (more?: Body): Promise<Body> => madePerson(tenant.client, more);
    const patch = (id: unknown, ...operations: object[]): Promise<Answer> =>
      tenant.client.patch(`/Users/${String(id)}`, operations);

    it('RFC7644 §2-a: without a valid token 401 and WWW-Authenticate', async () => {
      const answer = await new Client(stack.scim[0], 'nonsense').get('/Users');
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([
        401,
        expect.stringMatching(/^Bearer/),
      ]);
    });

    it('RFC7644 §3.1-a: both media types are accepted', async () => {
      for (const type of ['application/scim+json', 'application/json'])
        expect(
          (await tenant.client.post('/Users', person({ title: 'é😀' }), { 'content-type': type }))
            .body,
        ).toMatchObject({ title: 'é😀' });
    });

    it('RFC7644 §3.1-b: another media type is 415', async () =>
      expect(
        (await tenant.client.post('/Users', person(), { 'content-type': 'text/plain' })).status,
      ).toBe(415));

    it('RFC7644 §3.3-a: 201 with the resource, Location and ETag', async () => {
      const answer = await tenant.client.post('/Users', person());
      expect(answer.status).toBe(201);
      expect(answer.headers['location']).toBe((bodyOf(answer)['meta'] as Body)['location']);
      expect(answer.headers['etag']).toBe('W/"1"');
    });

    it('RFC7644 §3.3-b: a second user with the same name is 409 uniqueness', async () => {
      const { userName } = await made();
      expect((await tenant.client.post('/Users', person({ userName }))).body).toMatchObject({
        status: '409',
        scimType: 'uniqueness',
      });
    });

    it('RFC7644 §3.3-c: read-only attributes are ignored', async () => {
      const body = await made({
        id: 'x',
        groups: [{ value: 'x' }],
        [ENTERPRISE]: { manager: { value: '1', displayName: 'B' } },
      });
      expect(body[ENTERPRISE]).toEqual({ manager: { value: '1' } });
      expect(body['id']).not.toBe('x');
    });

    it('RFC7644 §3.3.1-a: resourceType is that of the endpoint', async () =>
      expect(await made({ meta: { resourceType: 'Group' } })).toMatchObject({
        meta: { resourceType: 'User' },
      }));

    it('RFC7644 §3.4.1-a: 200 with the resource, or 404', async () => {
      const body = await made();
      expect((await tenant.client.get(`/Users/${body['id']}`)).body).toEqual(body);
      expect((await tenant.client.get('/Users/nobody')).body).toMatchObject({ status: '404' });
    });

    it('RFC7644 §3.5.1-a: PUT clears attributes that are left out', async () => {
      const { id, userName } = await made({ title: 'x', emails: MAILS });
      const answer = await tenant.client.put(`/Users/${id}`, person({ userName, nickName: 'n' }));
      expect([answer.status, bodyOf(answer)['nickName']]).toEqual([200, 'n']);
      for (const one of ['title', 'emails']) expect(answer.body).not.toHaveProperty(one);
    });

    it('RFC7644 §3.5.1-b: PUT ignores read-only attributes and needs the required ones', async () => {
      const body = await made();
      const answer = await tenant.client.put(`/Users/${body['id']}`, {
        ...body,
        groups: [{ value: 'x' }],
        meta: {},
      });
      expect(answer.body).toEqual(body);
      refused(
        await tenant.client.put(`/Users/${body['id']}`, { schemas: [USER] }),
        400,
        'invalidValue',
      );
    });

    it('RFC7644 §3.5.1-c: PUT to an unknown id is 404', async () =>
      expect(
        (await tenant.client.put('/Users/00000000-0000-4000-8000-000000000000', person())).status,
      ).toBe(404));

    it('RFC7644 §3.6-a: a deleted user is 404 and in no list, and the name is free', async () => {
      const { id, userName } = await made();
      expect((await tenant.client.delete(`/Users/${id}`)).status).toBe(204);
      for (const answer of [
        await tenant.client.get(`/Users/${id}`),
        await tenant.client.delete(`/Users/${id}`),
        await patch(id, { op: 'add', path: 'title', value: 'x' }),
      ])
        expect(answer.status).toBe(404);
      expect(totalOf(await tenant.client.get(filter(`userName eq "${userName}"`)))).toBe(0);
      expect((await made({ userName }))['id']).not.toBe(id);
    });

    it('RFC7644 §3.8-a: the response has an accepted media type', async () => {
      for (const [accept, type] of [
        ['application/scim+json', 'application/scim+json'],
        ['application/json', 'application/json'],
        ['*/*', 'application/scim+json'],
      ] as const)
        expect(
          (await tenant.client.get('/Users?count=0', { accept })).headers['content-type'],
        ).toBe(type);
      expect((await tenant.client.get('/Users/nobody')).headers['content-type']).toBe(
        'application/scim+json',
      );
    });

    it('RFC7644 §3.9-a: attributes and excludedAttributes work with POST, PUT, PATCH and GET; both at once are refused', async () => {
      const post = await tenant.client.post('/Users?attributes=title', person({ title: 'x' }));
      expect(Object.keys(bodyOf(post)).sort()).toEqual(['id', 'schemas', 'title']);
      const path = `/Users/${idOf(post)}?excludedAttributes=title`;
      for (const answer of [
        await tenant.client.get(path),
        await tenant.client.put(path, person({ title: 'y' })),
        await tenant.client.patch(path, [{ op: 'replace', path: 'title', value: 'z' }]),
      ]) {
        expect(answer.status).toBe(200);
        expect(answer.body).not.toHaveProperty('title');
      }
      expect(
        (await tenant.client.get('/Users?attributes=title&excludedAttributes=name')).status,
      ).toBe(400);
    });

    it('RFC7644 §3.10-a: attributes are named in full', async () => {
      const { id } = await made();
      const answer = await patch(
        id,
        { op: 'add', path: `${USER}:title`, value: 'x' },
        { op: 'add', path: `${ENTERPRISE}:department`, value: 'd' },
        { op: 'add', path: `${USER}:name.givenName`, value: 'g' },
      );
      expect(answer.body).toMatchObject({
        title: 'x',
        name: { givenName: 'g' },
        [ENTERPRISE]: { department: 'd' },
      });
    });

    it('RFC7644 §3.11-a: /Me is 501', async () => {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'POST'])
        expect(
          (
            await tenant.client.send(
              method,
              '/Me',
              method === 'GET' || method === 'DELETE' ? undefined : {},
            )
          ).status,
        ).toBe(501);
    });

    it('RFC7644 §3.12-a: errors have their schema, and status as a string', async () => {
      for (const answer of [
        await tenant.client.get('/Users/x'),
        await tenant.client.get('/Nothing'),
        await tenant.client.post('/Users', {}),
      ])
        expect(answer.body).toMatchObject({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: String(answer.status),
          detail: expect.any(String),
        });
    });

    it('RFC7644 §3.14-a: the ETag is meta.version, and changes with the resource', async () => {
      const { id, meta } = await made();
      const answer = await patch(id, { op: 'add', path: 'title', value: 'x' });
      expect(answer.headers['etag']).toBe((bodyOf(answer)['meta'] as Body)['version']);
      expect(answer.headers['etag']).not.toBe((meta as Body)['version']);
    });

    it('RFC7644 §3.14-b: If-Match 412, If-None-Match 304', async () => {
      const { id } = await made();
      const path = `/Users/${id}`;
      const change = [{ op: 'add', path: 'title', value: 'x' }];
      expect((await tenant.client.patch(path, change, { 'if-match': 'W/"9"' })).status).toBe(412);
      expect((await tenant.client.delete(path, { 'if-match': 'W/"9"' })).status).toBe(412);
      expect((await tenant.client.patch(path, change, { 'if-match': 'W/"1"' })).status).toBe(200);
      expect((await tenant.client.get(path, { 'if-none-match': 'W/"2"' })).status).toBe(304);
      expect((await tenant.client.get(path, { 'if-none-match': 'W/"1"' })).status).toBe(200);
    });

    it('RFC7644 §6-a: another tenant’s people do not exist', async () => {
      const other = await newTenant(stack, 'full');
      const { id } = await made();
      expect((await other.client.get(`/Users/${id}`)).status).toBe(404);
      expect(totalOf(await other.client.get('/Users'))).toBe(0);
    });

    it('RFC7644 §7.4-a: a token expires', async () => {
      const { token } = await issueToken(stack, tenant.id, { expiresInDays: 1 });
      expect((await new Client(stack.scim[0], token).get('/Users?count=0')).status).toBe(200);
    });
  });

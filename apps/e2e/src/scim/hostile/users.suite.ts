import { bodyOf, idOf, USER, type Headers } from '../../support/client';
import { readLog } from '../../support/records';
import type { Stack } from '../../support/stack';
import { newTenant, type Tenant } from '../../support/tenants';
import { refused, SCIM } from './answers';
import { BODIES, PATCHES, type Attack } from './bodies';
import { QUERIES, shortly } from './queries';

/** Whatever is sent: an answer in SCIM form, never a 500, and nothing changed by what is refused. */
export const hostileUsers = (the: () => Stack): void =>
  describe('to /Users and around it', () => {
    let stack: Stack;
    let tenant: Tenant;
    let id: string;
    let serial = 0;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack, 'full');
      id = idOf(await tenant.client.post('/Users', { schemas: [USER], userName: 'here' }));
    });

    const unchanged = async (ask: () => Promise<void>): Promise<void> => {
      const before = await readLog(stack.logDatabaseUrl, tenant.id);
      await ask();
      const after = await readLog(stack.logDatabaseUrl, tenant.id);
      expect(after).toEqual({ ...before, relayed: after.relayed });
    };

    const attack =
      (method: string, path: () => string) =>
      ({ body, status, scimType, says }: Attack) =>
        unchanged(async () => {
          const text = body.replace('%s', `new${(serial += 1)}`);
          refused(await tenant.client.send(method, path(), text), status, scimType, says);
        });

    it.each(BODIES)(
      'POST: $why',
      attack('POST', () => '/Users'),
    );
    it.each(BODIES)(
      'PUT: $why',
      attack('PUT', () => `/Users/${id}`),
    );
    it.each(PATCHES)(
      'PATCH: $why',
      attack('PATCH', () => `/Users/${id}`),
    );

    it.each(shortly(QUERIES))('GET /Users?%s is %i', async (_, status, scimType, query) => {
      const answer = await tenant.client.get(`/Users?${query}`);
      if (status === 200)
        expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
      else refused(answer, status, scimType);
    });

    it('a value of any type at any place is taken or refused, and never a fault', async () => {
      const values = [
        null,
        true,
        0,
        -1,
        1.5,
        1e300,
        '',
        'x',
        [],
        {},
        [[]],
        [null],
        [{}],
        { value: {} },
      ];
      const schema = bodyOf(await tenant.client.get(`/Schemas/${USER}`));
      const attributes = schema['attributes'] as {
        name: string;
        subAttributes?: { name: string }[];
      }[];
      const places = attributes.flatMap(({ name, subAttributes = [] }) => [
        (value: unknown) => ({ [name]: value }),
        ...subAttributes.flatMap((sub) => [
          (value: unknown) => ({ [name]: { [sub.name]: value } }),
          (value: unknown) => ({ [name]: [{ [sub.name]: value }] }),
        ]),
      ]);
      const statuses = new Set<number>();
      for (const place of places) {
        const answers = await Promise.all(
          values.flatMap((value) => [
            tenant.client.post('/Users', { userName: `any${(serial += 1)}`, ...place(value) }),
            tenant.client.patch(`/Users/${id}`, [{ op: 'add', value: place(value) }]),
          ]),
        );
        for (const { status } of answers) statuses.add(status);
      }
      expect([...statuses].sort()).toEqual([200, 201, 400, 409]);
      expect((await tenant.client.get('/Users?sortBy=title&count=200')).status).toBe(200);
    });

    it.each<[string, Headers, number]>([
      ['text/plain', { 'content-type': 'text/plain' }, 415],
      ['no content type', { 'content-type': '' }, 415],
      ['a longer name', { 'content-type': 'application/scim+jsonx' }, 415],
      ['two types', { 'content-type': 'application/json, application/scim+json' }, 415],
      ['a form', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
      ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 415],
      ['UTF-32', { 'content-type': 'application/scim+json;charset="UTF-32LE"' }, 415],
      ['compression', { 'content-encoding': 'gzip' }, 415],
      ['another scheme', { authorization: 'Basic abc' }, 401],
      ['no token', { authorization: 'Bearer' }, 401],
      ['a long token', { authorization: `Bearer ${'x'.repeat(4_000)}` }, 401],
      ['a token without end', { authorization: `Bearer ${'x'.repeat(7_000)}` }, 431],
      ['an Accept without end', { accept: 'q=0,'.repeat(1_500) }, 431],
      ['an unknown token', { authorization: `Bearer rc_${'x'.repeat(16)}_${'y'.repeat(40)}` }, 401],
    ])('a POST with %s is refused', async (_, headers, status) =>
      unchanged(async () => {
        const body = { schemas: [USER], userName: `media${(serial += 1)}` };
        const answer = await tenant.client.post('/Users', body, headers);
        refused(answer, status);
        if (status === 415) expect(bodyOf(answer)['detail']).toMatch(/scim\+json|Content-Encoding/);
      }),
    );

    it.each<[string, Headers, RegExp]>([
      ['scim+json', { accept: 'application/scim+json' }, SCIM],
      ['any', { accept: '*/*' }, SCIM],
      ['plain JSON', { accept: 'application/json' }, /^application\/json/],
      ['plain JSON in capitals', { accept: 'APPLICATION/JSON' }, /^application\/json/],
      ['both', { accept: 'application/json, application/scim+json;q=0.5' }, SCIM],
      ['what there is not', { accept: 'text/html' }, SCIM],
      ['capitals', { 'content-type': 'APPLICATION/SCIM+JSON; CHARSET="UTF-8"' }, SCIM],
      // RFC 8259 §11: it means nothing, and some HTTP clients always send it.
      ['Latin 1', { 'content-type': 'application/scim+json;charset="ISO-8859-1"' }, SCIM],
      ['an override', { 'x-http-method-override': 'DELETE', 'x-correlation-id': 'a\tb' }, SCIM],
    ])('Accept and others: %s', async (_, headers, type) => {
      const answer = await tenant.client.post(
        '/Users',
        { userName: `acc${(serial += 1)}` },
        headers,
      );
      expect(answer.status).toBe(201);
      expect(answer.headers['content-type']).toMatch(type);
    });

    it.each([
      ['PUT', '/Users', 'GET, HEAD, OPTIONS, POST'],
      ['DELETE', '/Users?filter=x', 'GET, HEAD, OPTIONS, POST'],
      ['POST', '/Users/x', 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'],
      ['PROPFIND', '/Users/x', 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'],
      ['TRACE', '/Schemas', 'GET, HEAD, OPTIONS'],
      ['POST', '/ServiceProviderConfig', 'GET, HEAD, OPTIONS'],
      ['GET', '/.search', 'OPTIONS, POST'],
      ['GET', '/Users/.search', 'OPTIONS, POST'],
      ['DELETE', '/Groups/.search', 'OPTIONS, POST'],
    ])('%s %s is 405 and says what is allowed', async (method, path, allow) => {
      const answer = await tenant.client.send(method, path, method === 'POST' ? {} : undefined);
      expect(answer.headers['allow']).toBe(allow);
      if (method !== 'TRACE') refused(answer, 405);
    });

    it('OPTIONS says what is allowed, HEAD answers without a body', async () => {
      const options = await tenant.client.send('OPTIONS', `/Users/${id}`);
      expect([options.status, options.text]).toEqual([204, '']);
      expect(options.headers['allow']).toBe('DELETE, GET, HEAD, OPTIONS, PATCH, PUT');
      const [get, head] = [
        await tenant.client.get(`/Users/${id}`),
        await tenant.client.send('HEAD', `/Users/${id}`),
      ];
      expect([head.status, head.text, head.headers['etag']]).toEqual([
        200,
        '',
        get.headers['etag'],
      ]);
      expect((await tenant.client.send('HEAD', '/Users/nobody')).status).toBe(404);
      expect((await tenant.client.send('OPTIONS', '/Nothing')).status).toBe(404);
    });

    it.each([
      ['/Users/%00', 404],
      ['/Users/%ff', 400],
      ['/Users/%', 400],
      ['/Users/..%2f..%2fadmin', 404],
      ['/../../admin/v1/tenants', 404],
      [`/Users/${'x'.repeat(3_000)}`, 404],
      ["/Users/'%20or%201=1--", 404],
      ['/Users/x/y', 404],
      ['/Users/x;v=1', 404],
      // RFC 3986 §3.3: what stands behind a semicolon is a part of the path, and no route has any.
      ...[
        'Users',
        'Groups',
        'Bulk',
        'Me',
        'Schemas',
        'ResourceTypes',
        'ServiceProviderConfig',
      ].flatMap((name): [string, number][] => [
        [`/${name};v=1`, 404],
        [`/${name};?count=1`, 404],
      ]),
      ...['/.search;v=1', '/Users/.search;v=1', '/Groups;a/.search'].map(
        (path): [string, number] => [path, 404],
      ),
      ['/users', 404],
      ['/Me', 501],
      ['/Schemas/x', 404],
      ['/Schemas?filter=x', 403],
    ])('GET %s is %i', async (path, status) => refused(await tenant.client.get(path), status));

    it('a slash too many finds what was meant', async () => {
      for (const path of ['/Users/', '//Users', `/Users/${id}/`])
        expect((await tenant.client.get(path)).status).toBe(200);
    });
  });

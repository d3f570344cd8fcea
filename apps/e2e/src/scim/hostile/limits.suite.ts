import { Client } from '../../support/client';
import { refused } from './answers';
import { rawRequest, statusOf } from '../../support/raw-http';
import type { Stack } from '../../support/stack';
import { adminOf, newTenant, type Tenant } from '../../support/tenants';
import type { Answer } from '../../support/tools';

const JSON_TYPE = { 'content-type': 'application/json' };

/** What is no HTTP, comes too slowly, or too often. The stack gives a request 1.5 seconds. */
export const limits = (the: () => Stack): void =>
  describe('limits', () => {
    let stack: Stack;
    let tenant: Tenant;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack, 'full');
    });

    const lines = (method: string, path: string, ...headers: string[]): string =>
      [
        `${method} ${new URL(stack.scim[0]).pathname}${path} HTTP/1.1`,
        'host: x',
        `authorization: Bearer ${tenant.token}`,
        ...headers,
        '',
        '',
      ].join('\r\n');

    it.each<[string, () => string, number[]]>([
      [
        'two lengths',
        () => `${lines('POST', '/Users', 'content-length: 2', 'content-length: 3')}{}`,
        [400],
      ],
      [
        'a length and chunks',
        () => `${lines('POST', '/Users', 'content-length: 2', 'transfer-encoding: chunked')}{}`,
        [400],
      ],
      ['a length below zero', () => `${lines('POST', '/Users', 'content-length: -1')}{}`, [400]],
      [
        'a chunk of no size',
        () =>
          `${lines('POST', '/Users', 'content-type: application/json', 'transfer-encoding: chunked')}ZZ\r\n{}\r\n`,
        [400],
      ],
      ['headers without end', () => lines('GET', '/Users', `x: ${'y'.repeat(30_000)}`), [431]],
      ['a method that is none', () => lines('BREW', '/Users'), [400]],
      ['a version that is none', () => lines('GET', '/Users').replace('1.1', '9.9'), [400]],
      ['a NUL in the path', () => lines('GET', '/Users\0'), [400]],
      ['no Host', () => lines('GET', '/Users').replace('host: x\r\n', ''), [400]],
      [
        'an unknown expectation',
        () => `${lines('POST', '/Users', 'expect: wonders', 'content-length: 2')}{}`,
        [417],
      ],
      ['no HTTP', () => '\x16\x03\x01\x02\x00\x01\x00', [400]],
    ])('on the wire: %s', async (_, text, statuses) => {
      const raw = await rawRequest(stack.scim[0], [text()]);
      expect(statuses).toContain(statusOf(raw));
      expect(raw).toMatch(/application\/scim\+json[\s\S]*api:messages:2\.0:Error/);
    });

    const START = 'content-type: application/json\r\ncontent-length: 1000\r\n\r\n{';
    it.each<[string, string, number]>([
      ['POST /scim/v2/Users', '', 401],
      [
        'PATCH /scim/v2/Users/x',
        `authorization: Bearer rc_${'n'.repeat(16)}_${'o'.repeat(49)}`,
        401,
      ],
      ['POST /scim/v2/Bulk', 'authorization: Basic eA==', 401],
      ['POST /admin/v1/tenants', '', 401],
      ['POST /admin/v1/tenants', 'authorization: Bearer nobody', 401],
      ['PATCH /admin/v1/tenants/x', '', 401],
    ])('%s with %j is answered before its body has come', async (route, header, status) => {
      const head = ['host: x', 'x-forwarded-for: 203.0.113.77', header].filter(Boolean);
      const raw = await rawRequest(
        stack.scim[0],
        [`${route} HTTP/1.1\r\n${head.join('\r\n')}\r\n${START}`],
        { waitMs: 1_200 },
      );
      expect(statusOf(raw)).toBe(status);
    });

    it('a body that is not UTF-8 is refused as such', async () => {
      const head = lines(
        'POST',
        '/Users',
        'content-type: application/json',
        'content-length: 18',
        'connection: close',
      );
      const raw = await rawRequest(stack.scim[0], [
        Buffer.concat([
          Buffer.from(`${head}{"userName":"a`),
          Buffer.from([0xff, 0xfe]),
          Buffer.from('"}'),
        ]),
      ]);
      expect([statusOf(raw), /UTF-8/.test(raw)]).toEqual([400, true]);
    });

    it('a body that comes a byte a second is given up on', async () => {
      const head = lines('POST', '/Users', 'content-type: application/json', 'content-length: 100');
      const began = performance.now();
      const raw = await rawRequest(stack.scim[0], [head, ...'{"userName":"slow'], {
        waitMs: 10_000,
        pauseMs: 500,
      });
      expect(statusOf(raw)).toBe(408);
      expect(raw).toMatch(/did not arrive in time/);
      expect(performance.now() - began).toBeLessThan(6_000);
    });

    it('a tenant beyond its limit gets 429, and no other does', async () => {
      const [busy, quiet] = [await newTenant(stack), await newTenant(stack)];
      const limited = await adminOf(stack).send(
        'PATCH',
        `/tenants/${busy.id}`,
        { rateLimit: 25 },
        JSON_TYPE,
      );
      expect(limited.body).toMatchObject({ rateLimit: 25 });
      await busy.client.get('/ServiceProviderConfig');
      await new Promise((done) => setTimeout(done, 1_100));
      const [answers, others] = await Promise.all([
        Promise.all(Array.from({ length: 60 }, () => busy.client.get('/ServiceProviderConfig'))),
        Promise.all(Array.from({ length: 60 }, () => quiet.client.get('/ServiceProviderConfig'))),
      ]);
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
      const late = answers.filter(({ status }) => status !== 200);
      expect(late.length).toBeGreaterThanOrEqual(25);
      expect(late.length).toBeLessThanOrEqual(35);
      refused(late[0] as Answer, 429, undefined, /25 requests a second/);
      expect(late[0]?.headers['retry-after']).toBe('1');
      await new Promise((done) => setTimeout(done, 1_000));
      expect((await busy.client.get('/ServiceProviderConfig')).status).toBe(200);
    });

    it('one address that guesses tokens is stopped, and known tokens go on', async () => {
      await tenant.client.get('/ServiceProviderConfig');
      const guess = (n: number) =>
        new Client(stack.scim[0], `rc_${String(n).padStart(16, 'g')}_${'s'.repeat(40)}`).get(
          '/Users',
        );
      const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => guess(n)));
      const stopped = answers.filter(({ status }) => status === 429);
      expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
      expect(stopped.length).toBeGreaterThan(100);
      refused(stopped[0] as Answer, 429);
      expect((await tenant.client.get('/ServiceProviderConfig')).status).toBe(200);
    });

    it('one address that guesses tokens keeps out no token, also none that no gateway has met', async () => {
      const guess = (n: number) =>
        new Client(stack.scim[0], `rc_${String(n).padStart(16, 'h')}_${'s'.repeat(40)}`).get(
          '/Users',
        );
      const [fresh] = [await newTenant(stack)];
      const flood = Promise.all(Array.from({ length: 300 }, (_, n) => guess(n)));
      const answers = [];
      for (let i = 0; i < 5; i += 1) answers.push(await fresh.client.get('/ServiceProviderConfig'));
      expect((await flood).filter(({ status }) => status === 429).length).toBeGreaterThan(100);
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    });

    it('behind a trusted proxy each address has a limit of its own', async () => {
      const guess = (n: number, from: string) =>
        new Client(stack.scim[0], `rc_${String(n).padStart(16, 'p')}_${'s'.repeat(40)}`).get(
          '/Users',
          { 'x-forwarded-for': from },
        );
      const guesses = (first: number, from: string) =>
        Promise.all(Array.from({ length: 60 }, (_, n) => guess(first + n, from)));
      const [loud, quiet] = await Promise.all([
        guesses(0, '203.0.113.9'),
        guess(1_000, '203.0.113.10'),
      ]);
      expect(loud.some(({ status }) => status === 429)).toBe(true);
      expect(quiet.status).toBe(401);
    });

    it.each<[string, string, unknown, number[]]>([
      ['GET', '/tenants/%00', undefined, [404]],
      ['GET', '/tenants/%ff', undefined, [400]],
      ['GET', `/tenants/${'x'.repeat(300)}`, undefined, [404]],
      ['GET', '/tenants/..%2f..', undefined, [404]],
      ['PATCH', '/tenants/%00', { name: 'x' }, [404]],
      ['GET', '/tenants/%00/tokens', undefined, [404]],
      ['GET', '/tenants/%00/quirks', undefined, [404]],
      ['DELETE', '/tenants/ID/tokens/%00', undefined, [404]],
      ['DELETE', `/tenants/ID/tokens/${'x'.repeat(90)}`, undefined, [404]],
      ['POST', '/tenants/ID/tokens', { expiresInDays: 1e9 }, [400]],
      ['POST', '/tenants/ID/tokens', { expiresAt: '2026-02-30T00:00:00Z' }, [400]],
      ['POST', '/tenants/ID/tokens', { expiresAt: '9999-12-31T00:00:00Z' }, [400]],
      ['POST', '/tenants/ID/tokens', { label: 'a\u0000b' }, [400]],
      ['POST', '/tenants/ID/tokens', { label: { a: 1 } }, [400]],
      ['POST', '/tenants', { name: 'a\u0000b' }, [400]],
      ['POST', '/tenants', { name: '\ud800' }, [400]],
      ['POST', '/tenants', { id: '../x', name: 'x' }, [400]],
      ['POST', '/tenants', { id: ['a'], name: 'x' }, [400]],
      ['POST', '/tenants', { name: 'x', profile: 'constructor' }, [400]],
      ['POST', '/tenants', '{"__proto__":{"name":"x"},"name":"y","constructor":1}', [400]],
      ['POST', '/tenants', '[', [400]],
      ['POST', '/tenants', '[]', [400]],
      ['POST', '/tenants', 'null', [400]],
      ['POST', '/tenants', `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, [400]],
      ['POST', '/tenants', `{"name":"${'x'.repeat(65_536)}"}`, [413]],
      ['PATCH', '/tenants/ID/quirks', { off: ['x'.repeat(70_000)] }, [413]],
      ['GET', `/tenants?after=${'x'.repeat(5_000)}`, undefined, [414]],
      ['PATCH', '/tenants/ID', { rateLimit: 24 }, [400]],
      ['PATCH', '/tenants/ID', { rateLimit: '25' }, [400]],
      ['PATCH', '/tenants/ID', { name: 'x'.repeat(201) }, [400]],
      ['PATCH', '/tenants/ID', { provisioning: ['enabled'] }, [400]],
      ['PATCH', '/tenants/ID/quirks', { off: 'all' }, [400]],
      ['PATCH', '/tenants/ID/quirks', { off: [{}] }, [400]],
      ['PATCH', '/tenants/ID/quirks', { on: null }, [400]],
      ['PATCH', '/tenants/ID/quirks', { strictness: null }, [400]],
      ['PATCH', '/tenants/ID', { name: null }, [400]],
      ['PATCH', '/tenants/ID', { profile: null }, [400]],
      ['PATCH', '/tenants/ID', { provisioning: null }, [400]],
      ['POST', '/tenants', { name: 'x', profile: null }, [400]],
      ['POST', '/tenants', { name: 'x', id: null }, [400]],
      ['POST', '/tenants/ID/tokens', { label: null }, [400]],
      ['PUT', '/tenants/ID', {}, [404, 405]],
    ])('admin: %s %s %j is refused as a problem', async (method, path, body, statuses) => {
      const admin = adminOf(stack);
      const answer = await admin.send(method, path.replace('ID', tenant.id), body, JSON_TYPE);
      expect(statuses).toContain(answer.status);
      if (answer.status >= 400)
        expect(answer.headers['content-type']).toMatch(/problem\+json|scim\+json/);
    });
  });

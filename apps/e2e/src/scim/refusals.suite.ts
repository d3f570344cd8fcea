import type { Answer } from '../support/tools';
import {
  bodyOf,
  Client,
  ENTERPRISE,
  filter,
  idOf,
  PATCH_OP,
  strictUser,
  USER,
  type Headers,
} from '../support/client';
import { readLog } from '../support/records';
import type { Stack } from '../support/stack';
import { newTenant, type Tenant } from '../support/tenants';

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const op = (...operations: unknown[]): object => ({ schemas: [PATCH_OP], Operations: operations });
const replace = (path: string, value: unknown): object => op({ op: 'replace', path, value });
const text = (fields: string): string => `{"schemas":["${USER}"],${fields}}`;
const whole = '"userName":"new@example.com","displayName":"New","active":true';

interface Refusal {
  readonly status: number;
  readonly scimType?: string;
  /** What the detail must name. */
  readonly names?: RegExp;
}
const syntax = (names?: RegExp): Refusal => ({
  status: 400,
  scimType: 'invalidSyntax',
  ...(names ? { names } : {}),
});
const value = (names: RegExp): Refusal => ({ status: 400, scimType: 'invalidValue', names });

type Case = [why: string, body: unknown, refusal: Refusal, headers?: Headers];

const POSTS: Case[] = [
  ['no body', undefined, syntax()],
  ['an empty text', '', syntax()],
  ['no JSON', '{"userName":', syntax()],
  ['a JSON array', [strictUser('new@example.com')], syntax()],
  ['a JSON null', 'null', syntax()],
  ['a key twice', text(`${whole},"displayName":"Other"`), syntax(/displayName/)],
  ['a key twice in two cases', text(`${whole},"DISPLAYNAME":"Other"`), syntax(/displayName/i)],
  ['__proto__', text(`${whole},"__proto__":{"active":true}`), syntax(/__proto__/)],
  ['constructor', text(`${whole},"constructor":{"prototype":{"x":1}}`), syntax(/constructor/)],
  ['nesting without end', text(`${whole},"externalId":${deep(5_000)}`), syntax()],
  ['half a surrogate pair', text(`${whole},"externalId":"\\ud800"`), { status: 400 }],
  ['a NUL', text(`${whole},"externalId":"a\\u0000b"`), { status: 400 }],
  ['an unknown attribute', strictUser('new@example.com', { title: 'x' }), syntax(/\btitle\b/)],
  ['an extension', strictUser('new@example.com', { [ENTERPRISE]: { department: 'x' } }), syntax()],
  ['no userName', { schemas: [USER], displayName: 'x', active: true }, value(/userName/)],
  ['no displayName', { schemas: [USER], userName: 'new@example.com' }, value(/displayName/)],
  ['a name that is no address', strictUser('new'), value(/userName/)],
  ['a number for a text', strictUser('new@example.com', { displayName: 7 }), value(/displayName/)],
  [
    'an object for a text',
    strictUser('new@example.com', { displayName: { a: 1 } }),
    { status: 400 },
  ],
  ['a word for a truth value', strictUser('new@example.com', { active: 'maybe' }), value(/active/)],
  [
    'a text far too long',
    strictUser('new@example.com', { displayName: 'x'.repeat(200_000) }),
    { status: 400 },
  ],
  [
    'a body over the limit',
    strictUser('new@example.com', { displayName: 'x'.repeat(1_100_000) }),
    { status: 413 },
  ],
  ['XML', '<user/>', { status: 415 }, { 'content-type': 'application/xml' }],
  [
    'a form',
    'userName=x',
    { status: 415 },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ],
];

const PATCHES: Case[] = [
  ['no operations', { schemas: [PATCH_OP] }, syntax(/Operations/)],
  ['operations that are no list', { schemas: [PATCH_OP], Operations: 'x' }, syntax(/Operations/)],
  [
    'an operation that does not exist',
    op({ op: 'move', path: 'displayName' }),
    syntax(/move|\bop\b/),
  ],
  ['a path into the prototype', replace('__proto__.polluted', 'x'), { status: 400 }],
  [
    'a value with __proto__',
    `{"Operations":[{"op":"replace","value":{"__proto__":{"active":false}}}]}`,
    syntax(/__proto__/),
  ],
  ['an unknown path', replace('nickName', 'x'), { status: 400, names: /nickName/ }],
  ['a path that does not end', replace('emails[type eq "work"', 'x'), { status: 400 }],
  ['a remove without a path', op({ op: 'remove' }), { status: 400, scimType: 'noTarget' }],
  [
    'a read-only target',
    replace('id', 'x'),
    { status: 400, scimType: 'mutability', names: /\bid\b/ },
  ],
  [
    'a required attribute removed',
    op({ op: 'remove', path: 'userName' }),
    { status: 400, names: /userName/ },
  ],
  [
    'the last operation wrong',
    op(
      { op: 'replace', path: 'displayName', value: 'Half' },
      { op: 'replace', path: 'active', value: 'maybe' },
    ),
    value(/active/),
  ],
];

const FILTERS: readonly string[] = [
  'userName',
  'userName eq',
  'userName eq "open',
  'userName eq "a" and',
  '(userName eq "a"',
  'userName eq "a")',
  'userName is "a"',
  'nickName eq "a"',
  'active gt true',
  `${'('.repeat(7_000)}userName pr${')'.repeat(7_000)}`,
  Array.from({ length: 600 }, () => 'userName pr').join(' or '),
  `userName eq "a'; DROP TABLE users; --" or`,
];

export const refusals = (the: () => Stack): void =>
  describe('refused input changes nothing', () => {
    let stack: Stack;
    let tenant: Tenant;
    let id: string;
    beforeAll(async () => {
      stack = the();
      tenant = await newTenant(stack);
      id = idOf(await tenant.client.post('/Users', strictUser('here@example.com')));
    });

    const refused = (answer: Answer, { status, scimType, names }: Refusal): void => {
      expect([answer.status, answer.failure]).toEqual([status, undefined]);
      expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/);
      const body = bodyOf(answer);
      expect(body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: String(status),
        ...(scimType ? { scimType } : {}),
      });
      if (names) expect(body['detail']).toMatch(names);
      expect(String(body['detail']).length).toBeGreaterThan(10);
      expect(String(body['detail']).length).toBeLessThan(1_000);
      expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/apps\/|SELECT |rc_/);
    };

    const unchanged = async (ask: () => Promise<Answer>): Promise<Answer> => {
      const before = await readLog(stack.logDatabaseUrl, tenant.id);
      const answer = await ask();
      const after = await readLog(stack.logDatabaseUrl, tenant.id);
      expect(after).toEqual({ ...before, relayed: after.relayed });
      return answer;
    };

    it.each<Case>(POSTS)('POST with %s', async (_, body, refusal, ...[headers]) =>
      refused(await unchanged(() => tenant.client.post('/Users', body, headers)), refusal),
    );

    it.each<Case>(POSTS)('PUT with %s', async (_, body, refusal, ...[headers]) =>
      refused(await unchanged(() => tenant.client.put(`/Users/${id}`, body, headers)), refusal),
    );

    it.each<Case>(PATCHES)('PATCH with %s', async (_, body, refusal) =>
      refused(await unchanged(() => tenant.client.send('PATCH', `/Users/${id}`, body)), refusal),
    );

    it.each(FILTERS.map((one) => [one.slice(0, 60), one] as const))(
      'a filter %s',
      async (_, one) => {
        const answer = await unchanged(() => tenant.client.get(filter(one)));
        refused(answer, { status: 400, scimType: 'invalidFilter' });
      },
    );

    it.each([
      ['/Users?startIndex=one', 400],
      ['/Users?count=many', 400],
      ['/Users?sortBy=nickName', 400],
      ['/Users/%00', 404],
      [`/Users/${'x'.repeat(3_000)}`, 404],
      ["/Users/'%20or%201=1--", 404],
      ['/Nothing', 404],
      ['/Groups', 404],
    ])('GET %s is %i', async (path, status) => {
      const answer = await unchanged(() => tenant.client.get(path));
      if (answer.status !== 414) refused(answer, { status });
    });

    it('a request line without end is cut off, without effect on others', async () => {
      const long = new Client(stack.scim[0], tenant.token).get(filter('x'.repeat(100_000)));
      const [{ status }, other] = await Promise.all([long, tenant.client.get(`/Users/${id}`)]);
      expect([0, 414, 431]).toContain(status);
      expect(other.status).toBe(200);
    });

    it('the server still answers, with the one person as before', async () => {
      const answer = await tenant.client.get(`/Users/${id}`);
      expect(answer.headers['etag']).toBe('W/"1"');
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    });
  });

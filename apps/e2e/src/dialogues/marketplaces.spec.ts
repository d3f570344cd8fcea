import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  attributeOf,
  entraTests,
  html,
  missingOf,
  must,
  oktaTests,
  playedAll,
  Server,
  valueAt,
  type MarketTest,
} from '../support/tools';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const type = (canonicalValues?: readonly string[]) => ({
  name: 'type',
  type: 'string',
  ...(canonicalValues ? { canonicalValues } : {}),
});
const schemas = (canonicalValues?: readonly string[]) => [
  {
    id: USER,
    attributes: [
      { name: 'userName', type: 'string' },
      {
        name: 'emails',
        type: 'complex',
        subAttributes: [{ name: 'value' }, type(canonicalValues)],
      },
    ],
  },
];
const WORK = 'emails[type eq "work"].value';

describe('a mapped attribute', () => {
  it.each([
    ['username', true],
    [`${USER}:userName`, true],
    [WORK, true],
    ['emails[type eq "fax"].value', false],
    ['emails[type eq "work"].display', false],
    ['title', false],
    ['urn:other:userName', false],
    ['emails[type eq "work"', false],
  ])('%s is in /Schemas: %s', (path, isThere) =>
    expect(missingOf(schemas(['work', 'home']), USER, [path])).toEqual(isThere ? [] : [path]),
  );

  it('may have any type where no canonical values are given', () =>
    expect(attributeOf(schemas(), USER, 'emails[type eq "fax"].value')).toMatchObject({
      name: 'value',
    }));

  it('is read from the resource by its path', () => {
    const user = { emails: [{ type: 'work', value: 'a@acme.example' }], 'urn:x': { a: { b: 1 } } };
    expect(valueAt(user, WORK)).toBe('a@acme.example');
    expect(valueAt(user, 'urn:x:a.b')).toBe(1);
    expect(valueAt({}, WORK)).toBeUndefined();
  });
});

describe('a test', () => {
  const test = (more: Partial<MarketTest>): MarketTest => ({
    name: 'Test',
    part: 'direct',
    shows: 'something',
    todo: 'do it',
    run: async () => undefined,
    ...more,
  });
  const unmet = async () => must(false, 'it differs');
  const nowhere = () => new Server({ base: 'http://127.0.0.1:9', token: 'x' });

  it.each([
    ['PASSED', {}, {}],
    ['SKIPPED', { run: async () => 'no need' }, { why: 'no need' }],
    ['FAILED', { run: unmet }, { why: 'it differs', todo: 'do it' }],
    ['WARNING', { run: unmet, optional: true }, { why: 'it differs' }],
  ])('is %s', async (verdict, more, expected) =>
    expect(await playedAll([test(more)], nowhere)).toMatchObject([{ verdict, ...expected }]),
  );

  it('is of a server that does not answer: each says so, and none breaks the run', async () => {
    const results = await playedAll([...entraTests({}), ...oktaTests()], nowhere);
    expect(results).toHaveLength(42);
    expect(results.filter(({ verdict }) => verdict === 'PASSED')).toEqual([]);
    expect(results[0]?.why).toMatch(/ECONNREFUSED/);
  });
});

describe('a server that answers anything', () => {
  const nonsense = ['[]', 'null', '{"Resources":7}', '<html>', '{"Resources":[null]}', '"x"'];
  let server: HttpServer;
  let answers = 0;
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server = createServer((_, response) => {
          answers += 1;
          response.end(nonsense[answers % nonsense.length]);
        }).listen(0, '127.0.0.1', resolve);
      }),
  );
  afterAll(() => server.close());

  it('gets a verdict for each test', async () => {
    const { port } = server.address() as AddressInfo;
    const where = { base: `http://127.0.0.1:${port}`, token: 'x' };
    const results = await playedAll([...entraTests({}), ...oktaTests()], () => new Server(where));
    expect(results).toHaveLength(42);
  });
});

it('a report shows what a server answered as text', () => {
  const answer = '<script>alert(1)</script>';
  const page = html({
    marketplace: 'entra',
    base: 'http://x/"><b>',
    at: 'now',
    admitted: false,
    results: [
      {
        name: 'Test',
        part: 'direct',
        shows: '',
        verdict: 'FAILED',
        why: answer,
        exchanges: [{ request: 'GET /', status: 200, answer }],
      },
    ],
  });
  expect(page).not.toContain('<script>');
  expect(page).not.toContain('"><b>');
  expect(page).toContain('&lt;script&gt;');
});

import Fastify, { type FastifyInstance } from 'fastify';
import { bearerMatches, callerOf, requireKeys, type InternalCaller } from './internal-auth';

const KEYS = ['first-key-of-sixteen', 'second-key-of-sixteen'];
const OPERATOR = 'the-operator-key-of-all';

describe('a bearer', () => {
  const matches = bearerMatches(KEYS);
  it.each(KEYS)('of a key matches', (key) => expect(matches(`Bearer ${key}`)).toBe(true));
  it.each([
    undefined,
    '',
    'Bearer ',
    'Bearer',
    `Bearer ${KEYS[0]} `,
    `bearer ${KEYS[0]}`,
    `Basic ${KEYS[0]}`,
    KEYS[0],
    'Bearer first-key-of-sixteem',
    `Bearer ${KEYS.join(',')}`,
  ])('of %j does not', (header) => expect(matches(header)).toBe(false));

  it('matches nothing when there is no key', () => {
    expect(bearerMatches([])('Bearer ')).toBe(false);
  });
});

const ROWS: Readonly<Record<string, readonly InternalCaller[]>> = {
  'GET /internal/v1/tenants': ['gateway'],
  'GET /internal/v1/tenants/:id': ['gateway', 'operator'],
  'POST /internal/v1/tenants/:id/redrive': ['operator'],
};

const withRoutes = (rows = ROWS): FastifyInstance => {
  const app = Fastify();
  requireKeys(app, rows, { gateway: KEYS, operator: [OPERATOR] });
  app.get('/internal/v1/tenants', async () => ({ rows: [] }));
  app.get('/internal/v1/tenants/:id', async (request) => ({ row: 1, caller: callerOf(request) }));
  app.post('/internal/v1/tenants/:id/redrive', async () => ({ row: 1 }));
  app.get('/open', async () => ({ open: true }));
  return app;
};

describe('routes below /internal', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = withRoutes();
    await app.ready();
  });
  afterAll(() => app.close());
  const ask = (url: string, key?: string, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
    app.inject({ method, url, headers: key ? { authorization: `Bearer ${key}` } : {} });
  const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).statusCode;

  it('open with each key of their caller, and leave other paths open', async () => {
    for (const key of KEYS) expect(await status('/internal/v1/tenants', key)).toBe(200);
    expect(await status('/internal/v1/tenants', KEYS[0], 'HEAD')).toBe(200);
    expect(await status('/open')).toBe(200);
  });

  it('are closed with 403 to the key of another caller, and say whose is wanted', async () => {
    expect(await status('/internal/v1/tenants', OPERATOR)).toBe(403);
    const answer = await ask('/internal/v1/tenants/a/redrive', KEYS[0], 'POST');
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining('the operator') });
    expect(answer.body).not.toContain(KEYS[0]);
  });

  it('know the caller', async () => {
    for (const [key, caller] of [
      [KEYS[1], 'gateway'],
      [OPERATOR, 'operator'],
    ])
      expect((await ask('/internal/v1/tenants/a', key)).json()).toMatchObject({ caller });
  });

  it.each([
    '/internal/v1/tenants',
    '/internal/v1/tenants?x=1',
    '/internal/v1/tenants/a',
    '/%69nternal/v1/tenants',
    '/i%6Eternal/v1/ten%61nts',
    '/%69%6e%74%65%72%6e%61%6c/v1/tenants/a',
    '/internal/v1/tenants/..%2F..%2Fopen',
    '/internal/nothing-here',
  ])('do not open without: %s', async (url) => {
    const answer = await app.inject({ url });
    expect([401, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toContain('row');
    if (!url.includes('nothing')) expect(answer.statusCode).toBe(401);
  });

  it('answer without a key with a problem that says what to send', async () => {
    const answer = await ask('/internal/v1/tenants', 'x');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
    expect(answer.body).not.toContain('first-key');
  });
});

describe('a service does not start', () => {
  it('when a route has no row', () => {
    const rows = Object.entries(ROWS).slice(1);
    expect(() => withRoutes(Object.fromEntries(rows))).toThrow('GET /internal/v1/tenants');
  });

  it('when a row has no route', async () => {
    const app = withRoutes({ ...ROWS, 'GET /internal/v1/gone': ['operator'] });
    await expect(app.ready()).rejects.toThrow('GET /internal/v1/gone');
  });
});

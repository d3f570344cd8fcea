import Fastify, { type FastifyInstance } from 'fastify';
import { bearerMatches, requireKey } from './internal-auth';

const KEYS = ['first-key-of-sixteen', 'second-key-of-sixteen'];

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

describe('a prefix that asks for a key', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = Fastify();
    requireKey(app, '/internal/', KEYS);
    app.get('/internal/v1/tenants', async () => ({ rows: [] }));
    app.get('/internal/v1/tenants/:id', async () => ({ row: 1 }));
    app.get('/open', async () => ({ open: true }));
    await app.ready();
  });
  afterAll(() => app.close());
  const status = async (url: string, authorization?: string) =>
    (await app.inject({ url, headers: authorization ? { authorization } : {} })).statusCode;

  it('opens with one, and leaves other paths open', async () => {
    expect(await status('/internal/v1/tenants', `Bearer ${KEYS[1]}`)).toBe(200);
    expect(await status('/open')).toBe(200);
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
  ])('does not open without: %s', async (url) => {
    const answer = await app.inject({ url });
    expect([401, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toContain('row');
    if (!url.includes('nothing')) expect(answer.statusCode).toBe(401);
  });

  it('answers without one with a problem that says what to send', async () => {
    const answer = await app.inject({
      url: '/internal/v1/tenants',
      headers: { authorization: 'Bearer x' },
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
    expect(answer.body).not.toContain('first-key');
  });
});

import type { ReadEvent } from '@rollcall/contracts';
import type { ServerResponse } from 'node:http';
import type { LoginAnswer } from './answer';
import { listening } from './directory.fixture';
import { Logins, type LoginsOptions } from './logins';
import type { Followed } from './source';

/** What the network brings: that the directory of a running system answers so, e2e specs show. */
describe('an answer', () => {
  let at: Awaited<ReturnType<typeof listening>>;
  let respond: (response: ServerResponse, path: string) => void;
  let requests: string[];
  const troubles: string[] = [];
  beforeAll(async () => {
    at = await listening((request, response) => {
      requests.push(request.url ?? '');
      respond(response, request.url ?? '');
    });
  });
  afterAll(() => at.close());
  beforeEach(() => {
    requests = [];
    troubles.length = 0;
    respond = (response) => response.writeHead(503).end('{}');
  });

  const proven = (more: object = {}) => ({
    tenantId: 'acme',
    userName: 'ann',
    mayLogIn: true,
    reason: 'active',
    position: 2,
    epoch: 'e',
    provenCurrentSecondsAgo: 0,
    held: false,
    scimManaged: true,
    tenantKnown: true,
    ...more,
  });
  const says = (body: unknown) => (response: ServerResponse) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

  const kept = (options: Partial<LoginsOptions> = {}): { logins: Logins; feed: Followed } => {
    let feed: Followed | undefined;
    const logins = new Logins({
      directory: { url: at.url, key: 'k', timeoutMs: 2_000 },
      source: (to) => {
        feed = to;
        return { stop: () => undefined };
      },
      whenTooOld: 'closed',
      onTrouble: ({ message }) => troubles.push(message),
      ...options,
    });
    return { logins, feed: feed as unknown as Followed };
  };
  const event = (position: number, type: string, data: object): ReadEvent =>
    ({ tenantId: 'acme', position, epoch: 'e', type, data }) as ReadEvent;
  const joined = (position: number, userId: string): ReadEvent =>
    event(position, 'UserProvisioned', { userId, login: userId, attributes: {} });
  const both = [event(1, 'ProvisioningEnabled', {}), joined(2, 'ann')];
  const full = async (options: Partial<LoginsOptions> = {}) => {
    const one = kept(options);
    for (const each of both) one.feed.handle(each);
    one.feed.onLive();
    respond = says(proven());
    await one.logins.mayLogIn('acme', 'ann');
    requests = [];
    return one;
  };

  it('comes from memory once the directory has proven the position', async () => {
    const { logins } = await full();
    expect(await logins.mayLogIn('acme', 'ANN')).toMatchObject({
      mayLogIn: true,
      reason: 'active',
      userId: 'ann',
      from: 'memory',
      position: 2,
      scimManaged: true,
      held: false,
    });
    expect(await logins.mayLogIn('acme', 'bob')).toMatchObject({
      mayLogIn: false,
      reason: 'unknown',
      from: 'memory',
    });
    expect(requests).toEqual([]);
  });

  it('is of the directory while events are missing', async () => {
    const { logins, feed } = kept();
    feed.handle(both[0] as ReadEvent);
    respond = says(proven());
    expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({
      mayLogIn: true,
      from: 'directory',
    });
    feed.handle(both[1] as ReadEvent);
    expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({ from: 'memory' });
  });

  it('changes with the event, whatever the directory has', async () => {
    const { logins, feed } = await full();
    feed.handle(event(3, 'UserDeactivated', { userId: 'ann', login: 'ann', userName: 'ann' }));
    expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({
      mayLogIn: false,
      reason: 'inactive',
      position: 3,
      from: 'memory',
    });
  });

  it('is refreshed after half its age, without a wait', async () => {
    const { logins } = await full({ maxAgeSeconds: 2 });
    respond = (response) => void setTimeout(() => says(proven())(response), 50);
    const later = performance.now() + 1_600;
    jest.spyOn(performance, 'now').mockImplementation(() => later);
    expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({ from: 'memory' });
    jest.restoreAllMocks();
  });

  it.each<[string, Partial<ReturnType<typeof proven>> | number | undefined]>([
    ['the directory says that it is old', { provenCurrentSecondsAgo: 11 }],
    ['the directory fails', 503],
    ['the directory says that it has too many requests', 429],
  ])('is refused by the closed policy when %s', async (_, body) => {
    respond = typeof body === 'number' ? (r) => r.writeHead(body).end('{}') : says(proven(body));
    const { logins } = kept();
    expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({
      mayLogIn: false,
      reason: 'not-proven',
      from: 'policy',
      scimManaged: true,
    });
  });

  it('is refused by the closed policy when memory has become old, and was active', async () => {
    const { logins } = await full();
    respond = (response) => response.writeHead(503).end('{}');
    const later = performance.now() + 10_600;
    jest.spyOn(performance, 'now').mockImplementation(() => later);
    const answer = await logins.mayLogIn('acme', 'ann');
    jest.restoreAllMocks();
    expect(answer).toMatchObject({ mayLogIn: false, reason: 'not-proven', from: 'policy' });
    expect(answer.ageSeconds).toBeGreaterThan(10);
  });

  it('is by the open policy what was known last', async () => {
    const { logins, feed } = await full({ whenTooOld: 'open' });
    feed.handle(joined(3, 'bob'));
    feed.handle(event(4, 'UserDeactivated', { userId: 'bob', login: 'bob', userName: 'bob' }));
    respond = (response) => response.writeHead(503).end('{}');
    const later = performance.now() + 3_600_000;
    jest.spyOn(performance, 'now').mockImplementation(() => later);
    const answers: LoginAnswer[] = [];
    for (const name of ['ann', 'bob', 'eve']) answers.push(await logins.mayLogIn('acme', name));
    jest.restoreAllMocks();
    expect(answers.map(({ mayLogIn, reason, from }) => [mayLogIn, reason, from])).toEqual([
      [true, 'active', 'policy'],
      [false, 'inactive', 'policy'],
      [false, 'unknown', 'policy'],
    ]);
  });

  it('is by the open policy yes where nothing is known, also while memory is half loaded', async () => {
    const { logins, feed } = kept({ whenTooOld: 'open' });
    feed.handle(both[0] as ReadEvent);
    for (const tenant of ['acme', 'globex'])
      expect(await logins.mayLogIn(tenant, 'ann')).toMatchObject({
        mayLogIn: true,
        reason: 'not-proven',
        from: 'policy',
        ageSeconds: undefined,
      });
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [431, 'refused'],
    [410, 'moved'],
  ])('is no when the directory answers %i, open or closed', async (status, reason) => {
    respond = (response) => response.writeHead(status).end('{"detail":"moved"}');
    for (const whenTooOld of ['open', 'closed'] as const) {
      const { logins } = kept({ whenTooOld });
      expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({ mayLogIn: false, reason });
    }
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['a page of HTML', (response) => response.end('<html>')],
    ['null', says(null)],
    ['an answer about another tenant', says(proven({ tenantId: 'globex' }))],
    ['an answer that says yes in words', says(proven({ mayLogIn: 'yes' }))],
    ['an answer without an age', says(proven({ provenCurrentSecondsAgo: undefined }))],
    ['an age before the question', says(proven({ provenCurrentSecondsAgo: -3_600 }))],
    ['a redirect', (response) => response.writeHead(302, { location: '/' }).end()],
    ['nothing in time', () => undefined],
  ])('is not taken from %s', async (_, respondSo) => {
    respond = respondSo;
    const { logins } = kept({ directory: { url: at.url, key: 'k', timeoutMs: 500 } });
    expect(await logins.mayLogIn('acme', 'ann')).toMatchObject({
      mayLogIn: false,
      reason: 'not-proven',
    });
    expect(troubles).toHaveLength(1);
    await logins.mayLogIn('acme', 'ann');
    expect(troubles).toHaveLength(1);
  });

  it('asks each question once at a time, and no more than it may', async () => {
    const held: ServerResponse[] = [];
    respond = (response) => void held.push(response);
    const { logins } = kept({
      directory: { url: at.url, key: 'k', timeoutMs: 60_000, maxInFlight: 1 },
    });
    const same = [logins.mayLogIn('acme', 'ann'), logins.mayLogIn('acme', 'ann')];
    expect(await logins.mayLogIn('acme', 'bob')).toMatchObject({ from: 'policy' });
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const one of held) says(proven())(one);
    expect((await Promise.all(same)).map(({ mayLogIn }) => mayLogIn)).toEqual([true, true]);
    expect(requests).toHaveLength(1);
  });

  it('asks about whatever name there is, as one part of a path', async () => {
    const { logins } = kept();
    for (const name of ['a/b?c#d', 'ünïcode', '\ud800half', '__proto__', 'x'.repeat(5_000)])
      expect(await logins.mayLogIn('acme', name)).toMatchObject({ mayLogIn: false });
    expect(requests.every((path) => path.split('/').length === 7)).toBe(true);
  });

  it.each([
    ['maxAgeSeconds', { maxAgeSeconds: 1 }],
    ['maxAgeSeconds', { maxAgeSeconds: Number.NaN }],
    ['whenTooOld', { whenTooOld: 'ajar' as never }],
  ])('is not begun with a wrong %s', (name, options) => expect(() => kept(options)).toThrow(name));
});

import type { LoginAnswer } from './answer';
import { LoginGuard, loginMiddleware, LoginRefused, type Who } from './guard';

const answered = (more: Partial<LoginAnswer>) => ({
  mayLogIn: (tenantId: string, userName: string): Promise<LoginAnswer> =>
    Promise.resolve({
      tenantId,
      userName,
      mayLogIn: false,
      reason: 'inactive',
      scimManaged: true,
      tenantKnown: true,
      from: 'memory',
      position: 1,
      ageSeconds: 0,
      held: false,
      ...more,
    }),
});
const request = { user: { tenantId: 'acme', userName: 'ann@acme.test' } };
type Request = { readonly user?: Who };
const who = ({ user }: Request): Who | undefined => user;
const context = (one: Request) => ({
  switchToHttp: () => ({ getRequest: <Type>() => one as Type }),
});

describe.each<
  [string, (answer: Partial<LoginAnswer>, one: Request, more?: object) => Promise<unknown>]
>([
  [
    'the middleware of Express',
    (answer, one, more) =>
      new Promise((resolve) => {
        loginMiddleware<Request>(answered(answer), { who, ...more })(one, {}, resolve);
      }),
  ],
  [
    'the guard of Nest',
    (answer, one, more) =>
      new LoginGuard<Request>(answered(answer), { who, ...more }).canActivate(context(one)).then(
        () => undefined,
        (reason: unknown) => reason,
      ),
  ],
])('%s', (_, through) => {
  it('lets in who may log in', async () =>
    expect(await through({ mayLogIn: true, reason: 'active' }, request)).toBeUndefined());

  it.each<[Partial<LoginAnswer>, number]>([
    [{ reason: 'inactive' }, 403],
    [{ reason: 'unknown' }, 403],
    [{ reason: 'unknown', scimManaged: false }, 403],
    [{ reason: 'moved' }, 403],
    [{ reason: 'refused' }, 503],
    [{ reason: 'not-proven' }, 503],
  ])('refuses %j with %i', async (answer, statusCode) => {
    const refused = await through(answer, request);
    expect(refused).toBeInstanceOf(LoginRefused);
    expect(refused).toMatchObject({ statusCode, status: statusCode, answer });
    expect((refused as LoginRefused).headers).toEqual(
      statusCode === 503 ? { 'retry-after': '1' } : {},
    );
    expect((refused as LoginRefused).message).not.toContain('acme');
  });

  it('refuses who is not signed in with 401', async () =>
    expect(await through({ mayLogIn: true }, {})).toMatchObject({ statusCode: 401 }));

  it('leaves users of tenants without SCIM to other rules when it may', async () => {
    const more = { allowUnmanaged: true };
    expect(await through({ reason: 'unknown', scimManaged: false }, request, more)).toBeUndefined();
    for (const answer of [
      { reason: 'unknown' as const },
      { reason: 'inactive' as const, scimManaged: false },
      { reason: 'not-proven' as const, scimManaged: false },
    ])
      expect(await through(answer, request, more)).toBeInstanceOf(LoginRefused);
  });

  it('hands on what goes wrong in saying who it is', async () => {
    const broken = {
      who: () => {
        throw new Error('no session');
      },
    };
    expect(await through({ mayLogIn: true }, request, broken)).toMatchObject({
      message: 'no session',
    });
  });
});

// A login page in a repository of its own: `login.e2e.spec.ts` installs the packages next to it,
// compiles it as an ES module and as CommonJS, and runs both next to a running system. It prints the
// answer about each name, once it comes from memory.
// eslint-disable-next-line @nx/enforce-module-boundaries -- of another repository
import {
  fromFeed,
  LoginGuard,
  loginMiddleware,
  LoginRefused,
  Logins,
  type LoginAnswer,
} from '@rollcall/login';

const of = (name: string): string => process.env[name] ?? '';

const logins = new Logins({
  directory: { url: of('ROLLCALL_DIRECTORY'), key: of('ROLLCALL_KEY') },
  source: fromFeed({ url: of('ROLLCALL_FEED'), key: of('ROLLCALL_FEED_KEY') }),
  whenTooOld: 'closed',
});
// @ts-expect-error -- the policy is chosen by whoever knows what harm is greater.
void (() => new Logins({ directory: { url: '', key: '' } }));

interface Request {
  readonly user?: { readonly tenantId: string; readonly userName: string };
}
const who = ({ user }: Request) => user;

/** As Express and Nest would call them. */
const statusOf = async (request: Request): Promise<readonly number[]> => {
  const express = await new Promise((resolve) =>
    loginMiddleware(logins, { who })(request, {}, resolve),
  );
  const context = { switchToHttp: () => ({ getRequest: <Type>() => request as Type }) };
  const nest = await new LoginGuard(logins, { who })
    .canActivate(context)
    .catch((reason: unknown) => reason);
  return [express, nest].map((one) => (one instanceof LoginRefused ? one.statusCode : 200));
};

const kept = async (tenantId: string, userName: string): Promise<LoginAnswer> => {
  for (;;) {
    const answer = await logins.mayLogIn(tenantId, userName);
    if (answer.from === 'memory') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const main = async (): Promise<void> => {
  const printed: Record<string, readonly unknown[]> = {};
  for (const userName of of('NAMES').split(',')) {
    const tenantId = of('TENANT');
    const { mayLogIn, reason, scimManaged } = await kept(tenantId, userName);
    const statuses = await statusOf({ user: { tenantId, userName } });
    printed[userName] = [mayLogIn, reason, scimManaged, ...statuses];
  }
  printed[''] = await statusOf({});
  await logins.stop();
  process.stdout.write(JSON.stringify(printed));
};
void main();

import { useEffect, type ReactNode } from 'react';
import type { Session } from './api/views';
import { Frame } from './frame/frame';
import { go, matchPath, usePath } from './frame/paths';
import { useSigned } from './frame/session';
import { useTexts } from './frame/speaking';
import { TenantProvider, useTenant } from './frame/tenant';
import { Link } from './parts/link';
import { Notice, ProblemNotice } from './parts/notice';
import { Screen, Waiting } from './parts/screen';
import { Connect } from './screens/connect/connect';
import { Group } from './screens/groups/group';
import { Groups } from './screens/groups/groups';
import { GuidePage } from './screens/connect/guide-page';
import { Open } from './screens/open';
import { Operator } from './screens/operator/operator';
import { Request } from './screens/requests/request';
import { Requests } from './screens/requests/requests';
import { SignIn } from './screens/sign-in';
import { Tokens } from './screens/tokens/tokens';
import { User } from './screens/users/user';
import { Users } from './screens/users/users';
import { SwitchOffs } from './screens/switch-offs';
import { Warnings } from './screens/warnings';

type Parts = Readonly<Record<string, string>>;

/** The screens of one tenant, below `/tenants/<id>`. */
const SCREENS: readonly (readonly [pattern: string, screen: (parts: Parts) => ReactNode])[] = [
  ['/tenants/:tenant/connect', () => <Connect />],
  ['/tenants/:tenant/guides/:provider', ({ provider }) => <GuidePage provider={provider ?? ''} />],
  ['/tenants/:tenant/users', () => <Users />],
  ['/tenants/:tenant/users/:id', ({ id }) => <User id={id as string} />],
  ['/tenants/:tenant/groups', () => <Groups />],
  ['/tenants/:tenant/groups/:id', ({ id }) => <Group id={id as string} />],
  ['/tenants/:tenant/requests', () => <Requests />],
  ['/tenants/:tenant/requests/:id', ({ id }) => <Request id={id as string} />],
  ['/tenants/:tenant/tokens', () => <Tokens />],
];

const homeOf = ({ role, tenantId }: Session): string =>
  role === 'operator' || !tenantId
    ? '/tenants'
    : `/tenants/${encodeURIComponent(tenantId)}/connect`;

export const App = () => {
  const path = usePath();
  const { session, problem } = useSigned();
  if (path === '/open')
    return (
      <Frame>
        <Open homeOf={homeOf} />
      </Frame>
    );
  if (session === undefined)
    return <Frame>{problem ? <ProblemNotice problem={problem} /> : <Waiting />}</Frame>;
  if (session === null)
    return (
      <Frame>
        <SignIn to={path} />
      </Frame>
    );
  return <Inside session={session} path={path} />;
};

const Inside = ({ session, path }: { session: Session; path: string }) => {
  const home = homeOf(session);
  useEffect(() => {
    if (path === '/') go(home, true);
  }, [path, home]);
  if (path === '/') return null;
  if (path === '/tenants' && session.role === 'operator')
    return (
      <Frame name={session.name}>
        <Operator />
      </Frame>
    );
  for (const [pattern, screen] of SCREENS) {
    const parts = matchPath(pattern, path);
    if (parts)
      return (
        <TenantProvider id={parts['tenant'] as string}>
          <OfTenant operator={session.role === 'operator'}>
            <div key={path}>{screen(parts)}</div>
          </OfTenant>
        </TenantProvider>
      );
  }
  return (
    <Frame name={session.name}>
      <Nowhere />
    </Frame>
  );
};

const OfTenant = ({ operator, children }: { operator: boolean; children: ReactNode }) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const at = `/tenants/${encodeURIComponent(tenant.id)}`;
  const places: (readonly [string, string])[] = [
    [`${at}/connect`, say('connect.title')],
    [`${at}/users`, say('users.title')],
    ...(tenant.profile === 'full' ? [[`${at}/groups`, say('groups.title')] as const] : []),
    [`${at}/requests`, say('requests.title')],
    [`${at}/tokens`, say('tokens.title')],
    ...(operator ? [['/tenants', say('operator.back')] as const] : []),
  ];
  return (
    <Frame name={tenant.name} places={places}>
      <SwitchOffs />
      <Warnings />
      {children}
    </Frame>
  );
};

const Nowhere = () => {
  const { say } = useTexts();
  return (
    <Screen title={say('nowhere.title')}>
      <Notice quiet>{say('nowhere.text')}</Notice>
      <p>
        <Link to="/">{say('nowhere.home')}</Link>
      </p>
    </Screen>
  );
};

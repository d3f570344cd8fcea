import { useEffect, type ReactNode } from 'react';
import type { Session } from './api/views';
import { Frame } from './frame/frame';
import { Arriving } from './frame/later';
import { go, matchPath, placeHere, usePath } from './frame/paths';
import { forgetPlace } from './frame/place';
import { useSigned } from './frame/session';
import { useTexts } from './frame/speaking';
import { TenantProvider, useTenant } from './frame/tenant';
import { Link } from './parts/link';
import { Notice, ProblemNotice } from './parts/notice';
import { Screen, Waiting } from './parts/screen';
import { Open } from './screens/open';
import { Operators, screenAt, Webhooks } from './screens/screens';
import { SignIn } from './screens/sign-in';
import { ConnectionStateProvider, useSetUp } from './screens/status/connection-state';
import { SwitchOffs } from './screens/switch-offs';
import { Warnings } from './screens/warnings';

const homeOf = ({ role, tenantId }: Session): string =>
  role === 'operator' || !tenantId ? '/tenants' : `/tenants/${encodeURIComponent(tenantId)}/status`;

export const App = () => {
  const path = usePath();
  const { session, ended, problem } = useSigned();
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
        <SignIn to={placeHere()} ended={ended} />
      </Frame>
    );
  return <Inside session={session} path={path} />;
};

const Inside = ({ session, path }: { session: Session; path: string }) => {
  const { say } = useTexts();
  const home = homeOf(session);
  useEffect(forgetPlace, []);
  useEffect(() => {
    if (path === '/') go(home, true);
  }, [path, home]);
  if (path === '/') return null;
  const found = screenAt(path);
  if (found)
    return (
      <ConnectionStateProvider id={found.tenant}>
        <TenantProvider
          id={found.tenant}
          otherwise={(content) => <Frame name={session.name}>{content}</Frame>}
        >
          <OfTenant operator={session.role === 'operator'} path={path}>
            <Arriving key={found.key}>{found.screen}</Arriving>
          </OfTenant>
        </TenantProvider>
      </ConnectionStateProvider>
    );
  const endpoint = matchPath('/webhooks/:name', path)?.['name'];
  const isOperators =
    session.role === 'operator' &&
    (endpoint !== undefined || ['/tenants', '/subscriptions', '/webhooks'].includes(path));
  return (
    <Frame
      name={session.name}
      places={
        isOperators
          ? [
              ['/tenants', say('operator.title')],
              ['/subscriptions', say('subscriptions.title')],
              ['/webhooks', say('webhooks.title')],
            ]
          : []
      }
    >
      {isOperators ? (
        <Arriving>
          {path.startsWith('/webhooks') ? (
            <Webhooks.Shown name={endpoint} />
          ) : (
            <Operators.Shown path={path} />
          )}
        </Arriving>
      ) : (
        <Nowhere home={home} />
      )}
    </Frame>
  );
};

const OfTenant = ({
  operator,
  path,
  children,
}: {
  operator: boolean;
  path: string;
  children: ReactNode;
}) => {
  const { say } = useTexts();
  const { tenant } = useTenant();
  const isSetUp = useSetUp();
  if (isSetUp === undefined)
    return (
      <Frame name={tenant.name}>
        <Waiting />
      </Frame>
    );
  const at = `/tenants/${encodeURIComponent(tenant.id)}`;
  const places: (readonly [string, string])[] = [
    isSetUp ? [`${at}/status`, say('status.title')] : [`${at}/settings`, say('connect.title')],
    [`${at}/users`, say('users.title')],
    ...(tenant.profile === 'full' ? [[`${at}/groups`, say('groups.title')] as const] : []),
    [`${at}/requests`, say('requests.title')],
    [`${at}/tokens`, say('tokens.title')],
    ...(isSetUp ? [[`${at}/settings`, say('settings.title')] as const] : []),
    ...(operator ? [['/tenants', say('operator.back')] as const] : []),
  ];
  return (
    <Frame name={tenant.name} places={places}>
      <SwitchOffs />
      {/* There it is the first thing to do. */}
      {path === `${at}/status` ? null : <Warnings />}
      {children}
    </Frame>
  );
};

const Nowhere = ({ home }: { home: string }) => {
  const { say } = useTexts();
  return (
    <Screen title={say('nowhere.title')}>
      <Notice quiet>
        <p>{say('nowhere.text')}</p>
        <Link to={home}>{say('nowhere.home')}</Link>
      </Notice>
    </Screen>
  );
};

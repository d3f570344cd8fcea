import type { ReactNode } from 'react';
import { later } from '../frame/later';
import { matchPath } from '../frame/paths';

type Parts = Readonly<Record<string, string>>;

interface ScreenOf {
  readonly pattern: string;
  /** The pattern of the screen that this is a state of: what it shows stays on the way there. */
  readonly of?: string;
  readonly show: (parts: Parts) => ReactNode;
  ahead(): void;
}

const StatusScreen = later(async () => (await import('./status/status')).StatusScreen);
const Settings = later(async () => (await import('./connect/settings')).Settings);
const GuidePage = later(async () => (await import('./connect/guide-page')).GuidePage, 'guide');
const Users = later(async () => (await import('./users/users')).Users, 'people');
const User = later(async () => (await import('./users/user')).User, 'people');
const Groups = later(async () => (await import('./groups/groups')).Groups, 'people');
const Group = later(async () => (await import('./groups/group')).Group, 'people');
const Requests = later(async () => (await import('./requests/requests')).Requests);
const Request = later(async () => (await import('./requests/request')).Request);
const Tokens = later(async () => (await import('./tokens/tokens')).Tokens);
export const Operators = later(
  async () => (await import('./operator/operators')).Operators,
  'operator',
);

export const Webhooks = later(
  async () => (await import('./webhooks/webhooks')).Webhooks,
  'webhooks',
);

/** The screens of one tenant, each in a chunk of its own. */
const SCREENS: readonly ScreenOf[] = [
  { pattern: 'status', ahead: StatusScreen.ahead, show: () => <StatusScreen.Shown /> },
  { pattern: 'settings', ahead: Settings.ahead, show: () => <Settings.Shown /> },
  // As the console was before: links in mails and bookmarks lead here.
  { pattern: 'connect', ahead: StatusScreen.ahead, show: () => <StatusScreen.Shown /> },
  {
    pattern: 'guides/:provider',
    ahead: GuidePage.ahead,
    show: ({ provider = '' }) => <GuidePage.Shown provider={provider} />,
  },
  { pattern: 'users', ahead: Users.ahead, show: () => <Users.Shown /> },
  { pattern: 'users/:id', ahead: User.ahead, show: ({ id = '' }) => <User.Shown id={id} /> },
  { pattern: 'groups', ahead: Groups.ahead, show: () => <Groups.Shown /> },
  { pattern: 'groups/:id', ahead: Group.ahead, show: ({ id = '' }) => <Group.Shown id={id} /> },
  { pattern: 'requests', ahead: Requests.ahead, show: () => <Requests.Shown /> },
  {
    pattern: 'requests/:id',
    ahead: Request.ahead,
    show: ({ id = '' }) => <Request.Shown id={id} />,
  },
  { pattern: 'tokens', ahead: Tokens.ahead, show: () => <Tokens.Shown /> },
  {
    pattern: 'tokens/:id/rotate',
    of: 'tokens',
    ahead: Tokens.ahead,
    show: ({ id = '' }) => <Tokens.Shown rotate={id} />,
  },
];

interface ScreenMatch {
  readonly tenant: string;
  /** Another key is another screen, which begins anew. */
  readonly key: string;
  readonly screen: ReactNode;
  ahead(): void;
}

/** The screen of a tenant that an address names; undefined when there is none. */
export const screenAt = (path: string): ScreenMatch | undefined => {
  for (const { pattern, of, show, ahead } of SCREENS) {
    const parts = matchPath(`/tenants/:tenant/${pattern}`, path);
    const tenant = parts?.['tenant'];
    if (parts && tenant !== undefined)
      return { tenant, key: of ? `/tenants/${tenant}/${of}` : path, screen: show(parts), ahead };
  }
  return undefined;
};

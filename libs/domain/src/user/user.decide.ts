import type { Attributes, UserEvent, UserIdentity } from '@rollcall/contracts';
import { difference } from '../attributes';
import { evolving, unreachable, type Decider } from '../decider';
import { DomainError } from '../errors';
import { absent, evolve, isLive, type LiveUser, type User } from './user';

/** `login` is the folded userName; folding is handed in, as ids and time are. */
export type UserCommand =
  | {
      readonly type: 'ProvisionUser';
      readonly userId: string;
      readonly login: string;
      readonly attributes: Attributes;
    }
  | { readonly type: 'ChangeUser'; readonly login: string; readonly attributes: Attributes }
  /** The name stays as it is, and is compared by another folding from now on. */
  | { readonly type: 'RefoldUser'; readonly login: string }
  | { readonly type: 'DeprovisionUser' }
  | { readonly type: 'EraseUser'; readonly userId: string };

export const decide = (command: UserCommand, user: User): readonly UserEvent[] => {
  switch (command.type) {
    case 'ProvisionUser':
      return provision(command, user);
    case 'ChangeUser':
      return change(command, known(user));
    case 'RefoldUser':
      return refold(command.login, known(user));
    case 'DeprovisionUser':
      return [{ type: 'UserDeprovisioned', data: identity(known(user)) }];
    case 'EraseUser':
      return erase(command, user);
    default:
      return unreachable(command);
  }
};

export const userDecider: Decider<User, UserCommand, UserEvent> = {
  initial: absent,
  decide,
  ...evolving(evolve),
};

const known = (user: User): LiveUser => {
  if (!isLive(user)) throw new DomainError('user-unknown');
  return user;
};

const provision = (
  { userId, login, attributes }: Extract<UserCommand, { type: 'ProvisionUser' }>,
  user: User,
): readonly UserEvent[] => {
  if (user.status !== 'absent') throw new DomainError('user-exists');
  const active = attributes['active'] !== false;
  return [
    { type: 'UserProvisioned', data: { userId, login, attributes: { ...attributes, active } } },
  ];
};

// The profile first: an event that switches off then names the person as the provider now does.
const change = (
  { login, attributes }: Extract<UserCommand, { type: 'ChangeUser' }>,
  user: LiveUser,
): readonly UserEvent[] => {
  const { set, unset } = difference(user.attributes, attributes, 'active');
  const events: UserEvent[] = [];
  if (unset.length > 0 || Object.keys(set).length > 0)
    events.push({
      type: 'UserProfileChanged',
      data: { userId: user.userId, login, previousLogin: user.login, set, unset },
    });
  const active = attributes['active'] !== false;
  if (active !== (user.status === 'active'))
    events.push({
      type: active ? 'UserReactivated' : 'UserDeactivated',
      data: identity({ ...user, login, attributes }),
    });
  return events;
};

const refold = (login: string, user: LiveUser): readonly UserEvent[] =>
  login === user.login
    ? []
    : [
        {
          type: 'UserProfileChanged',
          data: { userId: user.userId, login, previousLogin: user.login, set: {}, unset: [] },
        },
      ];

/** Who was erased already is so: nothing more happens. */
const erase = (
  { userId }: Extract<UserCommand, { type: 'EraseUser' }>,
  user: User,
): readonly UserEvent[] => {
  if (user.status === 'absent') throw new DomainError('user-unknown');
  if (isLive(user)) throw new DomainError('user-not-deprovisioned');
  return user.status === 'erased' ? [] : [{ type: 'UserErased', data: { userId } }];
};

const identity = ({ userId, login, attributes }: LiveUser): UserIdentity => {
  const externalId = attributes['externalId'];
  return {
    userId,
    login,
    userName: String(attributes['userName']),
    ...(typeof externalId === 'string' ? { externalId } : {}),
  };
};

import type { Attributes, UserEvent } from '@rollcall/contracts';
import { changed } from '../attributes';
import type { Evolve } from '../decider';

/** A user as the log knows it. `attributes` hold `active` as it stands. */
export type User =
  | { readonly status: 'absent' }
  | {
      readonly status: 'active' | 'inactive';
      readonly userId: string;
      readonly login: string;
      readonly attributes: Attributes;
    }
  | { readonly status: 'gone' | 'erased' };

export type LiveUser = Extract<User, { userId: string }>;

export const absent: User = { status: 'absent' };

export const isLive = (user: User): user is LiveUser =>
  user.status === 'active' || user.status === 'inactive';

const live = (userId: string, login: string, attributes: Attributes): User => ({
  status: attributes['active'] === false ? 'inactive' : 'active',
  userId,
  login,
  attributes,
});

const switched = (user: User, active: boolean): User =>
  isLive(user) ? live(user.userId, user.login, { ...user.attributes, active }) : user;

/** What each event makes of a user. */
export const evolve: Evolve<User, UserEvent> = {
  UserProvisioned: ({ data: { userId, login, attributes } }) => live(userId, login, attributes),
  UserProfileChanged: ({ data }, user) =>
    isLive(user) ? live(user.userId, data.login, changed(user.attributes, data)) : user,
  UserDeactivated: (_, user) => switched(user, false),
  UserReactivated: (_, user) => switched(user, true),
  UserDeprovisioned: () => ({ status: 'gone' }),
  UserErased: () => ({ status: 'erased' }),
};

import type { Attributes, UserEvent } from '@rollcall/contracts';
import { changed } from '../attributes';
import { unreachable } from '../decider';

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

export const evolve = (user: User, event: UserEvent): User => {
  switch (event.type) {
    case 'UserProvisioned':
      return live(event.data.userId, event.data.login, event.data.attributes);
    case 'UserProfileChanged':
      return isLive(user)
        ? live(user.userId, event.data.login, changed(user.attributes, event.data))
        : user;
    case 'UserDeactivated':
    case 'UserReactivated':
      return isLive(user)
        ? live(user.userId, user.login, {
            ...user.attributes,
            active: event.type === 'UserReactivated',
          })
        : user;
    case 'UserDeprovisioned':
      return { status: 'gone' };
    case 'UserErased':
      return { status: 'erased' };
    default:
      return unreachable(event);
  }
};

import { isLiveGroup, type Group } from './group/group';
import { isLive, type User } from './user/user';

/** A unique value within a tenant, held by one stream. `value` is folded. */
export interface Claim {
  readonly kind: 'userName' | 'groupName';
  readonly value: string;
}

/** What a user holds. A user that is gone holds nothing: its name is free again. */
export const claimsOf = (user: User): readonly Claim[] =>
  isLive(user) ? [{ kind: 'userName', value: user.login }] : [];

/** What a group holds; folding is handed in. */
export const claimsOfGroup = (group: Group, fold: (text: string) => string): readonly Claim[] =>
  isLiveGroup(group) ? [{ kind: 'groupName', value: fold(group.displayName) }] : [];

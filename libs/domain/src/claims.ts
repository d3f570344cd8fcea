import { isLiveGroup, type Group } from './group/group';
import { isLive, type User } from './user/user';

/** A name as it is stored to be compared, and by which version of the folding. */
export interface Key {
  readonly value: string;
  readonly folding: number;
}

/** A unique value within a tenant, held by one stream. `value` is folded. */
export interface Claim extends Key {
  readonly kind: 'userName' | 'groupName';
}

/** The keys of a name; how it is folded is handed in. */
export type KeysOf = (name: string) => readonly Key[];

/** What names a user. A user that is gone holds nothing: its name is free again. */
export const claimsOf = (user: User, keysOf: KeysOf): readonly Claim[] =>
  isLive(user) ? claimsOn('userName', String(user.attributes['userName']), keysOf) : [];

/** What names a group. */
export const claimsOfGroup = (group: Group, keysOf: KeysOf): readonly Claim[] =>
  isLiveGroup(group) ? claimsOn('groupName', group.displayName, keysOf) : [];

const claimsOn = (kind: Claim['kind'], name: string, keysOf: KeysOf): readonly Claim[] =>
  keysOf(name).map((key) => ({ kind, ...key }));

import type { Rows } from './catalogue-row';
import { acted, optional, personal, word, words } from './payload-schema';
import type { Acted, Fact } from './event';
import { userAttributes } from './user-attributes';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** SCIM attributes under their canonical names; an extension stands whole under its URN. */
export type Attributes = { readonly [name: string]: Json };

/** Whom an event is about: enough for a subscriber to act without a look-up. */
export interface UserIdentity {
  readonly userId: string;
  /** The userName, folded: what a log-in is compared with. */
  readonly login: string;
  readonly userName: string;
  readonly externalId?: string;
}

/** The attributes always have `active`; in events of former releases it may be absent: then it is on. */
export type UserProvisioned = Fact<
  'UserProvisioned',
  { readonly userId: string; readonly login: string; readonly attributes: Attributes }
>;
/** Never sets `active`: switching on and off has events of its own. */
export type UserProfileChanged = Fact<
  'UserProfileChanged',
  {
    readonly userId: string;
    /** After the change. */
    readonly login: string;
    /** Before it, the same where the login did not change. Events of former releases do not say it. */
    readonly previousLogin?: string;
    readonly set: Attributes;
    readonly unset: readonly string[];
  }
>;
export type UserDeactivated = Fact<'UserDeactivated', UserIdentity>;
export type UserReactivated = Fact<'UserReactivated', UserIdentity>;
export type UserDeprovisioned = Fact<'UserDeprovisioned', UserIdentity>;
/** By its id alone: every other word about the person is forgotten, here and by each reader. */
export type UserErased = Fact<'UserErased', Acted & { readonly userId: string }>;

export type UserEvent =
  | UserProvisioned
  | UserProfileChanged
  | UserDeactivated
  | UserReactivated
  | UserDeprovisioned
  | UserErased;

// Those of the full profile: the strict one's are among them.
const attributes = personal({
  type: 'object',
  title: 'UserAttributes',
  description: 'SCIM attributes under their canonical names.',
  properties: userAttributes.full,
});
const name = personal(word);
const user = { userId: word, login: name };
const identity = { ...user, userName: name, externalId: optional(name) };

/** After these a person may not log in: their delivery is measured. An erased user had left before. */
export const ENDS_LOGIN: ReadonlySet<string> = new Set<UserEvent['type']>([
  'UserDeactivated',
  'UserDeprovisioned',
]);

export const userEvents: Rows<UserEvent> = {
  UserProvisioned: {
    subject: 'users',
    summary: 'A person joined, with these attributes.',
    data: { ...user, attributes },
  },
  UserProfileChanged: {
    subject: 'users',
    summary: 'Attributes of a person were set or unset.',
    data: { ...user, previousLogin: optional(name), set: attributes, unset: words },
  },
  UserDeactivated: { subject: 'users', summary: 'A person may no longer log in.', data: identity },
  UserReactivated: { subject: 'users', summary: 'A person may log in again.', data: identity },
  UserDeprovisioned: {
    subject: 'users',
    summary: 'A person left; the name is free again.',
    data: identity,
  },
  UserErased: {
    subject: 'users',
    summary: 'A person who had left was erased: delete all data of the person.',
    data: { userId: word, ...acted },
  },
};

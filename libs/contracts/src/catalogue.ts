import type { AdministrationEvent } from './administration-events';
import type { CredentialEvent } from './credential-events';
import type { SubjectKind } from './event';
import type { GroupEvent } from './group-events';
import type { EventRedacted } from './redacted-event';
import type { TenantEvent } from './tenant-events';
import type { TestUserEvent } from './test-user-events';
import type { UserEvent } from './user-events';

export type ProvisioningEvent =
  | UserEvent
  | TestUserEvent
  | GroupEvent
  | TenantEvent
  | AdministrationEvent;
export type AnyEvent = ProvisioningEvent | EventRedacted | CredentialEvent;
export type EventType = AnyEvent['type'];
/** The event of a type. */
export type EventOf<Type extends EventType> = Extract<AnyEvent, { readonly type: Type }>;

export interface CatalogueRow {
  readonly topic: 'provisioning' | 'credentials';
  /** The version that is written today; readers know all up to it. */
  readonly version: number;
  /** `any`: of whatever stream. */
  readonly subject: SubjectKind | 'any';
  readonly says: string;
}

const row = (
  topic: CatalogueRow['topic'],
  subject: CatalogueRow['subject'],
  says: string,
): CatalogueRow => ({ topic, subject, says, version: 1 });

/** Every event there is. Each row has a JSON Schema, a golden file and an entry in docs/events.md. */
export const catalogue: Readonly<Record<EventType, CatalogueRow>> = {
  UserProvisioned: row('provisioning', 'users', 'A person joined, with these attributes.'),
  UserProfileChanged: row('provisioning', 'users', 'Attributes of a person were set or unset.'),
  UserDeactivated: row('provisioning', 'users', 'A person may no longer log in.'),
  UserReactivated: row('provisioning', 'users', 'A person may log in again.'),
  UserDeprovisioned: row('provisioning', 'users', 'A person left; the name is free again.'),
  UserErased: row(
    'provisioning',
    'users',
    'A person who had left was erased: forget every word of them.',
  ),
  GroupCreated: row('provisioning', 'groups', 'A group was made; its members follow.'),
  GroupRenamed: row('provisioning', 'groups', 'A group has another name or externalId.'),
  GroupMembersAdded: row('provisioning', 'groups', 'These joined a group.'),
  GroupMembersRemoved: row('provisioning', 'groups', 'These are in a group no more.'),
  GroupDeleted: row('provisioning', 'groups', 'A group is gone, with all its memberships.'),
  TenantRegistered: row('provisioning', 'tenants', 'A customer organisation was registered.'),
  TenantRenamed: row('provisioning', 'tenants', 'A customer organisation has another name.'),
  ProvisioningEnabled: row('provisioning', 'tenants', 'Changes are accepted from now on.'),
  ProvisioningDisabled: row('provisioning', 'tenants', 'Changes are refused from now on.'),
  ProfileChosen: row('provisioning', 'tenants', 'Another set of attributes is accepted.'),
  TenantErased: row(
    'provisioning',
    'tenants',
    'A closed organisation was erased: forget everything of it. Final.',
  ),
  RateLimitChosen: row(
    'provisioning',
    'tenants',
    'Another number of requests a second is allowed.',
  ),
  DialectChosen: row('provisioning', 'tenants', 'Other leniencies are allowed to the provider.'),
  SetUpLinkIssued: row('provisioning', 'tenants', 'A link that opens the console was made.'),
  SetUpLinkUsed: row('provisioning', 'tenants', 'A set-up link became a session of the console.'),
  SetUpLinkRevoked: row('provisioning', 'tenants', 'A set-up link and its session were withdrawn.'),
  SignedIn: row('provisioning', 'tenants', 'Somebody signed in to the console by OpenID Connect.'),
  SignedOut: row('provisioning', 'tenants', 'Somebody signed out of the console.'),
  CaptureChosen: row(
    'provisioning',
    'tenants',
    'Bodies of requests are stored for a while, or no more.',
  ),
  CaptureRead: row('provisioning', 'tenants', 'Somebody looked at the body of a request.'),
  UsersExported: row('provisioning', 'tenants', 'Somebody took the list of users as a file.'),
  ConnectionTested: row('provisioning', 'tenants', 'Somebody tested the connection.'),
  WebhookChosen: row('provisioning', 'tenants', 'Warnings are sent elsewhere, or nowhere.'),
  TestUserProvisioned: row('provisioning', 'testusers', 'A connection test made its test user.'),
  TestUserProfileChanged: row('provisioning', 'testusers', 'A connection test changed it.'),
  TestUserDeactivated: row('provisioning', 'testusers', 'A connection test switched it off.'),
  TestUserReactivated: row('provisioning', 'testusers', 'A connection test switched it on.'),
  TestUserDeprovisioned: row('provisioning', 'testusers', 'A connection test took it away.'),
  EventRedacted: row(
    'provisioning',
    'any',
    'An event of this type and version stood here until its words were erased; pass over it.',
  ),
  TokenIssued: row('credentials', 'tokens', 'A credential was made; only its digest is told.'),
  TokenRevoked: row('credentials', 'tokens', 'A credential was withdrawn; final.'),
  TokenExpiring: row('credentials', 'tokens', 'A credential has 30, 14, 7 or 1 days left.'),
  TokenExpired: row('credentials', 'tokens', 'A credential reached its end; final.'),
  TokensErased: row('credentials', 'tenants', 'All credentials of a tenant are forgotten; final.'),
};

/** Whether a reader of today knows this type name. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(catalogue, type);

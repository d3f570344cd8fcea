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
    'A person who had left was erased: delete all data of the person.',
  ),
  GroupCreated: row(
    'provisioning',
    'groups',
    'A group was created; its members follow in later events.',
  ),
  GroupRenamed: row('provisioning', 'groups', 'A group has another name or externalId.'),
  GroupMembersAdded: row('provisioning', 'groups', 'These members joined a group.'),
  GroupMembersRemoved: row('provisioning', 'groups', 'These members left a group.'),
  GroupDeleted: row('provisioning', 'groups', 'A group was deleted with all its memberships.'),
  TenantRegistered: row('provisioning', 'tenants', 'A customer organisation was registered.'),
  TenantRenamed: row('provisioning', 'tenants', 'A customer organisation has another name.'),
  ProvisioningEnabled: row('provisioning', 'tenants', 'Changes are accepted from now on.'),
  ProvisioningDisabled: row('provisioning', 'tenants', 'Changes are refused from now on.'),
  ProfileChosen: row(
    'provisioning',
    'tenants',
    'Another profile, the set of accepted attributes, was chosen.',
  ),
  TenantErased: row(
    'provisioning',
    'tenants',
    'A closed organisation was erased: delete all its data. Final.',
  ),
  RateLimitChosen: row('provisioning', 'tenants', 'Another rate limit was set.'),
  DialectChosen: row(
    'provisioning',
    'tenants',
    'Other quirks are allowed for the identity provider.',
  ),
  SetUpLinkIssued: row('provisioning', 'tenants', 'A set-up link for the console was created.'),
  SetUpLinkUsed: row(
    'provisioning',
    'tenants',
    'A set-up link was exchanged for a console session.',
  ),
  SetUpLinkRevoked: row('provisioning', 'tenants', 'A set-up link and its session were revoked.'),
  SignedIn: row('provisioning', 'tenants', 'Somebody signed in to the console by OpenID Connect.'),
  SignedOut: row('provisioning', 'tenants', 'Somebody signed out of the console.'),
  CaptureChosen: row('provisioning', 'tenants', 'The capture of request bodies started or ended.'),
  CaptureRead: row('provisioning', 'tenants', 'Somebody looked at the body of a request.'),
  UsersExported: row('provisioning', 'tenants', 'Somebody exported the list of users.'),
  ConnectionTested: row('provisioning', 'tenants', 'Somebody tested the connection.'),
  WebhookChosen: row('provisioning', 'tenants', 'The webhook for warnings was changed or deleted.'),
  TestUserProvisioned: row('provisioning', 'testusers', 'A connection test created its test user.'),
  TestUserProfileChanged: row(
    'provisioning',
    'testusers',
    'A connection test changed its test user.',
  ),
  TestUserDeactivated: row(
    'provisioning',
    'testusers',
    'A connection test deactivated its test user.',
  ),
  TestUserReactivated: row(
    'provisioning',
    'testusers',
    'A connection test reactivated its test user.',
  ),
  TestUserDeprovisioned: row(
    'provisioning',
    'testusers',
    'A connection test deleted its test user.',
  ),
  EventRedacted: row(
    'provisioning',
    'any',
    'An event of this type and version was here until its data was erased; skip it.',
  ),
  TokenIssued: row(
    'credentials',
    'tokens',
    'A credential was issued; the event has only its digest.',
  ),
  TokenRevoked: row('credentials', 'tokens', 'A credential was revoked; final.'),
  TokenExpiring: row('credentials', 'tokens', 'A credential has 30, 14, 7 or 1 days left.'),
  TokenExpired: row('credentials', 'tokens', 'A credential expired; final.'),
  TokensErased: row('credentials', 'tenants', 'All credentials of a tenant were deleted; final.'),
};

/** Whether a reader of today knows this type name. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(catalogue, type);

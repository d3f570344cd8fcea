import type { AdministrationEvent, CredentialEvent, TestUserEvent } from '@rollcall/contracts';

type NotProjected =
  | AdministrationEvent['type']
  | TestUserEvent['type']
  | CredentialEvent['type']
  | 'TenantRenamed'
  | 'ProvisioningEnabled'
  | 'ProvisioningDisabled';

/** What no projection of today follows: no answer of the directory depends on it. */
export const NOT_PROJECTED: { readonly [Type in NotProjected]: 'ignored' } = {
  TenantRenamed: 'ignored',
  ProvisioningEnabled: 'ignored',
  ProvisioningDisabled: 'ignored',
  RateLimitChosen: 'ignored',
  DialectChosen: 'ignored',
  SetUpLinkIssued: 'ignored',
  SetUpLinkUsed: 'ignored',
  SetUpLinkRevoked: 'ignored',
  SignedIn: 'ignored',
  SignedOut: 'ignored',
  CaptureChosen: 'ignored',
  CaptureRead: 'ignored',
  UsersExported: 'ignored',
  ConnectionTested: 'ignored',
  WebhookChosen: 'ignored',
  // The person of a connection test is no person.
  TestUserProvisioned: 'ignored',
  TestUserProfileChanged: 'ignored',
  TestUserDeactivated: 'ignored',
  TestUserReactivated: 'ignored',
  TestUserDeprovisioned: 'ignored',
  // Of another topic.
  TokenIssued: 'ignored',
  TokenRevoked: 'ignored',
  TokenExpiring: 'ignored',
  TokenExpired: 'ignored',
  TokensErased: 'ignored',
};

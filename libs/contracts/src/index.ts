export { actorKind, epochNumber, isOfFormerEpoch, isRewritten, tenantId, subject } from './event';
export type { Acted, Fact, Recorded, RecordedEach, Subject, SubjectKind, TenantId } from './event';
export type {
  Attributes,
  Json,
  UserDeactivated,
  UserDeprovisioned,
  UserErased,
  UserEvent,
  UserIdentity,
  UserProfileChanged,
  UserProvisioned,
  UserReactivated,
} from './user-events';
export type {
  GroupCreated,
  GroupDeleted,
  GroupEvent,
  GroupIdentity,
  GroupMembersAdded,
  GroupMembersRemoved,
  GroupRenamed,
  Member,
} from './group-events';
export type {
  MovedTenantErased,
  ProfileChosen,
  ProfileName,
  ProvisioningDisabled,
  ProvisioningEnabled,
  TenantErased,
  TenantEvent,
  TenantMoved,
  TenantRegistered,
  TenantRenamed,
} from './tenant-events';
export type {
  AdministrationEvent,
  CaptureChosen,
  CaptureRead,
  ConnectionTested,
  ConsoleRole,
  DialectChosen,
  RateLimitChosen,
  SetUpLinkIssued,
  SetUpLinkRevoked,
  SetUpLinkUsed,
  SignedIn,
  SignedOut,
  UsersExported,
  WebhookChosen,
} from './administration-events';
export { TEST_USER_DOMAIN } from './test-user-events';
export type { TestUserEvent } from './test-user-events';
export {
  ASSERTION_ALGORITHMS,
  EXPIRY_THRESHOLDS,
  MOST_USED_NETWORKS,
  publicKeyOf,
  TRUST_METHODS,
} from './credential-events';
export type {
  AccessTokenLifetimeChosen,
  CredentialEvent,
  CredentialUsedFromNewNetwork,
  ExpiryThreshold,
  PublicKey,
  TokenExpired,
  TokenExpiring,
  TokenIssued,
  TokenRevoked,
  TokensErased,
  Trust,
  TrustAdded,
} from './credential-events';
export type { EventRedacted } from './redacted-event';
export { ENDS_LOGIN, userEvents } from './user-events';
export { groupEvents } from './group-events';
export { testUserEvents } from './test-user-events';
export { administrationEvents } from './administration-events';
export { credentialEvents } from './credential-events';
export { catalogue, isEventType } from './catalogue';
export type { DataSchema } from './payload-schema';
export type { AnyEvent, CatalogueRow, EventOf, EventType, ProvisioningEvent } from './catalogue';
export {
  asRedacted,
  fromMessage,
  isMoment,
  toMessage,
  toMessageOfText,
  UnreadableEvent,
} from './codec';
export type { EventMessage, KnownEvent, ReadEvent, RecordedText, UnknownEvent } from './codec';
export { checkData } from './payload-check';
export { handle, isHandled } from './handlers';
export type { Handlers } from './handlers';
export { topics } from './topics';
export { EMPTY_CHECKSUM, memberChecksum, moveChecksum, rowChecksum } from './checksum';
export type { Checksum } from './checksum';
export type {
  SnapshotEnd,
  SnapshotGroup,
  SnapshotLine,
  SnapshotMembers,
  SnapshotRow,
  SnapshotStart,
  SnapshotTenant,
  SnapshotTenantEnd,
  SnapshotUser,
} from './snapshot';
export { HELD, PAGE_MARKS, POSITION, PROVEN_SECONDS_AGO } from './views';
export type {
  AccessTokenAnswer,
  AssertionAnswer,
  AssertionFault,
  Admission,
  GroupAnswer,
  GroupsOfUserAnswer,
  ListQuestion,
  LoginAnswer,
  LogPosition,
  PageMark,
  PageMarks,
  ReaderPlace,
  TenantPosition,
  TokenIds,
} from './views';
export { anything, csv, problem } from './admin/shapes';
export type { Shape } from './admin/shapes';
export { tenantView, tenantPage, overview } from './admin/tenants';
export type { TenantView, Overview } from './admin/tenants';
export {
  issuedToken,
  tokenList,
  rotationView,
  startedRotation,
  warningList,
  webhookView,
  webhookPut,
} from './admin/tokens';
export type {
  IssuedToken,
  TokenView,
  TokenRow,
  TokenList,
  TokenUse,
  RotationView,
  StartedRotation,
  Warning,
  WarningList,
  WebhookView,
  WebhookPut,
} from './admin/tokens';
export { UNUSED, type UsedNetworks } from './admin/used-networks';
export { constraints, MOST_NETWORKS, UNRESTRICTED, type Constraints } from './admin/constraints';
export {
  accessTokenSettings,
  clientList,
  issuedClientSecret,
  trustList,
  trustView,
} from './admin/clients';
export type {
  AccessTokenSettings,
  ClientList,
  ClientView,
  IssuedClientSecret,
  TrustList,
  TrustView,
} from './admin/clients';
export { sessionView, signInView, issuedLink, linkList } from './admin/sessions';
export type { SessionView, SignInView, IssuedLink, LinkView } from './admin/sessions';
export { BRANDING_PARTS, brandingView } from './admin/branding';
export type { BrandingView } from './admin/branding';
export { PROVIDERS, connectionView, statusView, testLine } from './admin/connection';
export type {
  Provider,
  ConnectionView,
  TestLeg,
  TestEnd,
  Refusal,
  LastDay,
  Credential,
  Expiry,
  StatusView,
} from './admin/connection';
export { requestView, requestPage, requestLine, switchOffList, capture } from './admin/requests';
export type {
  RefusedAttribute,
  RequestPage,
  RequestView,
  StillOn,
  SwitchOffList,
} from './admin/requests';
export {
  userList,
  deletedUserPage,
  groupList,
  memberPage,
  eventList,
  resourceHistory,
} from './admin/people';
export type {
  EventView,
  EventList,
  UserView,
  UserList,
  DeletedUser,
  DeletedUserPage,
  GroupView,
  GroupList,
  MemberView,
  MemberPage,
  ResourceHistory,
} from './admin/people';
export {
  createdEndpoint,
  deliveryList,
  endpointList,
  endpointRedriven,
  endpointReplayed,
  endpointTest,
  endpointView,
} from './admin/endpoints';
export type {
  CreatedEndpoint,
  DeliveryList,
  EndpointList,
  EndpointRedriven,
  EndpointReplayed,
  EndpointTest,
  EndpointView,
} from './admin/endpoints';
export {
  actPage,
  dialectView,
  erasureList,
  erasureView,
  heldTenants,
  namesPage,
  redriven,
  subscriptionList,
} from './admin/operators';
export type {
  Redriven,
  ActView,
  DialectView,
  NameView,
  NamesPage,
  ErasureView,
  HeldTenant,
  SubscriptionList,
} from './admin/operators';

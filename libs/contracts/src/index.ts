export { isOfFormerEpoch, isRewritten, tenantId, subject } from './event';
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
  ProfileChosen,
  ProfileName,
  ProvisioningDisabled,
  ProvisioningEnabled,
  TenantErased,
  TenantEvent,
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
export { EXPIRY_THRESHOLDS } from './credential-events';
export type {
  CredentialEvent,
  ExpiryThreshold,
  TokenExpired,
  TokenExpiring,
  TokenIssued,
  TokenRevoked,
  TokensErased,
} from './credential-events';
export type { EventRedacted } from './redacted-event';
export { catalogue, isEventType } from './catalogue';
export type { AnyEvent, CatalogueRow, EventOf, EventType, ProvisioningEvent } from './catalogue';
export {
  asRedacted,
  fromMessage,
  isMoment,
  toMessage,
  toMessageOfText,
  UnreadableEvent,
} from './codec';
export type { EventMessage, ReadEvent, RecordedText } from './codec';
export { eventSchemas } from './schemas';
export type { EventSchema } from './schemas';
export { topics } from './topics';
export { EMPTY_CHECKSUM, memberChecksum, moveChecksum, rowChecksum } from './checksum';
export type { Checksum } from './checksum';
export { PAGE_MARKS, POSITION } from './views';
export type {
  Admission,
  GroupAnswer,
  GroupsOfUserAnswer,
  IssuedToken,
  ListQuestion,
  LoginAnswer,
  LogPosition,
  PageMark,
  PageMarks,
  ReaderPlace,
  TenantPosition,
  TokenIds,
  TokenView,
} from './views';

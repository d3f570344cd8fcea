import { EXPIRY_THRESHOLDS } from './credential-events';
import type { EventType } from './catalogue';

/** A JSON Schema (draft 7). */
export type EventSchema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, EventSchema>>;

const text = { type: 'string' };
const word = { type: 'string', minLength: 1 };
const moment = { type: 'string', format: 'date-time' };
const orNull = (one: EventSchema): EventSchema => ({ anyOf: [one, { type: 'null' }] });
const oneOf = (...values: readonly (string | number)[]): EventSchema => ({ enum: values });
const words = { type: 'array', items: word };
const attributes = {
  type: 'object',
  description: 'SCIM attributes under their canonical names.',
};
const profile = oneOf('strict', 'full');
const user = { userId: word, login: word };
const identity = { ...user, userName: word, externalId: word };
const group = { groupId: word, displayName: word, externalId: word };
const members = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: { type: oneOf('User', 'Group'), id: word },
    required: ['type', 'id'],
  },
  description: 'A member is in one event of the request only.',
};
const OPTIONAL: ReadonlySet<string> = new Set(['externalId', 'source']);
/** Of what people did at the console and the admin API: the address that it came from. */
const acted = { source: word };

const provisioned = { ...user, attributes };
const profileChanged = { ...user, set: attributes, unset: words };
const link = { linkId: word };

const DATA: Readonly<Record<EventType, Properties>> = {
  UserProvisioned: provisioned,
  UserProfileChanged: profileChanged,
  UserDeactivated: identity,
  UserReactivated: identity,
  UserDeprovisioned: identity,
  UserErased: { userId: word, ...acted },
  GroupCreated: group,
  GroupRenamed: group,
  GroupMembersAdded: { ...group, members },
  GroupMembersRemoved: { ...group, members },
  GroupDeleted: group,
  TenantRegistered: { name: word, profile, ...acted },
  TenantRenamed: { name: word, ...acted },
  ProvisioningEnabled: acted,
  ProvisioningDisabled: acted,
  ProfileChosen: { profile, ...acted },
  TenantErased: acted,
  RateLimitChosen: { rateLimit: { type: ['integer', 'null'], minimum: 1 }, ...acted },
  DialectChosen: { strictness: oneOf('tolerant', 'interop'), quirksOff: words, ...acted },
  SetUpLinkIssued: {
    ...link,
    role: oneOf('administrator', 'viewer'),
    label: text,
    expiresAt: moment,
    ...acted,
  },
  SetUpLinkUsed: { ...link, ...acted },
  SetUpLinkRevoked: { ...link, ...acted },
  SignedIn: { role: oneOf('operator', 'administrator', 'viewer'), ...acted },
  SignedOut: acted,
  CaptureRead: { requestId: word, ...acted },
  UsersExported: { state: oneOf('all', 'active', 'deactivated', 'deleted'), ...acted },
  CaptureChosen: { until: orNull(moment), ...acted },
  ConnectionTested: { passed: { type: 'boolean' }, ...acted },
  WebhookChosen: { origin: orNull(text), ...acted },
  TestUserProvisioned: provisioned,
  TestUserProfileChanged: profileChanged,
  TestUserDeactivated: identity,
  TestUserReactivated: identity,
  TestUserDeprovisioned: identity,
  EventRedacted: { type: word, version: { type: 'integer', minimum: 1 } },
  TokenIssued: {
    ...{ tokenId: word, label: text, digest: word, digestKey: word, createdBy: word },
    ...{ createdAt: moment, expiresAt: moment },
  },
  TokenRevoked: { tokenId: word, revokedAt: moment },
  TokenExpiring: {
    ...{ tokenId: word, label: text, expiresAt: moment },
    daysLeft: oneOf(...EXPIRY_THRESHOLDS),
  },
  TokenExpired: { tokenId: word, expiredAt: moment },
  TokensErased: {},
};

const schemaOf = (type: string, properties: Properties): EventSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `rollcall/${type}.v1`,
  title: type,
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !OPTIONAL.has(name)),
});

/**
 * What the data of each type must be in its version 1, of which all are; members that are not named
 * are allowed, since later writers add some. `npm run docs` writes them to `schemas/`.
 */
export const eventSchemas = Object.fromEntries(
  Object.entries(DATA).map(([type, properties]) => [type, schemaOf(type, properties)]),
) as Readonly<Record<EventType, EventSchema>>;

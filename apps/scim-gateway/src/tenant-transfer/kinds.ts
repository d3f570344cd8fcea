import type {
  AdministrationEvent,
  Fact,
  GroupEvent,
  TenantEvent,
  UserEvent,
} from '@rollcall/contracts';
import {
  claimsOf,
  claimsOfGroup,
  groupDecider,
  isLive,
  isLiveGroup,
  tenantDecider,
  userDecider,
  type Claim,
} from '@rollcall/domain';
import { groupNameKeys, userNameKeys } from '@rollcall/protocol';
import { attributesOf } from '../scim/memberships/group-state';
import type { StreamState } from '../event-log/port/event-log';

/** What a stream is now. */
export type Settled = Pick<StreamState, 'status' | 'attributes'> & {
  readonly claims: readonly Claim[];
};

/** What a stream of one kind becomes by its events. */
export interface Kind<State> {
  readonly initial: State;
  evolve(state: State, fact: Fact): State;
  /** Undefined: gone, or never there. */
  settled(state: State): Settled | undefined;
}

const kind = <State>(one: Kind<State>): Kind<unknown> => one as Kind<unknown>;

const person = (typeOf: (type: string) => string): Kind<unknown> =>
  kind({
    initial: userDecider.initial,
    evolve: (state, { type, data }) =>
      userDecider.evolve(state, { type: typeOf(type), data } as UserEvent),
    settled: (user) =>
      isLive(user)
        ? { status: user.status, attributes: user.attributes, claims: claimsOf(user, userNameKeys) }
        : undefined,
  });

/** Whether an event of a tenant's stream changes the tenant. A type without a line does not compile. */
const OF_TENANT: Readonly<Record<(TenantEvent | AdministrationEvent)['type'], boolean>> = {
  TenantRegistered: true,
  TenantRenamed: true,
  ProvisioningEnabled: true,
  ProvisioningDisabled: true,
  ProfileChosen: true,
  // A tenant that was erased is not moved.
  TenantErased: false,
  // What people did at the console stands in the tenant's stream, too.
  RateLimitChosen: false,
  DialectChosen: false,
  SetUpLinkIssued: false,
  SetUpLinkUsed: false,
  SetUpLinkRevoked: false,
  SignedIn: false,
  SignedOut: false,
  CaptureChosen: false,
  CaptureRead: false,
  UsersExported: false,
  ConnectionTested: false,
  WebhookChosen: false,
};

const isOfTenant = (type: string): boolean =>
  Object.hasOwn(OF_TENANT, type) && OF_TENANT[type as keyof typeof OF_TENANT];

/** By the first word of a subject. */
export const KINDS: Readonly<Record<string, Kind<unknown>>> = {
  users: person((type) => type),
  testusers: person((type) => type.slice('Test'.length)),
  groups: kind({
    initial: groupDecider.initial,
    evolve: (state, fact) => groupDecider.evolve(state, fact as GroupEvent),
    settled: (group) =>
      isLiveGroup(group)
        ? {
            status: 'active',
            attributes: attributesOf(group),
            claims: claimsOfGroup(group, groupNameKeys),
          }
        : undefined,
  }),
  tenants: kind({
    initial: tenantDecider.initial,
    evolve: (state, fact) =>
      isOfTenant(fact.type) ? tenantDecider.evolve(state, fact as TenantEvent) : state,
    settled: (tenant) => {
      if (tenant.status !== 'registered') return undefined;
      const { name, profile, provisioning } = tenant;
      return { status: 'active', attributes: { name, profile, provisioning }, claims: [] };
    },
  }),
};

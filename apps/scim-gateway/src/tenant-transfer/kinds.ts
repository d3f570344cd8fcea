import type { Fact } from '@rollcall/contracts';
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

/** The present state of a stream. */
export type Settled = Pick<StreamState, 'status' | 'attributes'> & {
  readonly claims: readonly Claim[];
};

/** How the events of one kind of stream change its state. */
export interface Kind<State> {
  readonly initial: State;
  evolve(state: State, fact: Fact): State;
  /** Undefined: deleted, or never existed. */
  settled(state: State): Settled | undefined;
}

const kind = <State>(one: Kind<State>): Kind<unknown> => one;

const notOf = (stream: string, { type }: Fact): Error =>
  new Error(`${type} is no event of a ${stream}'s stream.`);

const person = (typeOf: (type: string) => string): Kind<unknown> =>
  kind({
    initial: userDecider.initial,
    evolve: (state, { type, data }) => {
      const fact = { type: typeOf(type), data };
      if (!userDecider.handles(fact)) throw notOf('user', fact);
      return userDecider.evolve(state, fact);
    },
    settled: (user) =>
      isLive(user)
        ? { status: user.status, attributes: user.attributes, claims: claimsOf(user, userNameKeys) }
        : undefined,
  });

const ERASED: readonly string[] = ['TenantErased', 'MovedTenantErased'];

/** By the first word of a subject. */
export const KINDS: Readonly<Record<string, Kind<unknown>>> = {
  users: person((type) => type),
  testusers: person((type) => type.slice('Test'.length)),
  groups: kind({
    initial: groupDecider.initial,
    evolve: (state, fact) => {
      if (!groupDecider.handles(fact)) throw notOf('group', fact);
      return groupDecider.evolve(state, fact);
    },
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
    // The tenant's stream also contains acts at the console, which change no state. An erased
    // tenant is not moved.
    evolve: (state, fact) =>
      tenantDecider.handles(fact) && !ERASED.includes(fact.type)
        ? tenantDecider.evolve(state, fact)
        : state,
    settled: (tenant) => {
      if (tenant.status !== 'registered') return undefined;
      const { name, profile, provisioning } = tenant;
      return { status: 'active', attributes: { name, profile, provisioning }, claims: [] };
    },
  }),
};

/** Questions between services and their answers: JSON over HTTP on the internal ports. */
import type { Constraints } from './admin/constraints';
import type { Checksum } from './checksum';
import type { ProfileName } from './tenant-events';

/** Answer of the token service to "whose token is this?". */
export type Admission =
  | {
      readonly outcome: 'admitted';
      readonly tenantId: string;
      readonly tokenId: string;
      readonly label: string;
      /** Milliseconds left when the question was answered. */
      readonly remainingMs: number;
      /** Of an access token: what is left of its client secret, whose id and label these are. */
      readonly credentialRemainingMs?: number;
      /** Absent from a credential without any. */
      readonly constraints?: Constraints;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: 'unknown' | 'expired' | 'revoked';
      /** Only when the digest matched: a forged token is attributed to no tenant. */
      readonly tenantId?: string;
      readonly tokenId?: string;
    };

/** Answer of the token service to a request for an access token. */
export type AccessTokenAnswer =
  | {
      readonly outcome: 'granted';
      readonly accessToken: string;
      readonly expiresInSeconds: number;
    }
  | (RefusedOwner & {
      readonly outcome: 'refused';
      readonly reason: 'unknown' | 'expired' | 'revoked';
    });

/** Whose request was refused, where that is known: for the request log of the tenant. */
interface RefusedOwner {
  readonly tenantId?: string;
  readonly tokenId?: string;
  readonly label?: string;
}

/** What differs in an assertion: of a claim what was expected, and what it has. */
export interface AssertionFault {
  readonly what:
    | 'format'
    | 'alg'
    | 'kid'
    | 'signature'
    | 'iss'
    | 'sub'
    | 'aud'
    | 'azp'
    | 'tid'
    | 'exp'
    | 'nbf'
    | 'iat'
    | 'jti';
  readonly expected: string;
  readonly got: string;
}

/**
 * Answer of the token service to an assertion. `keys-needed`: the gateway reads the keys of that
 * address, or of that issuer's, and asks again with those that have this `kid`.
 */
export type AssertionAnswer =
  | AccessTokenAnswer
  | (Required<RefusedOwner> & {
      readonly outcome: 'keys-needed';
      readonly kid: string;
      readonly jwksUri?: string;
      readonly issuer?: string;
    })
  | (RefusedOwner & {
      readonly outcome: 'refused';
      readonly reason: 'assertion';
      readonly fault: AssertionFault;
    });

/** Answer of the token service to "which of these ids belong to a token?". */
export interface TokenIds {
  readonly existing: readonly string[];
  /** The tenant of each of them, by id. A former release does not say it. */
  readonly tenants?: Readonly<Record<string, string>>;
}

/**
 * Where a page of a cursor begins: next to an ordinal of creation, or in a stored sorted list.
 * `upto` and `total` are those of the first page: what was made later is in no later page.
 */
export type PageMark =
  | { readonly upto: number; readonly total: number; readonly after: number }
  | { readonly upto: number; readonly total: number; readonly before: number }
  | { readonly list: string; readonly from: number };

/**
 * Header of answers about a tenant: the position that they hold for. Of a change over SCIM that of
 * its last event, of a list that of the directory's rows.
 */
export const POSITION = 'x-rollcall-position';

/** Headers of every answer of `/directory/v1`: LoginAnswer's `provenCurrentSecondsAgo` and `held`. */
export const PROVEN_SECONDS_AGO = 'x-rollcall-proven-seconds-ago';
export const HELD = 'x-rollcall-held';

/** Header of a page by cursor: the marks of its neighbours, as JSON. */
export const PAGE_MARKS = 'x-rollcall-page-marks';

export interface PageMarks {
  readonly next?: PageMark;
  readonly previous?: PageMark;
}

/** A request to the directory for a list of users or groups. The gateway has checked the filter. */
export interface ListQuestion {
  readonly profile: ProfileName;
  /** With memberships: the members of each group, or the groups of each user. The name stays on the wire. */
  readonly beside: boolean;
  readonly filter?: string;
  readonly startIndex: number;
  readonly count: number;
  readonly sortBy?: string;
  readonly sortOrder?: 'ascending' | 'descending';
  /** A page by cursor: `startIndex` counts for nothing then. */
  readonly cursor?: PageMark | 'first';
  /** The answer must hold for this position of the tenant or a later one. */
  readonly atLeast: number;
  /**
   * The number of the epoch since the log last went back behind this position; absent where it never
   * did. Rows of an earlier one are of a history that was lost, whatever their position.
   */
  readonly epoch?: number;
  /** Base URL of SCIM, without a slash at the end. */
  readonly baseUrl: string;
}

/** May this person log in? The answer names the position that it holds for. */
export interface LoginAnswer {
  readonly tenantId: string;
  readonly userName: string;
  readonly mayLogIn: boolean;
  readonly reason: 'active' | 'inactive' | 'unknown';
  readonly userId?: string;
  readonly position: number;
  /**
   * The epoch of the event at that position, which tells a position of a log that went back in time
   * from the same one before; absent where there is none. A former release does not say it.
   */
  readonly epoch?: string;
  /**
   * Seconds since the last moment of which the answer is known to have everything that the log had
   * recorded of the tenant, measured against the log itself, not against Kafka.
   */
  readonly provenCurrentSecondsAgo: number;
  /** True when this tenant's events wait for an operator. */
  readonly held: boolean;
  /**
   * The users of this tenant come by SCIM, and are not to be created on sign-in (no just-in-time
   * provisioning): its provisioning is enabled. True also where a former release has read the events
   * that say it and nothing since.
   */
  readonly scimManaged: boolean;
  /** False when the directory has no event of this tenant: a wrong id, or a new tenant. */
  readonly tenantKnown: boolean;
}

/**
 * One group with a page of its members, in the order of their ids. `next` is the `after` of the
 * page that follows; without it this is the last one.
 */
export interface GroupAnswer {
  readonly tenantId: string;
  readonly groupId: string;
  readonly version: number;
  readonly displayName: string;
  readonly externalId?: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly members: readonly {
    readonly type: 'User' | 'Group';
    readonly id: string;
    readonly displayName: string | null;
  }[];
  readonly next?: string;
  /** The position of the tenant that the answer holds for. */
  readonly position: number;
}

/** A page of the groups that hold a user directly, likewise. */
export interface GroupsOfUserAnswer {
  readonly tenantId: string;
  readonly userId: string;
  readonly groups: readonly { readonly id: string; readonly displayName: string }[];
  readonly next?: string;
  readonly position: number;
}

/** One tenant of the log, as the gateway's internal port lists them for a rebuild. */
export interface TenantPosition {
  readonly tenantId: string;
  readonly position: number;
  readonly relayed: number;
  readonly checksum: Checksum;
}

/** Up to where a reader has read a tenant: the last event's position and epoch. */
export interface ReaderPlace {
  readonly tenantId: string;
  readonly position: number;
  /** Empty text when no event was read. */
  readonly epoch: string;
}

/** Where the log stands, as the gateway's internal port answers to a reader. */
export interface LogPosition {
  readonly tenantId: string;
  /** 0 for a tenant that the log does not have. */
  readonly position: number;
  /** Seconds since the first event after the reader's place was recorded; 0 when there is none. */
  readonly behindSeconds: number;
  /** What the reader has read is history no more: the log went back in time. */
  readonly parted: boolean;
}

import type { Acted, Fact } from './event';

/** What people did at the console and the admin API, beside what changes the tenant itself. */

export type ConsoleRole = 'operator' | 'administrator' | 'viewer';

export type RateLimitChosen = Fact<
  'RateLimitChosen',
  Acted & {
    /** Requests a second; null: the gateway's own limit. */
    readonly rateLimit: number | null;
  }
>;
export type DialectChosen = Fact<
  'DialectChosen',
  Acted & { readonly strictness: 'tolerant' | 'interop'; readonly quirksOff: readonly string[] }
>;
/** The link's secret is seen once, by the person who asked for it, and is no part of any event. */
export type SetUpLinkIssued = Fact<
  'SetUpLinkIssued',
  Acted & {
    readonly linkId: string;
    readonly role: 'administrator' | 'viewer';
    readonly label: string;
    readonly expiresAt: string;
  }
>;
export type SetUpLinkUsed = Fact<'SetUpLinkUsed', Acted & { readonly linkId: string }>;
export type SetUpLinkRevoked = Fact<'SetUpLinkRevoked', Acted & { readonly linkId: string }>;
export type SignedIn = Fact<'SignedIn', Acted & { readonly role: ConsoleRole }>;

export type SignedOut = Fact<'SignedOut', Acted>;

/** Bodies of requests are stored until then; null: no more. */
export type CaptureChosen = Fact<'CaptureChosen', Acted & { readonly until: string | null }>;
/** Somebody looked at what was stored of a request. */
export type CaptureRead = Fact<'CaptureRead', Acted & { readonly requestId: string }>;
/** Somebody took the list of users with them as a file: everybody, or those in one state. */
export type UsersExported = Fact<
  'UsersExported',
  Acted & { readonly state: 'all' | 'active' | 'deactivated' | 'deleted' }
>;
export type ConnectionTested = Fact<'ConnectionTested', Acted & { readonly passed: boolean }>;
/** Where warnings are sent, without path and query: those may hold a secret. Null: nowhere. */
export type WebhookChosen = Fact<'WebhookChosen', Acted & { readonly origin: string | null }>;

export type AdministrationEvent =
  | RateLimitChosen
  | DialectChosen
  | SetUpLinkIssued
  | SetUpLinkUsed
  | SetUpLinkRevoked
  | SignedIn
  | SignedOut
  | CaptureChosen
  | CaptureRead
  | UsersExported
  | ConnectionTested
  | WebhookChosen;

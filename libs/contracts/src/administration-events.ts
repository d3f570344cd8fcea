import type { Fact } from './event';

/** What people did at the console and the admin API, beside what changes the tenant itself. */

export type ConsoleRole = 'operator' | 'administrator' | 'viewer';

export type RateLimitChosen = Fact<
  'RateLimitChosen',
  {
    /** Requests a second; null: the gateway's own limit. */
    readonly rateLimit: number | null;
  }
>;
export type DialectChosen = Fact<
  'DialectChosen',
  { readonly strictness: 'tolerant' | 'interop'; readonly quirksOff: readonly string[] }
>;
/** The link's secret is seen once, by the person who asked for it, and is no part of any event. */
export type SetUpLinkIssued = Fact<
  'SetUpLinkIssued',
  {
    readonly linkId: string;
    readonly role: 'administrator' | 'viewer';
    readonly label: string;
    readonly expiresAt: string;
  }
>;
export type SetUpLinkUsed = Fact<'SetUpLinkUsed', { readonly linkId: string }>;
export type SetUpLinkRevoked = Fact<'SetUpLinkRevoked', { readonly linkId: string }>;
export type SignedIn = Fact<'SignedIn', { readonly role: ConsoleRole }>;

/** Bodies of requests are stored until then; null: no more. */
export type CaptureChosen = Fact<'CaptureChosen', { readonly until: string | null }>;
export type ConnectionTested = Fact<'ConnectionTested', { readonly passed: boolean }>;
/** Where warnings are sent, without path and query: those may hold a secret. Null: nowhere. */
export type WebhookChosen = Fact<'WebhookChosen', { readonly origin: string | null }>;

export type AdministrationEvent =
  | RateLimitChosen
  | DialectChosen
  | SetUpLinkIssued
  | SetUpLinkUsed
  | SetUpLinkRevoked
  | SignedIn
  | CaptureChosen
  | ConnectionTested
  | WebhookChosen;

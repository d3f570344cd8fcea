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

export type AdministrationEvent =
  | RateLimitChosen
  | DialectChosen
  | SetUpLinkIssued
  | SetUpLinkUsed
  | SetUpLinkRevoked
  | SignedIn;

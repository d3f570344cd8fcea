import type { Rows } from './catalogue-row';
import { acted, moment, oneOf, orNull, personal, text, word, words } from './payload-schema';
import type { Acted, Fact } from './event';

/** What people did at the console and the admin API, other than changes of the tenant itself. */

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
/** The creator of a link sees its secret once; no event contains it. */
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

const link = { linkId: word };

export const administrationEvents: Rows<AdministrationEvent> = {
  RateLimitChosen: {
    subject: 'tenants',
    summary: 'Another rate limit was set.',
    data: { rateLimit: { type: ['integer', 'null'], minimum: 1 }, ...acted },
  },
  DialectChosen: {
    subject: 'tenants',
    summary: 'Other quirks are allowed for the identity provider.',
    data: { strictness: oneOf('tolerant', 'interop'), quirksOff: words, ...acted },
  },
  SetUpLinkIssued: {
    subject: 'tenants',
    summary: 'A set-up link for the console was created.',
    data: {
      ...link,
      role: oneOf('administrator', 'viewer'),
      label: personal(text),
      expiresAt: moment,
      ...acted,
    },
  },
  SetUpLinkUsed: {
    subject: 'tenants',
    summary: 'A set-up link was exchanged for a console session.',
    data: { ...link, ...acted },
  },
  SetUpLinkRevoked: {
    subject: 'tenants',
    summary: 'A set-up link and its session were revoked.',
    data: { ...link, ...acted },
  },
  SignedIn: {
    subject: 'tenants',
    summary: 'Somebody signed in to the console by OpenID Connect.',
    data: { role: oneOf('operator', 'administrator', 'viewer'), ...acted },
  },
  SignedOut: { subject: 'tenants', summary: 'Somebody signed out of the console.', data: acted },
  CaptureChosen: {
    subject: 'tenants',
    summary: 'The capture of request bodies started or ended.',
    data: { until: orNull(moment), ...acted },
  },
  CaptureRead: {
    subject: 'tenants',
    summary: 'Somebody looked at the body of a request.',
    data: { requestId: word, ...acted },
  },
  UsersExported: {
    subject: 'tenants',
    summary: 'Somebody exported the list of users.',
    data: { state: oneOf('all', 'active', 'deactivated', 'deleted'), ...acted },
  },
  ConnectionTested: {
    subject: 'tenants',
    summary: 'Somebody tested the connection.',
    data: { passed: { type: 'boolean' }, ...acted },
  },
  WebhookChosen: {
    subject: 'tenants',
    summary: 'The webhook for warnings was changed or deleted.',
    data: { origin: orNull(text), ...acted },
  },
};

import { either, flag, list, object, oneOf, orNull, text, time, whole } from './shapes';
import type { Shape, TypeOf } from './shapes';

/** Identity providers that have a guide, and every other one. */
export const PROVIDERS = [
  'okta',
  'entra',
  'onelogin',
  'google',
  'jumpcloud',
  'pingone',
  'other',
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** When a token ends: one of the two. */
export type Expiry = { readonly days: number } | { readonly date: string };
const expiry: Shape<Expiry> = { json: object({}, { days: whole, date: text }).json };

export const connectionView = object({
  provisioning: oneOf('enabled', 'disabled'),
  provider: orNull(oneOf(...PROVIDERS)),
  expiry: orNull(expiry),
  tokenId: orNull(text),
  testedAt: orNull(time),
  testPassed: orNull(flag),
  savedAt: orNull(time),
  firstRequestAt: orNull(time),
  lastRequestAt: orNull(time),
  /**
   * Attempts with a token that carries an id of this tenant and is not whole, or not as it was made:
   * how it begins (`rc_E6Fl`), how often it came, and when it last did. They are not attributed to
   * anybody. Null when there was none, and from the first request on.
   */
  mangled: orNull(object({ prefix: text, count: whole, at: time })),
  scimBaseUrl: text,
  profile: oneOf('strict', 'full'),
});
export type ConnectionView = TypeOf<typeof connectionView>;

const leg = object(
  { leg: text, state: oneOf('running', 'passed', 'failed') },
  { ms: whole, status: whole, code: text, detail: text, advice: text },
);
const end = object({ done: flag, passed: flag, ms: whole });
/** A line of the connection test: a leg that starts or ends, or the end of all. */
export const testLine = either(leg, end);
export type TestLeg = TypeOf<typeof leg>;
export type TestEnd = TypeOf<typeof end>;

/** A refusal of the last day by its cause. */
const refusal = object({
  /** One of the codes of the request log (docs/watching.md). */
  code: text,
  attribute: orNull(text),
  /** Every attribute that they were refused for, as a row of a mapping names it, and why. */
  refused: list(object({ code: text, attribute: text })),
  status: whole,
  requests: whole,
  /** Those of them that were to change something. */
  changes: whole,
  lastAt: time,
});
export type Refusal = TypeOf<typeof refusal>;

const lastDay = object({
  /** A day ago, or the oldest entry that was looked at where they are too many. */
  from: time,
  accepted: object({ requests: whole, changes: whole }),
  refused: object({ requests: whole, changes: whole }),
  /** By code and attributes, the most frequent first, fifty at most. */
  refusals: list(refusal),
});
export type LastDay = TypeOf<typeof lastDay>;

const credential = object({
  id: text,
  label: text,
  createdAt: time,
  /** Both null for a trust, which does not expire. */
  expiresAt: orNull(time),
  daysLeft: orNull(whole),
  lastUsedAt: orNull(time),
  /** Of a client secret or a trust: its OAuth client; null for a pasted token. */
  clientId: orNull(text),
});
export type Credential = TypeOf<typeof credential>;

export const statusView = object({
  provisioning: oneOf('enabled', 'disabled'),
  /** When provisioning was last switched on or off, and by whom; null when it never was. */
  since: orNull(time),
  by: orNull(text),
  savedAt: orNull(time),
  provider: orNull(oneOf(...PROVIDERS)),
  firstRequestAt: orNull(time),
  lastRequestAt: orNull(time),
  /** Null where requests are not logged. */
  lastDay: orNull(lastDay),
  /** Null while the directory has not said. */
  people: orNull(object({ active: whole, inactive: whole })),
  /** The live token, client secret or trust used last, else the one that will be; null without one. */
  credential: orNull(credential),
  /** Ids of those that let a request in. */
  liveTokens: list(text),
  /** Why the old token of a running rotation may not go yet, or that it may. */
  rotation: orNull(oneOf('new-not-seen', 'old-still-used', 'safe')),
  /** People who are still on although they were to be switched off. */
  switchOffs: whole,
});
/** How a connection does, as the admin API shows it. */
export type StatusView = TypeOf<typeof statusView>;

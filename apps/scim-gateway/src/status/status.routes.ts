import type { Route } from '../admin-kit/route';
import { list, object, oneOf, orNull, text, time, whole, type Shown } from '../admin-kit/shapes';
import { PROVIDERS } from '../connection-test/connection.dto';

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

const lastDay = object({
  /** A day ago, or the oldest entry that was looked at where they are too many. */
  from: time,
  accepted: object({ requests: whole, changes: whole }),
  refused: object({ requests: whole, changes: whole }),
  /** By code and attributes, the most frequent first, fifty at most. */
  refusals: list(refusal),
});
export type LastDay = Shown<typeof lastDay>;

const credential = object({
  id: text,
  label: text,
  createdAt: time,
  expiresAt: time,
  daysLeft: whole,
  lastUsedAt: orNull(time),
});

const statusView = object({
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
  /** The live token that was used last, else the one that will be; null when none is left. */
  credential: orNull(credential),
  /** Ids of those that let a request in. */
  liveTokens: list(text),
  /** Why the old token of a running rotation may not go yet, or that it may. */
  rotation: orNull(oneOf('new-not-seen', 'old-still-used', 'safe')),
  /** People who are still on although they were to be switched off. */
  switchOffs: whole,
});
/** How a connection does, as the admin API shows it. */
export type StatusView = Shown<typeof statusView>;

export const statusRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/admin/v1/tenants/:tenantId/status',
    rank: 'viewer',
    says: 'Shows the state of the connection: on or off, last request, refusals of the day by cause, users, the token in use.',
    answers: { 200: statusView },
  },
];

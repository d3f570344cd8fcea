import { flag, list, object, oneOf, orNull, text, time, type TypeOf } from './shapes';

export const sessionView = object({
  role: oneOf('operator', 'administrator', 'viewer'),
  tenantId: orNull(text),
  name: text,
  /** Sent back as X-Rollcall-CSRF; null for an operator key, which needs none. */
  csrf: orNull(text),
  expiresAt: orNull(time),
  /** Who came by a link needs a new one to come again. */
  signedInBy: oneOf('link', 'oidc', 'operator-key'),
});
export type SessionView = TypeOf<typeof sessionView>;

export const signInView = object({ oidc: flag, label: orNull(text) });
export type SignInView = TypeOf<typeof signInView>;

const link = {
  id: text,
  role: oneOf('administrator', 'viewer'),
  label: text,
  createdAt: time,
  expiresAt: time,
};
export const issuedLink = object({ ...link, url: text });
export type IssuedLink = TypeOf<typeof issuedLink>;

const linkView = object({
  ...link,
  createdBy: text,
  usedAt: orNull(time),
  revokedAt: orNull(time),
  status: oneOf('open', 'used', 'expired', 'revoked'),
});
export type LinkView = TypeOf<typeof linkView>;

export const linkList = object({ links: list(linkView) });

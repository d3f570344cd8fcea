import { flag, list, object, oneOf, orNull, text, time, type Shown } from './shapes';

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
export type SessionView = Shown<typeof sessionView>;

export const signInView = object({ oidc: flag, label: orNull(text) });
export type SignInView = Shown<typeof signInView>;

const link = {
  id: text,
  role: oneOf('administrator', 'viewer'),
  label: text,
  createdAt: time,
  expiresAt: time,
};
export const issuedLink = object({ ...link, url: text });
export type IssuedLink = Shown<typeof issuedLink>;

const linkView = object({
  ...link,
  createdBy: text,
  usedAt: orNull(time),
  revokedAt: orNull(time),
  status: oneOf('open', 'used', 'expired', 'revoked'),
});
export type LinkView = Shown<typeof linkView>;

export const linkList = object({ links: list(linkView) });

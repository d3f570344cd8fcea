import type { Route } from '../admin-kit/route';
import { flag, object, oneOf, orNull, text, time, type Shown } from '../admin-kit/shapes';
import { OpenSessionDto } from './ways.dto';

const sessionView = object({
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

const signInView = object({ oidc: flag, label: orNull(text) });
export type SignInView = Shown<typeof signInView>;

const SESSION = '/admin/v1/session';

export const sessionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: SESSION,
    leaves: ['SetUpLinkUsed'],
    rank: 'anyone',
    says: 'Exchanges the secret of a set-up link for a session cookie, once. With the cookie of that session, a used link shows the session.',
    body: OpenSessionDto,
    bodyLimit: 1_024,
    isAttempt: true,
    answers: { 201: sessionView },
    refusals: [401, 403, 410, 429],
  },
  {
    method: 'GET',
    path: SESSION,
    rank: 'viewer',
    says: 'Shows who is signed in and the CSRF token that changes need.',
    answers: { 200: sessionView },
  },
  {
    method: 'DELETE',
    path: SESSION,
    leaves: ['SignedOut', 'OperatorSignedOut'],
    rank: 'viewer',
    says: 'Signs out.',
    answers: { 204: null },
  },
  {
    method: 'GET',
    path: '/admin/v1/sign-in',
    rank: 'anyone',
    says: 'Shows whether sign-in with OpenID Connect is offered at /console/sign-in, and its name.',
    answers: { 200: signInView },
  },
];

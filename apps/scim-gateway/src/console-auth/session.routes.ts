import { brandingView, sessionView, signInView } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { OpenSessionDto } from './ways.dto';

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
  {
    method: 'POST',
    path: '/admin/v1/session/branding',
    leaves: { nothing: 'Shows what a set-up link would open.' },
    rank: 'anyone',
    says: 'Shows the branding of a set-up link without using the link; for any other text, the branding of the installation.',
    body: OpenSessionDto,
    bodyLimit: 1_024,
    isAttempt: true,
    answers: { 200: brandingView },
    refusals: [403],
  },
];

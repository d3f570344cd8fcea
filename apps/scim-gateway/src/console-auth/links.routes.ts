import type { Route } from '../admin-kit/route';
import { list, object, oneOf, orNull, text, time, type Shown } from '../admin-kit/shapes';
import { IssueLinkDto } from './ways.dto';

const about = {
  id: text,
  role: oneOf('administrator', 'viewer'),
  label: text,
  createdAt: time,
  expiresAt: time,
};

const issuedLink = object({ ...about, url: text });
export type IssuedLink = Shown<typeof issuedLink>;

const linkView = object({
  ...about,
  createdBy: text,
  usedAt: orNull(time),
  revokedAt: orNull(time),
  status: oneOf('open', 'used', 'expired', 'revoked'),
});
export type LinkView = Shown<typeof linkView>;

const linkList = object({ links: list(linkView) });

const ALL = '/admin/v1/tenants/:tenantId/links';

/** Links are the operator's: a session from a link must not outlive it through another link. */
export const linksRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: ALL,
    leaves: ['SetUpLinkIssued'],
    rank: 'operator',
    says: 'Creates a set-up link that opens the console once; only this response contains its URL.',
    body: IssueLinkDto,
    answers: { 201: issuedLink },
    creates: 'secret',
  },
  {
    method: 'GET',
    path: ALL,
    rank: 'operator',
    says: 'Lists the set-up links of a tenant, newest first.',
    answers: { 200: linkList },
  },
  {
    method: 'DELETE',
    path: `${ALL}/:linkId`,
    leaves: ['SetUpLinkRevoked'],
    rank: 'operator',
    says: 'Revokes a set-up link and ends its session.',
    answers: { 204: null },
  },
];

import { issuedLink, linkList } from '@rollcall/contracts';
import type { Route } from '../admin-kit/route';
import { IssueLinkDto } from './ways.dto';

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

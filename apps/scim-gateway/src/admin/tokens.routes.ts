import { issuedToken, tokenList } from '@rollcall/contracts';
import { TokensQueryDto } from './admin.dto';
import { IssueTokenDto } from '../tokens/issue-token.dto';
import type { Route } from '../admin-kit/route';

const ALL = '/admin/v1/tenants/:tenantId/tokens';

export const tokensRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: ALL,
    leaves: ['TokenIssued'],
    rank: 'administrator',
    says: 'Issues a token; only this response contains it.',
    body: IssueTokenDto,
    answers: { 201: issuedToken },
    refusals: [409],
    creates: 'secret',
  },
  {
    method: 'GET',
    path: ALL,
    rank: 'viewer',
    says: 'Lists the tokens of a tenant: live ones first, newest first; then ended ones, latest end first, as long as they are kept. Send next as cursor.',
    query: TokensQueryDto,
    answers: { 200: tokenList },
  },
  {
    method: 'DELETE',
    path: `${ALL}/:tokenId`,
    leaves: ['TokenRevoked'],
    rank: 'administrator',
    says: 'Revokes a token: 204 when the event is published, 202 when the revocation took effect and the event is not yet published.',
    answers: { 202: null, 204: null },
  },
];

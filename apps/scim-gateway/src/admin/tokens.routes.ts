import { IssueTokenDto, TokensQueryDto } from './admin.dto';
import type { Route } from '../admin-kit/route';
import {
  list,
  object,
  oneOf,
  orNull,
  page,
  text,
  time,
  whole,
  type Shown,
} from '../admin-kit/shapes';

const about = { id: text, label: text, createdAt: time, createdBy: text, expiresAt: time };

const issuedToken = object({ ...about, token: text });

const tokenList = page({
  tokens: list(
    object({
      ...about,
      lastUsedAt: orNull(time),
      revokedAt: orNull(time),
      status: oneOf('live', 'expired', 'revoked'),
      requests: whole,
      daysLeft: whole,
      /** What it is in the rotation that is running; null for every other token. */
      rotation: orNull(oneOf('old', 'new')),
    }),
  ),
});

export type TokenList = Shown<typeof tokenList>;

const ALL = '/admin/v1/tenants/:tenantId/tokens';

export const tokensRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: ALL,
    leaves: ['TokenIssued'],
    rank: 'administrator',
    says: 'Makes a token; it is seen in this answer and never again.',
    body: IssueTokenDto,
    answers: { 201: issuedToken },
    refusals: [409],
    creates: 'secret',
  },
  {
    method: 'GET',
    path: ALL,
    rank: 'viewer',
    says: 'Lists the tokens of a tenant: every live one, newest first, then those that have ended, the last to end first, as far as they are kept; next goes into cursor.',
    query: TokensQueryDto,
    answers: { 200: tokenList },
  },
  {
    method: 'DELETE',
    path: `${ALL}/:tokenId`,
    leaves: ['TokenRevoked'],
    rank: 'administrator',
    says: 'Revokes a token: 204 when that is told, 202 when it took effect and is still to be told.',
    answers: { 202: null, 204: null },
  },
];

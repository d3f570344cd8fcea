import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common';
import {
  issuedToken,
  tokenList,
  UNRESTRICTED,
  UNUSED,
  type IssuedToken,
  type TokenList,
} from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  Creates,
  Records,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { InitiatedBy, StatusSetter, type SetStatus } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { daysLeft } from '../tokens/days-left';
import { IssueTokenDto } from '../tokens/issue-token.dto';
import { Rotations } from '../tokens/rotations';
import { TokenService } from '../tokens/token-service';
import { Uses } from '../tokens/uses';
import { TokensQueryDto } from './admin.dto';

/** `/admin/v1/tenants/{id}/tokens`: the token is seen once, in the answer that made it. */
@AdminController('tenants/:tenantId/tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokenService,
    private readonly uses: Uses,
    private readonly rotations: Rotations,
  ) {}

  @Post()
  @Role('administrator')
  @Summary('Issues a token; only this response contains it.')
  @Records('TokenIssued')
  @Answers(issuedToken)
  @Refuses(409)
  @Creates('secret')
  issue(
    @Tenant() { tenantId }: TenantState,
    @Body() token: IssueTokenDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<IssuedToken> {
    return this.tokens.issue(tenantId, token, initiator);
  }

  @Get()
  @Role('viewer')
  @Summary(
    'Lists the tokens of a tenant: live ones first, newest first; then ended ones, latest end first, as long as they are kept. Send next as cursor.',
  )
  @Answers(tokenList)
  async list(
    @Tenant() { tenantId }: TenantState,
    @Query() page: TokensQueryDto,
  ): Promise<TokenList> {
    const [{ tokens, next }, uses] = await Promise.all([
      this.tokens.page(tenantId, page),
      this.uses.of(tenantId),
    ]);
    const roles = await this.rotations.roles(tenantId, tokens);
    return {
      next,
      tokens: tokens.map((one) => ({
        ...one,
        clientId: one.clientId ?? null,
        constraints: one.constraints ?? UNRESTRICTED,
        usedNetworks: one.usedNetworks ?? UNUSED,
        requests: uses.get(one.id)?.requests ?? 0,
        daysLeft: one.status === 'live' ? daysLeft(one.expiresAt) : 0,
        rotation: roles.get(one.id) ?? null,
      })),
    };
  }

  @Delete(':tokenId')
  @Role('administrator')
  @Summary(
    'Revokes a token: 204 when the event is published, 202 when the revocation took effect and the event is not yet published.',
  )
  @Records('TokenRevoked')
  @Answers(null, 202, 204)
  async revoke(
    @Tenant() { tenantId }: TenantState,
    @Param('tokenId') tokenId: string,
    @InitiatedBy() initiator: Initiator,
    @StatusSetter() setStatus: SetStatus,
  ): Promise<void> {
    setStatus(await this.tokens.revoke(tenantId, tokenId, initiator));
  }
}

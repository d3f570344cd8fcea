import type { IssuedToken, TenantId, TokenList } from '@rollcall/contracts';
import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventLog } from '../event-log/port/event-log';
import { Uses } from '../tokens/uses';
import { daysLeft } from '../tokens/days-left';
import { Rotations } from '../tokens/rotations';
import { TokenService } from '../tokens/token-service';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { TokensQueryDto } from './admin.dto';
import { IssueTokenDto } from '../tokens/issue-token.dto';
import { readDto, readQuery } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';

/** `/admin/v1/tenants/{id}/tokens`: the token is seen once, in the answer that made it. */
@Controller('admin/v1/tenants/:tenantId/tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokenService,
    private readonly uses: Uses,
    private readonly rotations: Rotations,
    private readonly log: EventLog,
  ) {}

  @Post()
  async issue(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<IssuedToken> {
    const wish = readDto(IssueTokenDto, request.body);
    await knownTenant(this.log, tenantId);
    return this.tokens.issue(tenantId, wish, initiatorOf(request));
  }

  @Get()
  async list(@Param('tenantId') tenantId: TenantId, @Query() query: unknown): Promise<TokenList> {
    const part = readQuery(TokensQueryDto, query);
    await knownTenant(this.log, tenantId);
    const [{ tokens, next }, uses] = await Promise.all([
      this.tokens.page(tenantId, part),
      this.uses.of(tenantId),
    ]);
    const roles = await this.rotations.roles(tenantId, tokens);
    return {
      next,
      tokens: tokens.map((one) => ({
        ...one,
        requests: uses.get(one.id)?.requests ?? 0,
        daysLeft: one.status === 'live' ? daysLeft(one.expiresAt) : 0,
        rotation: roles.get(one.id) ?? null,
      })),
    };
  }

  /** 204 when the revocation is told; 202 when it took effect and is still to be told. */
  @Delete(':tokenId')
  async revoke(
    @Param('tenantId') tenantId: TenantId,
    @Param('tokenId') tokenId: string,
    @Req() request: AdminRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await knownTenant(this.log, tenantId);
    reply.code(await this.tokens.revoke(tenantId, tokenId, initiatorOf(request))).send();
  }
}

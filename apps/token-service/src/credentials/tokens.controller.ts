import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Admission, IssuedToken, TokenIds, TokenView } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { badRequest, membersOf, type IssueRequest } from './issue-request';
import { Actor, CorrelationId, IdList, IssueBody, PageQuery, TenantId } from './request-params';
import type { PageRequest } from './token-store';
import { TokensService } from './tokens.service';
import { networkUsesOf, NetworkUses } from './used-networks';

/** Requests of the gateway and of operators, on the internal port. */
@Controller('internal/v1')
export class TokensController {
  constructor(
    private readonly tokens: TokensService,
    private readonly networks: NetworkUses,
  ) {}

  @Post('admissions')
  @HttpCode(200)
  admit(@Body() body: unknown): Promise<Admission> {
    const { token } = membersOf(body);
    if (typeof token !== 'string') throw badRequest('token must be a string.');
    return this.tokens.admit(token);
  }

  /**
   * Which of up to a thousand ids belong to a token, live or ended, and to which tenant: an id is no
   * secret, and knowing one proves nothing.
   */
  @Post('token-ids')
  @HttpCode(200)
  async existing(@Body(new IdList('ids')) ids: readonly string[]): Promise<TokenIds> {
    const found = await this.tokens.existing(ids);
    return { existing: [...found.keys()], tenants: Object.fromEntries(found) };
  }

  /** From which networks credentials were used; of ids that no credential has nothing is kept. */
  @Post('network-uses')
  @HttpCode(204)
  noteNetworks(@Body() body: unknown, @CorrelationId() correlationId: string): Promise<void> {
    return this.networks.note(networkUsesOf(body), correlationId);
  }

  /** The expiry of the last live token of each of up to a thousand tenants: null without one. */
  @Post('last-ends')
  @HttpCode(200)
  async lastEnds(
    @Body(new IdList('tenants')) tenants: readonly string[],
  ): Promise<{ lastEnds: readonly (string | null)[] }> {
    return { lastEnds: await this.tokens.lastEnds(tenants) };
  }

  @Post('tenants/:tenantId/tokens')
  issue(
    @Param('tenantId', TenantId) tenantId: string,
    @Body(IssueBody) request: IssueRequest,
    @CorrelationId() correlationId: string,
  ): Promise<IssuedToken> {
    return this.tokens.issue(tenantId, request, correlationId);
  }

  @Get('tenants/:tenantId/tokens')
  list(
    @Param('tenantId', TenantId) tenantId: string,
    @Query(PageQuery) page: PageRequest,
  ): Promise<{ tokens: TokenView[]; next: string | null }> {
    return this.tokens.list(tenantId, page);
  }

  /** Of an erased tenant: deletes every token, and no further one can be issued. */
  @Delete('tenants/:tenantId/tokens')
  @HttpCode(204)
  erase(
    @Param('tenantId', TenantId) tenantId: string,
    @Actor() actor: string,
    @CorrelationId() correlationId: string,
  ): Promise<void> {
    return this.tokens.erase(tenantId, actor, correlationId);
  }

  /** 204 when Kafka has the event; 202 when the revocation took effect and its event waits. */
  @Delete('tenants/:tenantId/tokens/:id')
  async revoke(
    @Param('tenantId', TenantId) tenantId: string,
    @Param('id') id: string,
    @Actor() actor: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const outcome = await this.tokens.revoke(tenantId, id, actor, correlationId);
    if (outcome === 'absent')
      throw new ProblemError(404, 'Not Found', 'This tenant has no token with that id.');
    reply.code(outcome === 'published' ? 204 : 202);
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { AccessTokenAnswer, ClientView, IssuedClientSecret } from '@rollcall/contracts';
import type { FastifyReply } from 'fastify';
import { AccessTokens } from './access-tokens';
import { ClientsService } from './clients.service';
import { badRequest, membersOf, type IssueRequest } from './issue-request';
import { Actor, ClientSecretBody, CorrelationId, TenantId } from './request-params';

/** OAuth clients, for the gateway and operators, on the internal port. */
@Controller('internal/v1')
export class ClientsController {
  constructor(
    private readonly clients: ClientsService,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** An access token for a client and one of its secrets. */
  @Post('access-tokens')
  @HttpCode(200)
  grant(@Body() body: unknown): Promise<AccessTokenAnswer> {
    const { clientId, clientSecret } = membersOf(body);
    if (typeof clientId !== 'string' || typeof clientSecret !== 'string')
      throw badRequest('clientId and clientSecret must be strings.');
    return this.accessTokens.grant(clientId, clientSecret);
  }

  @Post('tenants/:tenantId/clients')
  create(
    @Param('tenantId', TenantId) tenantId: string,
    @Body(ClientSecretBody) request: IssueRequest,
    @CorrelationId() correlationId: string,
  ): Promise<IssuedClientSecret> {
    return this.clients.create(tenantId, request, correlationId);
  }

  @Get('tenants/:tenantId/clients')
  async list(
    @Param('tenantId', TenantId) tenantId: string,
  ): Promise<{ clients: readonly ClientView[] }> {
    return { clients: await this.clients.list(tenantId) };
  }

  @Post('tenants/:tenantId/clients/:clientId/secrets')
  addSecret(
    @Param('tenantId', TenantId) tenantId: string,
    @Param('clientId') clientId: string,
    @Body(ClientSecretBody) request: IssueRequest,
    @CorrelationId() correlationId: string,
  ): Promise<IssuedClientSecret> {
    return this.clients.addSecret(tenantId, clientId, request, correlationId);
  }

  /** 204 when Kafka has the events; 202 when the revocation took effect and an event waits. */
  @Delete('tenants/:tenantId/clients/:clientId')
  async revoke(
    @Param('tenantId', TenantId) tenantId: string,
    @Param('clientId') clientId: string,
    @Actor() actor: string,
    @CorrelationId() correlationId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const outcome = await this.clients.revoke(tenantId, clientId, actor, correlationId);
    reply.code(outcome === 'published' ? 204 : 202);
  }
}

import type { ConnectionView, TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { readDto } from '../admin-kit/read-dto';
import { TenantCommands } from '../tenancy/tenant-commands';
import { knownTenant } from '../tenancy/known-tenant';
import { TenantSettings } from '../tenancy/tenant-settings';
import { GatewayConfig } from '../config/gateway-config';
import { EventLog, type TenantState } from '../event-log/port/event-log';
import { ConnectionDto, TestDto } from './connection.dto';
import { Connections } from './connections';
import { Tests } from './tests';

/** `/admin/v1/tenants/{id}/connection`: the steps of setting up, left and resumed at will. */
@Controller('admin/v1/tenants/:tenantId/connection')
export class ConnectionController {
  constructor(
    private readonly log: EventLog,
    private readonly connections: Connections,
    private readonly tests: Tests,
    private readonly commands: TenantCommands,
    private readonly settings: TenantSettings,
    private readonly config: GatewayConfig,
  ) {}

  @Get()
  async show(@Param('tenantId') tenantId: TenantId): Promise<ConnectionView> {
    return this.view(await knownTenant(this.log, tenantId));
  }

  @Patch()
  @HttpCode(200)
  async draft(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: FastifyRequest,
  ): Promise<ConnectionView> {
    const wish = readDto(ConnectionDto, request.body);
    const { days, date } = wish.expiry ?? {};
    if (wish.expiry && (days === undefined) === (date === undefined))
      throw new ProblemError(400, 'Bad Request', 'expiry must have days or date, and not both.');
    const tenant = await knownTenant(this.log, tenantId);
    await this.connections.draft(tenantId, wish);
    return this.view(tenant);
  }

  /** From here on the identity provider's changes are accepted. */
  @Post('save')
  @HttpCode(200)
  async save(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<ConnectionView> {
    await knownTenant(this.log, tenantId);
    const enabled = { provisioning: 'enabled' as const };
    const tenant = await this.commands.change(tenantId, enabled, initiatorOf(request));
    this.settings.put(tenant);
    await this.connections.saved(tenantId);
    return this.view(tenant);
  }

  /** The answer is a line of JSON as each leg starts and ends, and a last one that says `done`. */
  @Post('test')
  async test(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { token } = readDto(TestDto, request.body);
    await knownTenant(this.log, tenantId);
    this.tests.run(tenantId, token, initiatorOf(request), reply);
  }

  private async view({ tenantId, provisioning, profile }: TenantState): Promise<ConnectionView> {
    const { scimBaseUrl } = this.config;
    return { provisioning, ...(await this.connections.read(tenantId)), scimBaseUrl, profile };
  }
}

import {
  EXPIRY_THRESHOLDS,
  type TenantId,
  type WarningList,
  type WebhookPut,
  type WebhookView,
} from '@rollcall/contracts';
import { Controller, Delete, Get, HttpCode, Param, Put, Req } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { AuditLog } from '../admin-kit/audit-log';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { GatewayConfig } from '../config/gateway-config';
import { EventLog } from '../event-log/port/event-log';
import { daysLeft } from '../tokens/days-left';
import { TokenService } from '../tokens/token-service';
import { WebhookDto } from './expiry.dto';
import { webhookUrl } from './webhook-url';
import { Webhooks } from './webhooks';

/** `/admin/v1/tenants/{id}/warnings` and `/webhook`: tokens near their end, and who is told. */
@Controller('admin/v1/tenants/:tenantId')
export class ExpiryController {
  constructor(
    private readonly log: EventLog,
    private readonly tokens: TokenService,
    private readonly webhooks: Webhooks,
    private readonly audit: AuditLog,
    private readonly config: GatewayConfig,
  ) {}

  @Get('warnings')
  async warnings(@Param('tenantId') tenantId: TenantId): Promise<WarningList> {
    await knownTenant(this.log, tenantId);
    const live = (await this.tokens.list(tenantId)).filter(({ status }) => status === 'live');
    return {
      warnings: live
        .map(({ id, label, expiresAt }) => ({
          tokenId: id,
          label,
          expiresAt,
          daysLeft: daysLeft(expiresAt),
        }))
        .filter((one) => one.daysLeft <= EXPIRY_THRESHOLDS[0])
        .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1)),
    };
  }

  @Get('webhook')
  async show(@Param('tenantId') tenantId: TenantId): Promise<WebhookView> {
    await knownTenant(this.log, tenantId);
    const state = await this.webhooks.state(tenantId);
    if (!state) throw new ProblemError(404, 'Not Found', 'No webhook is set.');
    return state;
  }

  @Put('webhook')
  @HttpCode(200)
  async put(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<WebhookPut> {
    const { url, secret: given } = readDto(WebhookDto, request.body);
    const { origin } = webhookUrl(url, this.config.WEBHOOKS_ANYWHERE);
    await knownTenant(this.log, tenantId);
    await this.audit.record(
      tenantId,
      { type: 'WebhookChosen', data: { origin } },
      initiatorOf(request),
    );
    const secret = await this.webhooks.put(tenantId, url, given);
    return { ...(await this.show(tenantId)), secret };
  }

  @Delete('webhook')
  @HttpCode(204)
  async remove(@Param('tenantId') tenantId: TenantId, @Req() request: AdminRequest): Promise<void> {
    await this.show(tenantId);
    const fact = { type: 'WebhookChosen' as const, data: { origin: null } };
    await this.audit.record(tenantId, fact, initiatorOf(request));
    await this.webhooks.remove(tenantId);
  }
}

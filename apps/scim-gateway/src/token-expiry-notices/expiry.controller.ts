import { Body, Delete, Get, HttpCode, Put } from '@nestjs/common';
import {
  EXPIRY_THRESHOLDS,
  warningList,
  webhookPut,
  webhookView,
  type WarningList,
  type WebhookPut,
  type WebhookView,
} from '@rollcall/contracts';
import { problem } from '../http/problem';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Role, Summary } from '../admin-kit/operation';
import { InitiatedBy } from '../admin-kit/parameters';
import { GatewayConfig } from '../config/gateway-config';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { daysLeft } from '../tokens/days-left';
import { TokenService } from '../tokens/token-service';
import { WebhookDto } from './expiry.dto';
import { webhookUrl } from './webhook-url';
import { Webhooks } from './webhooks';

/** `/admin/v1/tenants/{id}/warnings` and `/webhook`: tokens near their end, and who is warned. */
@AdminController('tenants/:tenantId')
export class ExpiryController {
  constructor(
    private readonly tokens: TokenService,
    private readonly webhooks: Webhooks,
    private readonly audit: AuditLog,
    private readonly config: GatewayConfig,
  ) {}

  @Get('warnings')
  @Role('viewer')
  @Summary('Lists the live tokens that end within thirty days, soonest first.')
  @Answers(warningList)
  async warnings(@Tenant() { tenantId }: TenantState): Promise<WarningList> {
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
  @Role('viewer')
  @Summary('Shows the webhook for warnings and the result of the last deliveries.')
  @Answers(webhookView)
  async show(@Tenant() { tenantId }: TenantState): Promise<WebhookView> {
    const state = await this.webhooks.state(tenantId);
    if (!state) throw problem(404, 'No webhook is set.');
    return state;
  }

  @Put('webhook')
  @Role('administrator')
  @Summary('Sets the webhook for warnings; only this response contains a generated secret.')
  @Records('WebhookChosen')
  @Answers(webhookPut)
  async put(
    @Tenant() tenant: TenantState,
    @Body() { url, secret: given }: WebhookDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<WebhookPut> {
    const { tenantId } = tenant;
    const { origin } = webhookUrl(url, this.config.WEBHOOKS_ANYWHERE);
    await this.audit.record(tenantId, { type: 'WebhookChosen', data: { origin } }, initiator);
    const secret = await this.webhooks.put(tenantId, url, given);
    return { ...(await this.show(tenant)), secret };
  }

  @Delete('webhook')
  @HttpCode(204)
  @Role('administrator')
  @Summary('Deletes the webhook for warnings.')
  @Records('WebhookChosen')
  async remove(@Tenant() tenant: TenantState, @InitiatedBy() initiator: Initiator): Promise<void> {
    await this.show(tenant);
    const fact = { type: 'WebhookChosen' as const, data: { origin: null } };
    await this.audit.record(tenant.tenantId, fact, initiator);
    await this.webhooks.remove(tenant.tenantId);
  }
}

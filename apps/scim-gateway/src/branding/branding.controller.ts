import { Body, Get, Patch } from '@nestjs/common';
import { brandingView, type BrandingView } from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Role, Summary } from '../admin-kit/operation';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { InitiatedBy } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { Branding, namedIn } from './branding';
import { ChangeBrandingDto } from './branding.dto';

/** `/admin/v1/tenants/{id}/branding`: what the console of a tenant looks like. */
@AdminController('tenants/:tenantId/branding')
export class BrandingController {
  constructor(
    private readonly branding: Branding,
    private readonly audit: OperatorAuditLog,
  ) {}

  @Get()
  @Role('viewer')
  @Summary(
    'Shows the product’s name, logo, colour and addresses as the console of this tenant has them.',
  )
  @Answers(brandingView)
  show(@Tenant() { tenantId }: TenantState): Promise<BrandingView> {
    return this.branding.of(tenantId);
  }

  @Patch()
  @Role('operator')
  @Summary(
    'Changes the branding of this tenant; fields that are not sent stay, null restores the value of the installation.',
  )
  @Records('BrandingChanged')
  @Answers(brandingView)
  async change(
    @Tenant() { tenantId }: TenantState,
    @Body() change: ChangeBrandingDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<BrandingView> {
    const data = { parts: namedIn(change) };
    await this.audit.record({ type: 'BrandingChanged', data }, initiator, tenantId);
    await this.branding.change(tenantId, change);
    return this.branding.of(tenantId);
  }
}

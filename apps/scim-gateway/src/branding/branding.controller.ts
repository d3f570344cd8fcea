import type { BrandingView, TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { Branding, namedIn } from './branding';
import { ChangeBrandingDto } from './branding.dto';

/** `/admin/v1/tenants/{id}/branding`: what the console of a tenant looks like. */
@Controller('admin/v1/tenants/:tenantId/branding')
export class BrandingController {
  constructor(
    private readonly log: EventLog,
    private readonly branding: Branding,
    private readonly audit: OperatorAuditLog,
  ) {}

  @Get()
  async show(@Param('tenantId') tenantId: TenantId): Promise<BrandingView> {
    await knownTenant(this.log, tenantId);
    return this.branding.of(tenantId);
  }

  @Patch()
  @HttpCode(200)
  async change(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<BrandingView> {
    const change = readDto(ChangeBrandingDto, request.body);
    await knownTenant(this.log, tenantId);
    const data = { parts: namedIn(change) };
    await this.audit.record({ type: 'BrandingChanged', data }, initiatorOf(request), tenantId);
    await this.branding.change(tenantId, change);
    return this.branding.of(tenantId);
  }
}

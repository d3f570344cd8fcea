import type { SwitchOffList, TenantId } from '@rollcall/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { SwitchOffs } from './switch-offs';

/** `/admin/v1/tenants/{id}/switch-offs`: people who were to be switched off and are still on. */
@Controller('admin/v1/tenants/:tenantId')
export class SwitchOffsController {
  constructor(
    private readonly log: EventLog,
    private readonly switchOffs: SwitchOffs,
  ) {}

  @Get('switch-offs')
  async list(@Param('tenantId') tenantId: TenantId): Promise<SwitchOffList> {
    await knownTenant(this.log, tenantId);
    return this.switchOffs.list(tenantId);
  }
}

import type { NamesPage, TenantId } from '@rollcall/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { readQuery } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { NamesApart } from './apart';
import { NamesQueryDto } from './names.dto';

/** `/admin/v1/tenants/{id}/names`: names from before the newest folding that it does not take. */
@Controller('admin/v1/tenants/:tenantId/names')
export class NamesController {
  constructor(
    private readonly log: EventLog,
    private readonly names: NamesApart,
  ) {}

  @Get()
  async list(@Param('tenantId') tenantId: TenantId, @Query() query: unknown): Promise<NamesPage> {
    const { after } = readQuery(NamesQueryDto, query);
    await knownTenant(this.log, tenantId);
    return this.names.page(tenantId, after);
  }
}

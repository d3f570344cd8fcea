import { Get, Query } from '@nestjs/common';
import { namesPage, type NamesPage } from '@rollcall/contracts';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { NameCollisions } from './name-collisions';
import { NamesQueryDto } from './names.dto';

/** `/admin/v1/tenants/{id}/names`: names from before the newest folding that it does not take. */
@AdminController('tenants/:tenantId/names')
export class NamesController {
  constructor(private readonly names: NameCollisions) {}

  @Get()
  @Role('viewer')
  @Summary(
    'Lists names that the current rules refuse, or that collide with another name under the current folding.',
  )
  @Answers(namesPage)
  list(@Tenant() { tenantId }: TenantState, @Query() { after }: NamesQueryDto): Promise<NamesPage> {
    return this.names.page(tenantId, after);
  }
}

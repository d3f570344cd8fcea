import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { heldTenants, redriven, type HeldTenant, type Redriven } from '@rollcall/contracts';
import { NeighbourUnavailable } from '@rollcall/platform';
import { problem } from '../http/problem';
import type { Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Refuses, Role, Summary } from '../admin-kit/operation';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { InitiatedBy } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { RedriveDto } from './admin.dto';
import { Holds } from './holds';

/** `/admin/v1/holds`: the held tenants, where and why; `…/redrive` after the reason is removed. */
@AdminController()
export class HoldsController {
  constructor(
    private readonly holds: Holds,
    private readonly audit: OperatorAuditLog,
  ) {}

  @Get('holds')
  @Role('operator')
  @Summary('Lists the held tenants, with the place and the reason.')
  @Answers(heldTenants)
  @Refuses(503)
  async all(): Promise<{ holds: readonly HeldTenant[] }> {
    try {
      return { holds: await this.holds.all() };
    } catch (reason) {
      if (!(reason instanceof NeighbourUnavailable)) throw reason;
      throw problem(503, 'The directory did not answer with its held tenants. Try again.', {
        retryAfterSeconds: 1,
      });
    }
  }

  @Post('tenants/:tenantId/redrive')
  @HttpCode(200)
  @Role('operator')
  @Summary('Resumes a held tenant from its hold; passOver skips the event that held it.')
  @Records('TenantRedriven')
  @Answers(redriven)
  async redrive(
    @Tenant() { tenantId }: TenantState,
    @Body() { passOver }: RedriveDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<Redriven> {
    await this.audit.record({ type: 'TenantRedriven', data: { passOver } }, initiator, tenantId);
    return this.holds.redrive(tenantId, passOver);
  }
}

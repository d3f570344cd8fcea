import type { HeldTenant, Redriven, TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { NeighbourUnavailable, ProblemError } from '@rollcall/platform';
import { EventLog } from '../event-log/port/event-log';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { RedriveDto } from './admin.dto';
import { Holds } from './holds';
import { OperatorAuditLog } from '../admin-kit/operator-audit-log';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';

/** `/admin/v1/holds`: who waits, where and why; `…/redrive` after the reason is gone. */
@Controller('admin/v1')
export class HoldsController {
  constructor(
    private readonly holds: Holds,
    private readonly log: EventLog,
    private readonly audit: OperatorAuditLog,
  ) {}

  @Get('holds')
  async all(): Promise<{ holds: readonly HeldTenant[] }> {
    try {
      return { holds: await this.holds.all() };
    } catch (reason) {
      if (!(reason instanceof NeighbourUnavailable)) throw reason;
      throw new ProblemError(
        503,
        'Service Unavailable',
        'The directory did not answer with its held tenants. Try again.',
        1,
      );
    }
  }

  @Post('tenants/:tenantId/redrive')
  @HttpCode(200)
  async redrive(@Param('tenantId') id: TenantId, @Req() request: AdminRequest): Promise<Redriven> {
    await knownTenant(this.log, id);
    const { passOver } = readDto(RedriveDto, request.body);
    const fact = { type: 'TenantRedriven' as const, data: { passOver } };
    await this.audit.record(fact, initiatorOf(request), id);
    return this.holds.redrive(id, passOver);
  }
}

import type { RotationView, StartedRotation, TenantId } from '@rollcall/contracts';
import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { FinishRotationDto, StartRotationDto } from './rotation.dto';
import { Rotations } from './rotations';

const none = (): ProblemError => new ProblemError(404, 'Not Found', 'No rotation is running.');

const WHY: Readonly<Record<string, string>> = {
  'new-not-seen': 'the new token was not seen yet',
  'old-still-used': 'the old token was used within the last hour',
};

/** `/admin/v1/tenants/{id}/rotation`: another token without an outage. */
@Controller('admin/v1/tenants/:tenantId/rotation')
export class RotationController {
  constructor(
    private readonly rotations: Rotations,
    private readonly log: EventLog,
  ) {}

  @Post()
  async start(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<StartedRotation> {
    const { overlapUntil, ...wish } = readDto(StartRotationDto, request.body);
    const until = overlapUntil === undefined ? undefined : new Date(overlapUntil);
    if (until && until.getTime() <= Date.now())
      throw new ProblemError(400, 'Bad Request', 'overlapUntil must be in the future.');
    await knownTenant(this.log, tenantId);
    const asked = { ...wish, ...(until ? { overlapUntil: until } : {}) };
    const { rotation, issued } = await this.rotations.start(tenantId, asked, initiatorOf(request));
    const { id, token, expiresAt } = issued;
    return { ...rotation, id, token, expiresAt };
  }

  @Get()
  async show(@Param('tenantId') tenantId: TenantId): Promise<RotationView> {
    await knownTenant(this.log, tenantId);
    const rotation = await this.rotations.view(tenantId);
    if (!rotation) throw none();
    return rotation;
  }

  @Delete()
  @HttpCode(204)
  async cancel(@Param('tenantId') tenantId: TenantId, @Req() request: AdminRequest): Promise<void> {
    await knownTenant(this.log, tenantId);
    if (!(await this.rotations.cancel(tenantId, initiatorOf(request)))) throw none();
  }

  @Post('finish')
  @HttpCode(204)
  async finish(@Param('tenantId') tenantId: TenantId, @Req() request: AdminRequest): Promise<void> {
    const { anyway } = readDto(FinishRotationDto, request.body);
    const { reason, safeToRevoke } = await this.show(tenantId);
    if (!safeToRevoke && anyway !== true)
      throw new ProblemError(
        409,
        'Conflict',
        `It is not safe to revoke the old token: ${WHY[reason]}. Wait, or send {"anyway": true}.`,
        undefined,
        reason,
      );
    await this.rotations.finish(tenantId, initiatorOf(request));
  }
}

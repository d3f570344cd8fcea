import { Body, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  rotationView,
  startedRotation,
  type RotationView,
  type StartedRotation,
} from '@rollcall/contracts';
import { type ProblemError } from '@rollcall/platform';
import { problem } from '../http/problem';
import type { Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  Creates,
  Records,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { InitiatedBy } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { FinishRotationDto, StartRotationDto } from './rotation.dto';
import { Rotations } from './rotations';

const none = (): ProblemError => problem(404, 'No rotation is running.');

const WHY: Readonly<Record<string, string>> = {
  'new-not-seen': 'the new token was not seen yet',
  'old-still-used': 'the old token was used within the last hour',
};

/** `/admin/v1/tenants/{id}/rotation`: another token without an outage. */
@AdminController('tenants/:tenantId/rotation')
export class RotationController {
  constructor(private readonly rotations: Rotations) {}

  @Post()
  @Role('administrator')
  @Summary('Starts a rotation: issues a second token; the old one stays valid.')
  @Records('TokenIssued')
  @Answers(startedRotation)
  @Refuses(409)
  @Creates('secret')
  async start(
    @Tenant() { tenantId }: TenantState,
    @Body() { overlapUntil, ...token }: StartRotationDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<StartedRotation> {
    const until = overlapUntil === undefined ? undefined : new Date(overlapUntil);
    if (until && until.getTime() <= Date.now())
      throw problem(400, 'overlapUntil must be in the future.');
    const wanted = { ...token, ...(until ? { overlapUntil: until } : {}) };
    const { rotation, issued } = await this.rotations.start(tenantId, wanted, initiator);
    return { ...rotation, id: issued.id, token: issued.token, expiresAt: issued.expiresAt };
  }

  @Get()
  @Role('viewer')
  @Summary(
    'Shows the use of both tokens and whether the old one can be revoked; safeAt is the earliest time if the old one is not used again. 404 while no rotation is running: the list of tokens shows which two are rotated.',
  )
  @Answers(rotationView)
  async show(@Tenant() { tenantId }: TenantState): Promise<RotationView> {
    const rotation = await this.rotations.view(tenantId);
    if (!rotation) throw none();
    return rotation;
  }

  @Delete()
  @HttpCode(204)
  @Role('administrator')
  @Summary('Cancels the rotation: revokes the new token, keeps the old one.')
  @Records('TokenRevoked')
  async cancel(
    @Tenant() { tenantId }: TenantState,
    @InitiatedBy() initiator: Initiator,
  ): Promise<void> {
    if (!(await this.rotations.cancel(tenantId, initiator))) throw none();
  }

  @Post('finish')
  @HttpCode(204)
  @Role('administrator')
  @Summary(
    'Ends the rotation: revokes the old token. Refused while that is not safe, unless anyway is true.',
  )
  @Records('TokenRevoked')
  @Refuses(409)
  async finish(
    @Tenant() tenant: TenantState,
    @Body() { anyway }: FinishRotationDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<void> {
    const { reason, safeToRevoke } = await this.show(tenant);
    if (!safeToRevoke && anyway !== true)
      throw problem(
        409,
        `It is not safe to revoke the old token: ${WHY[reason]}. Wait, or send {"anyway": true}.`,
        { code: reason },
      );
    await this.rotations.finish(tenant.tenantId, initiator);
  }
}

import { Body, Delete, Get, Param, Post } from '@nestjs/common';
import {
  erasureList,
  erasureView,
  subject,
  type ErasureView,
  type Subject,
  type TenantId,
} from '@rollcall/contracts';
import { DomainError, type DomainErrorCode } from '@rollcall/domain';
import { type ProblemError } from '@rollcall/platform';
import { problem } from '../http/problem';
import type { Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Refuses, Role, Summary } from '../admin-kit/operation';
import { InitiatedBy, StatusSetter, type SetStatus } from '../admin-kit/parameters';
import { EventLog, TenantUnknown, type TenantState } from '../event-log/port/event-log';
import { knownTenant } from '../tenancy/known-tenant';
import { isTenantId } from '../tenancy/tenant-id';
import { TenantSettings } from '../tenancy/tenant-settings';
import { Tenant } from '../tenancy/tenant.pipe';
import { TokenService } from '../tokens/token-service';
import { EraseUserDto } from './erasing.dto';
import { Erasing } from './erasing';
import { ErasureCommands } from './erasure-commands';
import { Erasures } from './erasures';

const conflict = (detail: string, code: string): ProblemError => problem(409, detail, { code });

const REFUSALS: Readonly<Partial<Record<DomainErrorCode, () => ProblemError>>> = {
  'user-unknown': () =>
    problem(
      404,
      'This tenant never had a user with this id. Send the id that SCIM gave, not a name.',
    ),
  'user-not-deprovisioned': () =>
    conflict(
      'This user is still provisioned. Remove the user at the identity provider, which sends DELETE /Users/{id}, then erase.',
      'not-deprovisioned',
    ),
  'tenant-not-closed': () =>
    conflict(
      'Changes of this tenant are still accepted. Close it first by PATCH with {"provisioning": "disabled"}, then delete it.',
      'not-closed',
    ),
};

const refused = (reason: unknown): never => {
  throw (reason instanceof DomainError ? REFUSALS[reason.code]?.() : undefined) ?? reason;
};

/**
 * `/admin/v1/tenants/{id}/erasures` and the erasure of a tenant. A repeated request returns the
 * progress.
 */
@AdminController('tenants/:tenantId')
export class ErasingController {
  constructor(
    private readonly log: EventLog,
    private readonly commands: ErasureCommands,
    private readonly erasures: Erasures,
    private readonly erasing: Erasing,
    private readonly tokens: TokenService,
    private readonly settings: TenantSettings,
  ) {}

  @Post('erasures')
  @Role('operator')
  @Summary('Erases a deprovisioned user: 202 while the erasure runs, 200 when it is done. Final.')
  @Records('UserErased')
  @Answers(erasureView, 200, 202)
  @Refuses(409)
  async eraseUser(
    @Tenant() { tenantId }: TenantState,
    @Body() { user }: EraseUserDto,
    @InitiatedBy() initiator: Initiator,
    @StatusSetter() setStatus: SetStatus,
  ): Promise<ErasureView> {
    await this.commands.user(tenantId, user, initiator).catch(refused);
    return this.answer(tenantId, subject('users', user), setStatus);
  }

  @Get('erasures')
  @Role('operator')
  @Summary(
    'Lists the erasures of a tenant, newest first; the erasure of the tenant itself stays when all else is gone.',
  )
  @Answers(erasureList)
  async list(@Param('tenantId') tenantId: TenantId): Promise<{ erasures: readonly ErasureView[] }> {
    const erasures = isTenantId(tenantId) ? await this.erasures.list(tenantId) : [];
    if (erasures.length === 0) await knownTenant(this.log, tenantId);
    return { erasures };
  }

  @Delete()
  @Role('operator')
  @Summary(
    'Erases a closed tenant and its data: 202 while the erasure runs, 200 when it is done. Final.',
  )
  @Records('TokenRevoked', 'TenantErased', 'MovedTenantErased')
  @Answers(erasureView, 200, 202)
  @Refuses(409)
  async eraseTenant(
    @Param('tenantId') tenantId: TenantId,
    @InitiatedBy() initiator: Initiator,
    @StatusSetter() setStatus: SetStatus,
  ): Promise<ErasureView> {
    const own = subject('tenants', tenantId);
    const known = isTenantId(tenantId) && (await this.erasures.of(tenantId, own)) !== undefined;
    if (!known) await this.close(tenantId, initiator);
    return this.answer(tenantId, own, setStatus);
  }

  /** Revokes the tokens first: no request may arrive during the decision. */
  private async close(tenantId: TenantId, initiator: Initiator): Promise<void> {
    const { provisioning } = await knownTenant(this.log, tenantId);
    if (provisioning === 'enabled') refused(new DomainError('tenant-not-closed'));
    for (const { id, status } of await this.tokens.list(tenantId))
      if (status === 'live') await this.tokens.revoke(tenantId, id, initiator);
    await this.commands.tenant(tenantId, initiator).catch((reason: unknown) => {
      // Of two concurrent requests, one gets the result of the other.
      if (!(reason instanceof TenantUnknown)) refused(reason);
    });
    await this.settings.read(tenantId);
  }

  private async answer(
    tenantId: TenantId,
    of: Subject,
    setStatus: SetStatus,
  ): Promise<ErasureView> {
    const view = (await this.erasures.of(tenantId, of)) as ErasureView;
    if (view.doneAt === null) this.erasing.wake();
    setStatus(view.doneAt === null ? 202 : 200);
    return view;
  }
}

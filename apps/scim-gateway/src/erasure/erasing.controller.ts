import { subject, type ErasureView, type Subject, type TenantId } from '@rollcall/contracts';
import { DomainError, type DomainErrorCode } from '@rollcall/domain';
import { Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { isTenantId } from '../tenancy/tenant-id';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { TenantSettings } from '../tenancy/tenant-settings';
import { EventLog, TenantUnknown } from '../event-log/port/event-log';
import { TokenService } from '../tokens/token-service';
import { EraseUserDto } from './erasing.dto';
import { Erasing } from './erasing';
import { ErasureCommands } from './erasure-commands';
import { Erasures } from './erasures';

const conflict = (detail: string, code: string): ProblemError =>
  new ProblemError(409, 'Conflict', detail, undefined, code);

const REFUSALS: Readonly<Partial<Record<DomainErrorCode, () => ProblemError>>> = {
  'user-unknown': () =>
    new ProblemError(
      404,
      'Not Found',
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

/** `/admin/v1/tenants/{id}/erasures` and the end of a tenant. To repeat one is to ask how far it is. */
@Controller('admin/v1/tenants/:tenantId')
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
  async eraseUser(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView> {
    const { user } = readDto(EraseUserDto, request.body);
    await knownTenant(this.log, tenantId);
    await this.commands.user(tenantId, user, initiatorOf(request)).catch(refused);
    return this.answer(tenantId, subject('users', user), reply);
  }

  @Get('erasures')
  async list(@Param('tenantId') tenantId: TenantId): Promise<{ erasures: readonly ErasureView[] }> {
    const erasures = isTenantId(tenantId) ? await this.erasures.list(tenantId) : [];
    if (erasures.length === 0) await knownTenant(this.log, tenantId);
    return { erasures };
  }

  @Delete()
  async eraseTenant(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView> {
    const own = subject('tenants', tenantId);
    const known = isTenantId(tenantId) && (await this.erasures.of(tenantId, own)) !== undefined;
    if (!known) await this.close(tenantId, request);
    return this.answer(tenantId, own, reply);
  }

  /** Tokens first: nobody is to come in while it is decided. */
  private async close(tenantId: TenantId, request: AdminRequest): Promise<void> {
    const { provisioning } = await knownTenant(this.log, tenantId);
    if (provisioning === 'enabled') refused(new DomainError('tenant-not-closed'));
    for (const { id, status } of await this.tokens.list(tenantId))
      if (status === 'live') await this.tokens.revoke(tenantId, id, initiatorOf(request));
    await this.commands.tenant(tenantId, initiatorOf(request)).catch((reason: unknown) => {
      // Of two that ask at once, one is told what the other did.
      if (!(reason instanceof TenantUnknown)) refused(reason);
    });
    await this.settings.read(tenantId);
  }

  private async answer(tenantId: TenantId, of: Subject, reply: FastifyReply): Promise<ErasureView> {
    const view = (await this.erasures.of(tenantId, of)) as ErasureView;
    if (view.doneAt === null) this.erasing.wake();
    reply.code(view.doneAt === null ? 202 : 200);
    return view;
  }
}

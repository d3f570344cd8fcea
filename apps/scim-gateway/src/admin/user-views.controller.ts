import type {
  DeletedUserPage,
  ResourceHistory,
  TenantId,
  UserList,
  UserView,
} from '@rollcall/contracts';
import { userSubject } from '@rollcall/domain';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { profiles } from '@rollcall/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { EventLog } from '../event-log/port/event-log';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { AuditLog } from '../admin-kit/audit-log';
import { whenOver } from '../http/answer-over';
import { DeletedUsers } from './deleted-users';
import { readQuery } from '../admin-kit/read-dto';
import { ResourceViews, type Listed, usersOf } from './resource-views';
import { Searches } from '../admin-kit/searches';
import { knownTenant } from '../tenancy/known-tenant';
import { UserExport } from './user-export';
import { DeletedUsersQueryDto, UsersExportDto, UsersQueryDto } from './views.dto';

const shown = ({ id, userName, displayName, active, externalId, meta }: Listed): UserView => ({
  id,
  userName: userName ?? '',
  displayName: displayName ?? null,
  active: active !== false,
  externalId: externalId ?? null,
  lastModified: meta.lastModified,
});

/** `/admin/v1/tenants/{id}/users`: who is there, who was, and how each came to be as they are. */
@Controller('admin/v1/tenants/:tenantId')
export class UserViewsController {
  constructor(
    private readonly log: EventLog,
    private readonly views: ResourceViews,
    private readonly gone: DeletedUsers,
    private readonly exports: UserExport,
    private readonly audit: AuditLog,
    private readonly searches: Searches,
  ) {}

  @Get('users')
  async list(
    @Param('tenantId') tenantId: TenantId,
    @Query() query: unknown,
    @Req() { raw }: FastifyRequest,
  ): Promise<UserList> {
    const wish = readQuery(UsersQueryDto, query);
    const tenant = await knownTenant(this.log, tenantId);
    const of = usersOf(profiles[tenant.profile]);
    const { total, resources } = await this.views.list(tenant, of, wish, raw.socket);
    return { total, startIndex: wish.startIndex, users: resources.map(shown) };
  }

  /** Who takes the list away as a file leaves a fact first. While it is written it counts as a search. */
  @Get('users.csv')
  async export(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { state } = readQuery(UsersExportDto, request.query);
    const tenant = await knownTenant(this.log, tenantId);
    // Its end comes with the answer's, whoever hangs up.
    whenOver(reply.raw, this.searches.begin(tenantId));
    const lines = await this.exports.lines(tenant, state, request.raw.socket);
    const fact = { type: 'UsersExported' as const, data: { state } };
    await this.audit.record(tenantId, fact, initiatorOf(request));
    await reply
      .header('content-disposition', `attachment; filename="users-${state}.csv"`)
      .header('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .send(Readable.from(lines, { objectMode: false }));
  }

  @Get('deleted-users')
  async deleted(
    @Param('tenantId') tenantId: TenantId,
    @Query() query: unknown,
  ): Promise<DeletedUserPage> {
    const wish = readQuery(DeletedUsersQueryDto, query);
    await knownTenant(this.log, tenantId);
    return this.gone.page(tenantId, wish);
  }

  @Get('users/:id')
  async one(
    @Param('tenantId') tenantId: TenantId,
    @Param('id') id: string,
  ): Promise<ResourceHistory> {
    return this.views.one(await knownTenant(this.log, tenantId), userSubject(id));
  }
}

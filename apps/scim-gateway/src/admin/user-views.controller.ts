import { Get, Param, Query, Res } from '@nestjs/common';
import {
  csv,
  deletedUserPage,
  resourceHistory,
  userList,
  type DeletedUserPage,
  type ResourceHistory,
  type UserList,
  type UserView,
} from '@rollcall/contracts';
import { userSubject } from '@rollcall/domain';
import type { CallerSocket } from '@rollcall/platform';
import { profiles } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Records, Refuses, Role, Summary } from '../admin-kit/operation';
import { InitiatedBy, Socket } from '../admin-kit/parameters';
import { Searches } from '../admin-kit/searches';
import type { TenantState } from '../event-log/port/event-log';
import { whenOver } from '../http/answer-over';
import { Tenant } from '../tenancy/tenant.pipe';
import { DeletedUsers } from './deleted-users';
import type { ListedResource } from './directory-page';
import { ResourceViews, usersOf } from './resource-views';
import { UserExport } from './user-export';
import { DeletedUsersQueryDto, UsersExportDto, UsersQueryDto } from './views.dto';

const shown = ({
  id,
  userName,
  displayName,
  active,
  externalId,
  meta,
}: ListedResource): UserView => ({
  id,
  userName: userName ?? '',
  displayName: displayName ?? null,
  active: active !== false,
  externalId: externalId ?? null,
  lastModified: meta.lastModified,
});

/** `/admin/v1/tenants/{id}/users`: the users, the deleted ones, and their history. */
@AdminController('tenants/:tenantId')
export class UserViewsController {
  constructor(
    private readonly views: ResourceViews,
    private readonly gone: DeletedUsers,
    private readonly exports: UserExport,
    private readonly audit: AuditLog,
    private readonly searches: Searches,
  ) {}

  @Get('users')
  @Role('viewer')
  @Summary('Lists the users of a tenant, optionally by text and state, sorted.')
  @Answers(userList)
  async list(
    @Tenant() tenant: TenantState,
    @Query() query: UsersQueryDto,
    @Socket() socket: CallerSocket,
  ): Promise<UserList> {
    const of = usersOf(profiles[tenant.profile]);
    const { total, resources } = await this.views.list(tenant, of, query, socket);
    return { total, startIndex: query.startIndex, users: resources.map(shown) };
  }

  /** An export leaves an event first. While it is written it counts as a search. */
  @Get('users.csv')
  @Role('viewer')
  @Summary(
    'Exports the users of a tenant as CSV in the order of their creation; deleted users newest first.',
  )
  @Records('UsersExported')
  @Answers(csv)
  @Refuses(413)
  async export(
    @Tenant() tenant: TenantState,
    @Query() { state }: UsersExportDto,
    @InitiatedBy() initiator: Initiator,
    @Socket() socket: CallerSocket,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { tenantId } = tenant;
    // Its end comes with the answer's, also when the caller hangs up.
    whenOver(reply.raw, this.searches.begin(tenantId));
    const lines = await this.exports.lines(tenant, state, socket);
    await this.audit.record(tenantId, { type: 'UsersExported', data: { state } }, initiator);
    await reply
      .header('content-disposition', `attachment; filename="users-${state}.csv"`)
      .header('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .send(Readable.from(lines, { objectMode: false }));
  }

  @Get('deleted-users')
  @Role('viewer')
  @Summary('Lists deleted users, newest first, without erased ones.')
  @Answers(deletedUserPage)
  deleted(
    @Tenant() { tenantId }: TenantState,
    @Query() query: DeletedUsersQueryDto,
  ): Promise<DeletedUserPage> {
    return this.gone.page(tenantId, query);
  }

  @Get('users/:id')
  @Role('viewer')
  @Summary('Shows one user with its events; a deleted user has no resource.')
  @Answers(resourceHistory)
  one(@Tenant() tenant: TenantState, @Param('id') id: string): Promise<ResourceHistory> {
    return this.views.one(tenant, userSubject(id));
  }
}

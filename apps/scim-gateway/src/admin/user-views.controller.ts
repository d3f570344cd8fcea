import type { TenantId } from '@rollcall/contracts';
import { userSubject } from '@rollcall/domain';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { profiles } from '@rollcall/protocol';
import type { FastifyRequest } from 'fastify';
import { EventLog } from '../log/event-log';
import { readQuery } from './read-dto';
import { ResourceViews, type Listed } from './resource-views';
import { knownTenant } from './tenants.controller';
import { ResourcesQueryDto } from './views.dto';
import type { ResourceHistory, UserList, UserView } from './views.routes';

const shown = ({ id, userName, displayName, active, externalId, meta }: Listed): UserView => ({
  id,
  userName: userName ?? '',
  displayName: displayName ?? null,
  active: active !== false,
  externalId: externalId ?? null,
  lastModified: meta.lastModified,
});

/** `/admin/v1/tenants/{id}/users`: who is there, and how each came to be as they are. */
@Controller('admin/v1/tenants/:tenantId/users')
export class UserViewsController {
  constructor(
    private readonly log: EventLog,
    private readonly views: ResourceViews,
  ) {}

  @Get()
  async list(
    @Param('tenantId') tenantId: TenantId,
    @Query() query: unknown,
    @Req() { raw }: FastifyRequest,
  ): Promise<UserList> {
    const wish = readQuery(ResourcesQueryDto, query);
    const tenant = await knownTenant(this.log, tenantId);
    const profile = profiles[tenant.profile];
    const of = { kind: 'users' as const, profile, names: ['userName', 'displayName'] };
    const { total, resources } = await this.views.list(tenant, of, wish, raw.socket);
    return { total, startIndex: wish.startIndex, users: resources.map(shown) };
  }

  @Get(':id')
  async one(
    @Param('tenantId') tenantId: TenantId,
    @Param('id') id: string,
  ): Promise<ResourceHistory> {
    return this.views.one(await knownTenant(this.log, tenantId), userSubject(id));
  }
}

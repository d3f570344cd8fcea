import {
  subject,
  type GroupList,
  type MemberPage,
  type ResourceHistory,
  type TenantId,
} from '@rollcall/contracts';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { groupProfiles } from '@rollcall/protocol';
import type { FastifyRequest } from 'fastify';
import { EventLog } from '../event-log/port/event-log';
import { History } from '../event-log/read/history';
import { GroupMembers } from './group-members';
import { readQuery } from '../admin-kit/read-dto';
import { ResourceViews } from './resource-views';
import { knownTenant } from '../tenancy/known-tenant';
import { ResourcesQueryDto } from './views.dto';

/** `/admin/v1/tenants/{id}/groups`: which there are, how many are in each, and how that came about. */
@Controller('admin/v1/tenants/:tenantId/groups')
export class GroupViewsController {
  constructor(
    private readonly log: EventLog,
    private readonly views: ResourceViews,
    private readonly history: History,
    private readonly members: GroupMembers,
  ) {}

  @Get()
  async list(
    @Param('tenantId') tenantId: TenantId,
    @Query() query: unknown,
    @Req() { raw }: FastifyRequest,
  ): Promise<GroupList> {
    const wish = readQuery(ResourcesQueryDto, query);
    const tenant = await knownTenant(this.log, tenantId);
    const { startIndex } = wish;
    const profile = groupProfiles[tenant.profile];
    if (!profile) return { total: 0, startIndex, groups: [] };
    const of = { kind: 'groups' as const, profile, names: ['displayName'] };
    const { total, resources } = await this.views.list(tenant, of, wish, raw.socket);
    const counts = await this.history.memberCounts(
      tenantId,
      resources.map(({ id }) => id),
    );
    return {
      total,
      startIndex,
      groups: resources.map(({ id, displayName, externalId, meta }) => ({
        id,
        displayName: displayName ?? '',
        externalId: externalId ?? null,
        memberCount: counts.get(id) ?? 0,
        lastModified: meta.lastModified,
      })),
    };
  }

  @Get(':id')
  async one(
    @Param('tenantId') tenantId: TenantId,
    @Param('id') id: string,
  ): Promise<ResourceHistory> {
    return this.views.one(await knownTenant(this.log, tenantId), subject('groups', id));
  }

  @Get(':id/members')
  async membersOf(
    @Param('tenantId') tenantId: TenantId,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<MemberPage> {
    const wish = readQuery(ResourcesQueryDto, query);
    await knownTenant(this.log, tenantId);
    return this.members.page(tenantId, id, wish);
  }
}

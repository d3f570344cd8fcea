import { Get, Param, Query } from '@nestjs/common';
import {
  groupList,
  memberPage,
  resourceHistory,
  subject,
  type GroupList,
  type MemberPage,
  type ResourceHistory,
} from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import { groupProfiles } from '@rollcall/protocol';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';
import { Socket } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { History } from '../event-log/read/history';
import { Tenant } from '../tenancy/tenant.pipe';
import { GroupMembers } from './group-members';
import { ResourceViews } from './resource-views';
import { ResourcesQueryDto } from './views.dto';

/** `/admin/v1/tenants/{id}/groups`: the groups, the number of their members, and their history. */
@AdminController('tenants/:tenantId/groups')
export class GroupViewsController {
  constructor(
    private readonly views: ResourceViews,
    private readonly history: History,
    private readonly members: GroupMembers,
  ) {}

  @Get()
  @Role('viewer')
  @Summary('Lists the groups of a tenant with the full profile.')
  @Answers(groupList)
  async list(
    @Tenant() tenant: TenantState,
    @Query() query: ResourcesQueryDto,
    @Socket() socket: CallerSocket,
  ): Promise<GroupList> {
    const { startIndex } = query;
    const profile = groupProfiles[tenant.profile];
    if (!profile) return { total: 0, startIndex, groups: [] };
    const of = { kind: 'groups' as const, profile, names: ['displayName'] };
    const { total, resources } = await this.views.list(tenant, of, query, socket);
    const ids = resources.map(({ id }) => id);
    const counts = await this.history.memberCounts(tenant.tenantId, ids);
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
  @Role('viewer')
  @Summary(
    'Shows one group with its events and the first members of each; a deleted group has no resource.',
  )
  @Answers(resourceHistory)
  one(@Tenant() tenant: TenantState, @Param('id') id: string): Promise<ResourceHistory> {
    return this.views.one(tenant, subject('groups', id));
  }

  @Get(':id/members')
  @Role('viewer')
  @Summary('Lists the members of a group with their names, optionally by text.')
  @Answers(memberPage)
  membersOf(
    @Tenant() { tenantId }: TenantState,
    @Param('id') id: string,
    @Query() query: ResourcesQueryDto,
  ): Promise<MemberPage> {
    return this.members.page(tenantId, id, query);
  }
}

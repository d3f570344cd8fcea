import type { IssuedLink, LinkView, TenantId } from '@rollcall/contracts';
import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { readDto } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog } from '../event-log/port/event-log';
import { actorOfLink, Links } from './links';
import { Sessions } from './sessions';
import { IssueLinkDto } from './ways.dto';

/** `/admin/v1/tenants/{tenantId}/links`: the url is seen once, in the answer that made it. */
@Controller('admin/v1/tenants/:tenantId/links')
export class LinksController {
  constructor(
    private readonly links: Links,
    private readonly sessions: Sessions,
    private readonly log: EventLog,
  ) {}

  @Post()
  async issue(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<IssuedLink> {
    const wish = readDto(IssueLinkDto, request.body);
    await knownTenant(this.log, tenantId);
    return this.links.issue(tenantId, wish, initiatorOf(request));
  }

  @Get()
  async list(@Param('tenantId') tenantId: TenantId): Promise<{ links: readonly LinkView[] }> {
    await knownTenant(this.log, tenantId);
    return { links: await this.links.list(tenantId) };
  }

  @Delete(':linkId')
  @HttpCode(204)
  async revoke(
    @Param('tenantId') tenantId: TenantId,
    @Param('linkId') linkId: string,
    @Req() request: AdminRequest,
  ): Promise<void> {
    await knownTenant(this.log, tenantId);
    await this.links.revoke(tenantId, linkId, initiatorOf(request));
    await this.sessions.endOf(tenantId, actorOfLink(linkId));
  }
}

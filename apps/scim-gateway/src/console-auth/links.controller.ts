import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { issuedLink, linkList, type IssuedLink, type LinkView } from '@rollcall/contracts';
import type { Initiator } from '../admin-kit/audit-log';
import { AdminController, Answers, Creates, Records, Role, Summary } from '../admin-kit/operation';
import { InitiatedBy } from '../admin-kit/parameters';
import type { TenantState } from '../event-log/port/event-log';
import { Tenant } from '../tenancy/tenant.pipe';
import { actorOfLink, Links } from './links';
import { Sessions } from './sessions';
import { IssueLinkDto } from './console-auth.dto';

/**
 * `/admin/v1/tenants/{tenantId}/links`: only the answer that creates a link shows its url. Links
 * belong to the operator: a session from a link must not outlive it through another link.
 */
@AdminController('tenants/:tenantId/links')
export class LinksController {
  constructor(
    private readonly links: Links,
    private readonly sessions: Sessions,
  ) {}

  @Post()
  @Role('operator')
  @Summary(
    'Creates a set-up link that opens the console once; only this response contains its URL.',
  )
  @Records('SetUpLinkIssued')
  @Answers(issuedLink)
  @Creates('secret')
  issue(
    @Tenant() { tenantId }: TenantState,
    @Body() link: IssueLinkDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<IssuedLink> {
    return this.links.issue(tenantId, link, initiator);
  }

  @Get()
  @Role('operator')
  @Summary('Lists the set-up links of a tenant, newest first.')
  @Answers(linkList)
  async list(@Tenant() { tenantId }: TenantState): Promise<{ links: readonly LinkView[] }> {
    return { links: await this.links.list(tenantId) };
  }

  @Delete(':linkId')
  @HttpCode(204)
  @Role('operator')
  @Summary('Revokes a set-up link and ends its session.')
  @Records('SetUpLinkRevoked')
  async revoke(
    @Tenant() { tenantId }: TenantState,
    @Param('linkId') linkId: string,
    @InitiatedBy() initiator: Initiator,
  ): Promise<void> {
    await this.links.revoke(tenantId, linkId, initiator);
    await this.sessions.endOf(tenantId, actorOfLink(linkId));
  }
}

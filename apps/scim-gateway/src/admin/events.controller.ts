import type { EventList, TenantId } from '@rollcall/contracts';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { EventLog } from '../event-log/port/event-log';
import { History, withoutSource } from '../event-log/read/history';
import type { AdminRequest } from '../admin-kit/access';
import { readQuery } from '../admin-kit/read-dto';
import { knownTenant } from '../tenancy/known-tenant';
import { EventsQueryDto } from './views.dto';

/** `/admin/v1/tenants/{id}/events`: the tenant's history, in order. */
@Controller('admin/v1/tenants/:tenantId/events')
export class EventsController {
  constructor(
    private readonly log: EventLog,
    private readonly history: History,
  ) {}

  /** `next`: the position to go on from; null at the end, where `from=position+1` waits for more. */
  @Get()
  async list(
    @Param('tenantId') tenantId: TenantId,
    @Query() query: unknown,
    @Req() { access }: AdminRequest,
  ): Promise<EventList> {
    const { from, count } = readQuery(EventsQueryDto, query);
    // Who reads on has to hear that the tenant was erased: that is the last of its events.
    const erasedAt = await this.history.erasedAt(tenantId);
    if (erasedAt === undefined) await knownTenant(this.log, tenantId);
    const found = await this.log.readEvents(tenantId, from, count);
    const events = access.role === 'operator' ? found : found.map(withoutSource);
    const position = erasedAt ?? (await this.log.position(tenantId));
    const end = events.at(-1)?.position ?? position;
    return { events, next: end < position ? end + 1 : null, position };
  }
}

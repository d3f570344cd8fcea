import { Get, Param, Query } from '@nestjs/common';
import { eventList, type EventList, type TenantId } from '@rollcall/contracts';
import type { AdminCaller } from '../admin-kit/admin-caller';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';
import { Caller } from '../admin-kit/parameters';
import { EventLog } from '../event-log/port/event-log';
import { History, withoutSource } from '../event-log/read/history';
import { knownTenant } from '../tenancy/known-tenant';
import { EventsQueryDto } from './views.dto';

/** `/admin/v1/tenants/{id}/events`: the tenant's history, in order. */
@AdminController('tenants/:tenantId/events')
export class EventsController {
  constructor(
    private readonly log: EventLog,
    private readonly history: History,
  ) {}

  /** `next`: the position to go on from; null at the end, where `from=position+1` waits for more. */
  @Get()
  @Role('viewer')
  @Summary(
    'Lists the events of a tenant in position order; at the end, continue from position + 1.',
  )
  @Answers(eventList)
  async list(
    @Param('tenantId') tenantId: TenantId,
    @Query() { from, count }: EventsQueryDto,
    @Caller() { role }: AdminCaller,
  ): Promise<EventList> {
    // A reader of the events has to learn that the tenant was erased: that is the last of them.
    const erasedAt = await this.history.erasedAt(tenantId);
    if (erasedAt === undefined) await knownTenant(this.log, tenantId);
    const found = await this.log.readEvents(tenantId, from, count);
    const events = role === 'operator' ? found : found.map(withoutSource);
    const position = erasedAt ?? (await this.log.position(tenantId));
    const end = events.at(-1)?.position ?? position;
    return { events, next: end < position ? end + 1 : null, position };
  }
}

import type { TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { actOf, type AdminRequest } from '../admin/access';
import { Acts } from '../admin/acts';
import { readDto, readQuery } from '../admin/read-dto';
import { knownTenant } from '../admin/tenants.controller';
import { EventLog, type TenantState } from '../log/event-log';
import { holderOf } from '../names/claims';
import { Captures } from './captures';
import { isResourceId } from './names';
import { RequestReads } from './request-reads';
import { CaptureDto, RequestsQueryDto } from './requests.dto';
import type { RequestView } from './requests.routes';
import { Streams } from './streams';

const time = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);

/** `/admin/v1/tenants/{id}/requests`: what the identity provider sent and what was answered. */
@Controller('admin/v1/tenants/:tenantId')
export class RequestsController {
  constructor(
    private readonly log: EventLog,
    private readonly reads: RequestReads,
    private readonly captures: Captures,
    private readonly streams: Streams,
    private readonly acts: Acts,
  ) {}

  @Get('requests')
  async list(@Param('tenantId') tenantId: TenantId, @Query() query: unknown) {
    const wish = readQuery(RequestsQueryDto, query);
    const tenant = await knownTenant(this.log, tenantId);
    const resourceId = wish.user === undefined ? undefined : await this.idOf(tenant, wish.user);
    if (resourceId === null) return { requests: [], next: null, lookedTo: null };
    const { after, count, status, outcome } = wish;
    const since = time(wish.since);
    const until = time(wish.until);
    return this.reads.page(tenantId, { after, count, status, outcome, resourceId, since, until });
  }

  @Get('requests/live')
  async live(@Param('tenantId') tenantId: TenantId, @Res() reply: FastifyReply): Promise<void> {
    await knownTenant(this.log, tenantId);
    this.streams.add(tenantId, reply);
  }

  /** Alone here what was captured is shown: who looks at it leaves a fact first. */
  @Get('requests/:id')
  async one(
    @Param('tenantId') tenantId: TenantId,
    @Param('id') id: string,
    @Req() request: AdminRequest,
  ): Promise<RequestView> {
    await knownTenant(this.log, tenantId);
    const found = await this.reads.one(tenantId, id);
    if (!found) throw new ProblemError(404, 'Not Found', 'There is no request with this id.');
    if (found.captured) {
      const fact = { type: 'CaptureRead' as const, data: { requestId: found.id } };
      await this.acts.record(tenantId, fact, actOf(request));
    }
    return found;
  }

  @Get('capture')
  async capture(@Param('tenantId') tenantId: TenantId): Promise<{ until: string | null }> {
    await knownTenant(this.log, tenantId);
    return { until: await this.captures.until(tenantId) };
  }

  /** Stores bodies, without secrets, for an hour at most; they are kept as long as the log. */
  @Put('capture')
  @HttpCode(200)
  async setCapture(
    @Param('tenantId') tenantId: TenantId,
    @Req() request: AdminRequest,
  ): Promise<{ until: string | null }> {
    const { minutes } = readDto(CaptureDto, request.body);
    await knownTenant(this.log, tenantId);
    const until = minutes === 0 ? null : new Date(Date.now() + minutes * 60_000).toISOString();
    const fact = { type: 'CaptureChosen' as const, data: { until } };
    await this.acts.record(tenantId, fact, actOf(request));
    await this.captures.put(tenantId, until);
    return { until };
  }

  /** An id as it is, a userName by who holds it now; null when nobody does. */
  private async idOf({ tenantId, profile }: TenantState, user: string): Promise<string | null> {
    if (isResourceId(user)) return user;
    const holder = await holderOf(this.log, tenantId, profile, 'userName', user);
    return holder ? holder.subject.slice(holder.subject.indexOf('/') + 1) : null;
  }
}

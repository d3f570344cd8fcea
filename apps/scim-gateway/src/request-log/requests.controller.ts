import type { RequestView, TenantId } from '@rollcall/contracts';
import { Controller, Get, HttpCode, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ProblemError, type CallerSocket } from '@rollcall/platform';
import { profiles } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { initiatorOf, type AdminRequest } from '../admin-kit/access';
import { AuditLog } from '../admin-kit/audit-log';
import { readDto, readQuery } from '../admin-kit/read-dto';
import { ResourceViews, usersOf } from '../admin/resource-views';
import { knownTenant } from '../tenancy/known-tenant';
import { EventLog, type TenantState } from '../event-log/port/event-log';
import { Resources } from '../event-log/resources/resources';
import { holderOf } from '../scim/names/claims';
import { Captures } from './captures';
import { isResourceId } from './names';
import { RequestReads, type Range } from './request-reads';
import { CaptureDto, RequestsQueryDto } from './requests.dto';
import { ResourceNames } from './resource-names';
import { Streams } from './streams';

const timeOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);

/** `404` is one status, `4xx` a class of them. */
const statusOf = (text: string | undefined): Range | undefined =>
  text === undefined
    ? undefined
    : { from: Number(text.replace('xx', '00')), to: Number(text.replace('xx', '99')) };

/** People whose names hold a text: of more nobody's requests are looked for. */
const MOST_NAMED = 50;

/** `/admin/v1/tenants/{id}/requests`: what the identity provider sent and what was answered. */
@Controller('admin/v1/tenants/:tenantId')
export class RequestsController {
  constructor(
    private readonly log: EventLog,
    private readonly resources: Resources,
    private readonly reads: RequestReads,
    private readonly captures: Captures,
    private readonly streams: Streams,
    private readonly audit: AuditLog,
    private readonly names: ResourceNames,
    private readonly views: ResourceViews,
  ) {}

  @Get('requests')
  async list(
    @Param('tenantId') tenantId: TenantId,
    @Query() query: unknown,
    @Req() { raw }: AdminRequest,
  ) {
    const wish = readQuery(RequestsQueryDto, query);
    const tenant = await knownTenant(this.log, tenantId);
    const { after, count, outcome, correlationId, user } = wish;
    const resourceIds = user === undefined ? undefined : await this.idsOf(tenant, user, raw.socket);
    if (resourceIds?.length === 0) return { requests: [], next: null, lookedTo: null };
    const time = { since: timeOf(wish.since), until: timeOf(wish.until) };
    const status = statusOf(wish.status);
    const wanted = { after, count, outcome, correlationId, resourceIds, status, ...time };
    const page = await this.reads.page(tenantId, wanted);
    return { ...page, requests: await this.names.on(tenantId, page.requests) };
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
    if (!found)
      throw new ProblemError(
        404,
        'Not Found',
        'There is no request with this id.',
        undefined,
        'request-unknown',
      );
    if (found.captured) {
      const fact = { type: 'CaptureRead' as const, data: { requestId: found.id } };
      await this.audit.record(tenantId, fact, initiatorOf(request));
    }
    const [named = found] = await this.names.on(tenantId, [found]);
    return named;
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
    await this.audit.record(tenantId, fact, initiatorOf(request));
    await this.captures.put(tenantId, until);
    return { until };
  }

  /**
   * An id as it is, a userName by who holds it now; else those in whose names the text stands, as the
   * list of users finds them. Throws a 400 problem when they are too many.
   */
  private async idsOf(
    tenant: TenantState,
    user: string,
    socket: CallerSocket,
  ): Promise<readonly string[]> {
    if (isResourceId(user)) return [user];
    const { tenantId, profile } = tenant;
    const holder = await holderOf(this.resources, tenantId, profile, 'userName', user);
    if (holder) return [holder.subject.slice(holder.subject.indexOf('/') + 1)];
    const of = usersOf(profiles[profile]);
    const part = { search: user, startIndex: 1, count: MOST_NAMED };
    const { total, resources } = await this.views.list(tenant, of, part, socket);
    if (total <= MOST_NAMED) return resources.map(({ id }) => id);
    const detail = `${total} users have this text in their names. Write more of the name, so that at most ${MOST_NAMED} have it.`;
    throw new ProblemError(400, 'Bad Request', detail, undefined, 'users-too-many');
  }
}

import { Body, Get, Param, Put, Query, Res } from '@nestjs/common';
import {
  capture,
  requestLine,
  requestPage,
  requestView,
  switchOffList,
  type RequestView,
  type SwitchOffList,
} from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import { profiles } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { problem } from '../http/problem';
import { AuditLog, type Initiator } from '../admin-kit/audit-log';
import {
  AdminController,
  Answers,
  AnswersLines,
  Records,
  Role,
  Summary,
} from '../admin-kit/operation';
import { InitiatedBy, Socket } from '../admin-kit/parameters';
import { ResourceViews, usersOf } from '../admin/resource-views';
import type { TenantState } from '../event-log/port/event-log';
import { Resources } from '../event-log/resources/resources';
import { holderOf } from '../scim/names/claims';
import { Tenant } from '../tenancy/tenant.pipe';
import { Captures } from './captures';
import { isResourceId } from './names';
import { RequestReads, type Range } from './request-reads';
import { CaptureDto, RequestsQueryDto } from './requests.dto';
import { ResourceNames } from './resource-names';
import { LiveViews } from './live-views';
import { SwitchOffs } from './switch-offs';

const timeOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);

/** `404` is one status, `4xx` a class of them. */
const statusOf = (text: string | undefined): Range | undefined =>
  text === undefined
    ? undefined
    : { from: Number(text.replace('xx', '00')), to: Number(text.replace('xx', '99')) };

/** The most people that a text may match; with more matches no requests are searched. */
const MOST_NAMED = 50;

/** `/admin/v1/tenants/{id}/requests`: what the identity provider sent and what was answered. */
@AdminController('tenants/:tenantId')
export class RequestsController {
  constructor(
    private readonly resources: Resources,
    private readonly reads: RequestReads,
    private readonly captures: Captures,
    private readonly liveViews: LiveViews,
    private readonly audit: AuditLog,
    private readonly names: ResourceNames,
    private readonly views: ResourceViews,
    private readonly switchOffs: SwitchOffs,
  ) {}

  @Get('requests')
  @Role('viewer')
  @Summary(
    'Lists the requests of the identity provider with their responses, newest first. With user, status (404 or 4xx), correlationId or outcome=accepted a page may end early, at lookedTo; next continues from there.',
  )
  @Answers(requestPage)
  async list(
    @Tenant() tenant: TenantState,
    @Query() query: RequestsQueryDto,
    @Socket() socket: CallerSocket,
  ) {
    const { after, count, outcome, correlationId, user } = query;
    const resourceIds = user === undefined ? undefined : await this.idsOf(tenant, user, socket);
    if (resourceIds?.length === 0) return { requests: [], next: null, lookedTo: null };
    const time = { since: timeOf(query.since), until: timeOf(query.until) };
    const status = statusOf(query.status);
    const wanted = { after, count, outcome, correlationId, resourceIds, status, ...time };
    const page = await this.reads.page(tenant.tenantId, wanted);
    return { ...page, requests: await this.names.on(tenant.tenantId, page.requests) };
  }

  @Get('requests/live')
  @Role('viewer')
  @Summary('Streams requests as any gateway answers them.')
  @AnswersLines(requestLine)
  live(@Tenant() { tenantId }: TenantState, @Res() reply: FastifyReply): void {
    this.liveViews.add(tenantId, reply);
  }

  /** Alone here what was captured is shown: a reader of it leaves an event first. */
  @Get('requests/:id')
  @Role('viewer')
  @Summary('Shows one request and its captured bodies.')
  @Records('CaptureRead')
  @Answers(requestView)
  async one(
    @Tenant() { tenantId }: TenantState,
    @Param('id') id: string,
    @InitiatedBy() initiator: Initiator,
  ): Promise<RequestView> {
    const found = await this.reads.one(tenantId, id);
    if (!found)
      throw problem(404, 'There is no request with this id.', { code: 'request-unknown' });
    if (found.captured) {
      const fact = { type: 'CaptureRead' as const, data: { requestId: found.id } };
      await this.audit.record(tenantId, fact, initiator);
    }
    const [named = found] = await this.names.on(tenantId, [found]);
    return named;
  }

  @Get('switch-offs')
  @Role('viewer')
  @Summary(
    'Lists users who are still active although a request of the last day tried to deactivate them and was refused.',
  )
  @Answers(switchOffList)
  stillOn(@Tenant() { tenantId }: TenantState): Promise<SwitchOffList> {
    return this.switchOffs.list(tenantId);
  }

  @Get('capture')
  @Role('viewer')
  @Summary('Shows until when bodies are captured.')
  @Answers(capture)
  async capture(@Tenant() { tenantId }: TenantState): Promise<{ until: string | null }> {
    return { until: await this.captures.until(tenantId) };
  }

  /** Stores bodies, without secrets, for an hour at most; they are kept as long as the log. */
  @Put('capture')
  @Role('administrator')
  @Summary('Captures bodies, without secrets, for at most an hour; 0 minutes ends the capture.')
  @Records('CaptureChosen')
  @Answers(capture)
  async setCapture(
    @Tenant() { tenantId }: TenantState,
    @Body() { minutes }: CaptureDto,
    @InitiatedBy() initiator: Initiator,
  ): Promise<{ until: string | null }> {
    const until = minutes === 0 ? null : new Date(Date.now() + minutes * 60_000).toISOString();
    await this.audit.record(tenantId, { type: 'CaptureChosen', data: { until } }, initiator);
    await this.captures.put(tenantId, until);
    return { until };
  }

  /**
   * An id unchanged, a userName as the id of its present owner; else all users whose names contain
   * the text, as the list of users finds them. Throws a 400 problem when they are too many.
   */
  private async idsOf(
    tenant: TenantState,
    user: string,
    socket: CallerSocket,
  ): Promise<readonly string[]> {
    if (isResourceId(user)) return [user];
    const { tenantId, profile } = tenant;
    const {
      readings: [holder],
    } = await holderOf(this.resources, tenantId, profile, 'userName', user);
    if (holder) return [holder.subject.slice(holder.subject.indexOf('/') + 1)];
    const of = usersOf(profiles[profile]);
    const part = { search: user, startIndex: 1, count: MOST_NAMED };
    const { total, resources } = await this.views.list(tenant, of, part, socket);
    if (total <= MOST_NAMED) return resources.map(({ id }) => id);
    const detail = `${total} users have this text in their names. Write more of the name, so that at most ${MOST_NAMED} have it.`;
    throw problem(400, detail, { code: 'users-too-many' });
  }
}

import { Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { etag, ifNoneMatchHolds, type Projection } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { GatewayConfig } from '../config';
import { Lists } from '../listing/lists';
import type { Reading } from '../log/event-log';
import { sendResource, sendText } from '../scim/answer';
import { readBody } from '../scim/body';
import type { ScimRequest } from '../scim/caller';
import { askedOf, projectionOf } from '../scim/conditions';
import { groupProfileOf } from '../scim/profile';
import { Beside } from './beside';
import { GroupQuestions } from './group-questions';
import { GroupResources } from './group-resources';

/** `/scim/v2/Groups`, of tenants whose profile has them. */
@Controller('scim/v2/Groups')
export class GroupsController {
  private readonly baseUrl: string;

  constructor(
    private readonly groups: GroupResources,
    private readonly questions: GroupQuestions,
    private readonly lists: Lists,
    private readonly beside: Beside,
    config: GatewayConfig,
  ) {
    this.baseUrl = config.scimBaseUrl;
  }

  @Post()
  async create(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const made = await this.groups.create(askedOf(request), readBody(request));
    await this.answer(reply, 201, request, made, projection);
  }

  @Get(':id')
  async get(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const reading = await this.questions.get(request.caller, id);
    const ifNoneMatch = request.headers['if-none-match'];
    if (ifNoneMatch !== undefined && !ifNoneMatchHolds(ifNoneMatch, reading.version))
      return void reply.code(304).header('etag', etag(reading.version)).send();
    await this.answer(reply, 200, request, reading, projection);
  }

  @Get()
  async list(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    groupProfileOf(request.caller);
    sendText(reply, 200, await this.lists.of(this.groups, request.caller, request.query));
  }

  @Put(':id')
  async replace(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const changed = await this.groups.replace(askedOf(request), id, readBody(request));
    await this.answer(reply, 200, request, changed, projection);
  }

  /** 204, or 200 with the parts that were asked for: a whole group may be very large. */
  @Patch(':id')
  async patch(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const changed = await this.groups.patch(askedOf(request), id, readBody(request));
    if (projection) return this.answer(reply, 200, request, changed, projection);
    reply.code(204).header('etag', etag(changed.version)).send();
  }

  @Delete(':id')
  async remove(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.groups.remove(askedOf(request), id);
    reply.code(204).send();
  }

  private async answer(
    reply: FastifyReply,
    status: number,
    { caller }: ScimRequest,
    reading: Reading,
    projection: Projection | undefined,
  ): Promise<void> {
    const whole = await this.beside.with(caller, reading, projection);
    sendResource(reply, status, caller, this.baseUrl, whole, projection);
  }
}

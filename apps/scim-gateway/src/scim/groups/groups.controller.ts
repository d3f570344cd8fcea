import { Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { etag } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { Lists } from '../listing/lists';
import { sendAnswer, sendNothing } from '../pipeline/answer';
import { readBody } from '../pipeline/body';
import type { ScimRequest } from '../pipeline/caller';
import { changeContextOf, projectionOf } from '../pipeline/conditions';
import { groupProfileOf } from '../pipeline/profile';
import { ResourceAnswers } from '../memberships/resource-answers';
import { GroupQuestions } from './group-questions';
import { GroupResources } from './group-resources';

/** `/scim/v2/Groups`, of tenants whose profile has them. */
@Controller('scim/v2/Groups')
export class GroupsController {
  constructor(
    private readonly groups: GroupResources,
    private readonly questions: GroupQuestions,
    private readonly lists: Lists,
    private readonly answers: ResourceAnswers,
  ) {}

  @Post()
  async create(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const made = await this.groups.create(changeContextOf(request), readBody(request));
    await this.answers.send(reply, 201, request, made, projection);
  }

  @Get(':id')
  async get(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const reading = await this.questions.get(request.caller, id);
    await this.answers.sendIfNew(reply, request, reading, projection);
  }

  @Get()
  async list(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    groupProfileOf(request.caller);
    sendAnswer(reply, await this.lists.of(this.groups, request.caller, request.query));
  }

  @Put(':id')
  async replace(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const changed = await this.groups.replace(changeContextOf(request), id, readBody(request));
    await this.answers.send(reply, 200, request, changed, projection);
  }

  /** 204, or 200 with the requested attributes: a whole group may be very large. */
  @Patch(':id')
  async patch(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request, groupProfileOf(request.caller));
    const changed = await this.groups.patch(changeContextOf(request), id, readBody(request));
    if (projection) return this.answers.send(reply, 200, request, changed, projection);
    sendNothing(reply.header('etag', etag(changed.version)), changed.position);
  }

  @Delete(':id')
  async remove(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    sendNothing(reply, await this.groups.remove(changeContextOf(request), id));
  }
}

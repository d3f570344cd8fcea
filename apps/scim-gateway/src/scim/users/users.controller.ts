import { Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Lists } from '../listing/lists';
import { sendAnswer, sendNothing } from '../pipeline/answer';
import { readBody } from '../pipeline/body';
import type { ScimRequest } from '../pipeline/caller';
import { changeContextOf, projectionOf } from '../pipeline/conditions';
import { ResourceAnswers } from '../memberships/resource-answers';
import { UserQuestions } from './user-questions';
import { UserResources } from './user-resources';

/** `/scim/v2/Users` (RFC 7644 §3.2–3.6). Bodies and queries are read by protocol. */
@Controller('scim/v2/Users')
export class UsersController {
  constructor(
    private readonly users: UserResources,
    private readonly questions: UserQuestions,
    private readonly lists: Lists,
    private readonly answers: ResourceAnswers,
  ) {}

  @Post()
  async create(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const projection = projectionOf(request);
    const made = await this.users.create(changeContextOf(request), readBody(request));
    await this.answers.send(reply, 201, request, made, projection);
  }

  @Get(':id')
  async get(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const reading = await this.questions.get(request.caller, id);
    await this.answers.sendIfNew(reply, request, reading, projection);
  }

  @Get()
  async list(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    sendAnswer(reply, await this.lists.of(this.users, request.caller, request.query));
  }

  @Put(':id')
  async replace(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const changed = await this.users.replace(changeContextOf(request), id, readBody(request));
    await this.answers.send(reply, 200, request, changed, projection);
  }

  @Patch(':id')
  async patch(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const changed = await this.users.patch(changeContextOf(request), id, readBody(request));
    await this.answers.send(reply, 200, request, changed, projection);
  }

  @Delete(':id')
  async remove(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    sendNothing(reply, await this.users.remove(changeContextOf(request), id));
  }
}

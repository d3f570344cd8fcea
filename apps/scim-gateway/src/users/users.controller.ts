import { Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import { etag, ifNoneMatchHolds, type Projection } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { GatewayConfig } from '../config';
import { Beside } from '../groups/beside';
import { Lists } from '../listing/lists';
import type { Reading } from '../log/event-log';
import { sendResource, sendText } from '../scim/answer';
import { readBody } from '../scim/body';
import type { ScimRequest } from '../scim/caller';
import { askedOf, projectionOf } from '../scim/conditions';
import { UserQuestions } from './user-questions';
import { UserResources } from './user-resources';

/** `/scim/v2/Users` (RFC 7644 §3.2–3.6). Bodies and queries are read by protocol. */
@Controller('scim/v2/Users')
export class UsersController {
  private readonly baseUrl: string;

  constructor(
    private readonly users: UserResources,
    private readonly questions: UserQuestions,
    private readonly lists: Lists,
    private readonly beside: Beside,
    config: GatewayConfig,
  ) {
    this.baseUrl = config.scimBaseUrl;
  }

  @Post()
  async create(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const projection = projectionOf(request);
    const made = await this.users.create(askedOf(request), readBody(request));
    await this.answer(reply, 201, request, made, projection);
  }

  @Get(':id')
  async get(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const reading = await this.questions.get(request.caller, id);
    const ifNoneMatch = request.headers['if-none-match'];
    if (ifNoneMatch !== undefined && !ifNoneMatchHolds(ifNoneMatch, reading.version))
      return void reply.code(304).header('etag', etag(reading.version)).send();
    await this.answer(reply, 200, request, reading, projection);
  }

  @Get()
  async list(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    sendText(reply, 200, await this.lists.of(this.users, request.caller, request.query));
  }

  @Put(':id')
  async replace(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const changed = await this.users.replace(askedOf(request), id, readBody(request));
    await this.answer(reply, 200, request, changed, projection);
  }

  @Patch(':id')
  async patch(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const changed = await this.users.patch(askedOf(request), id, readBody(request));
    await this.answer(reply, 200, request, changed, projection);
  }

  @Delete(':id')
  async remove(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.users.remove(askedOf(request), id);
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

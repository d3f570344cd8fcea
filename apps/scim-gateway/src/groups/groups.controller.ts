import { Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import {
  applyPatch,
  etag,
  ifNoneMatchHolds,
  listResponseText,
  memberSteps,
  parseGroup,
  parseListQuery,
  parsePatch,
  shows,
  type Projection,
} from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { GatewayConfig } from '../config';
import type { Reading } from '../log/event-log';
import { projectedList, resourceText, sendResource, sendText } from '../scim/answer';
import { readBody } from '../scim/body';
import type { ScimRequest } from '../scim/caller';
import { conditionOf, projectionOf } from '../scim/conditions';
import { groupProfileOf } from '../scim/profile';
import { Beside } from './beside';
import { GroupCommands } from './group-commands';
import { GroupQuestions } from './group-questions';

/** `/scim/v2/Groups`, of tenants whose profile has them. */
@Controller('scim/v2/Groups')
export class GroupsController {
  private readonly baseUrl: string;

  constructor(
    private readonly commands: GroupCommands,
    private readonly questions: GroupQuestions,
    private readonly beside: Beside,
    config: GatewayConfig,
  ) {
    this.baseUrl = config.scimBaseUrl;
  }

  @Post()
  async create(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const profile = groupProfileOf(request.caller);
    const projection = projectionOf(request, profile);
    const body = parseGroup(profile, readBody(request));
    const made = await this.commands.create(request.caller, body, request.id);
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
    const { caller } = request;
    const profile = groupProfileOf(caller);
    const query = parseListQuery(request.query, profile);
    const projection = projectionOf(request, profile);
    const found = await this.questions.list(caller, query, shows(profile, projection, 'members'));
    if (found.from === 'directory')
      return sendText(reply, 200, projectedList(found.text, profile, projection));
    const from = Math.max(1, query.startIndex) - 1;
    const page = found.readings.slice(from, from + query.count);
    const whole = await Promise.all(page.map((one) => this.beside.with(caller, one, projection)));
    const texts = whole.map((one) => resourceText(caller, this.baseUrl, one, projection));
    sendText(reply, 200, listResponseText(found.readings.length, query.startIndex, texts));
  }

  @Put(':id')
  async replace(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const profile = groupProfileOf(request.caller);
    const projection = projectionOf(request, profile);
    const { attributes, members } = parseGroup(profile, readBody(request));
    const changed = await this.commands.change(
      request.caller,
      id,
      { desired: () => attributes, steps: [{ kind: 'replace', members }] },
      conditionOf(request),
      request.id,
    );
    await this.answer(reply, 200, request, changed, projection);
  }

  /** 204, or 200 with the parts that were asked for: a whole group may be very large. */
  @Patch(':id')
  async patch(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const profile = groupProfileOf(request.caller);
    const projection = projectionOf(request, profile);
    const { steps, others } = memberSteps(parsePatch(profile, readBody(request)));
    const changed = await this.commands.change(
      request.caller,
      id,
      { desired: (now) => applyPatch(profile, now, others), steps },
      conditionOf(request),
      request.id,
    );
    if (projection) return this.answer(reply, 200, request, changed, projection);
    reply.code(204).header('etag', etag(changed.version)).send();
  }

  @Delete(':id')
  async remove(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    groupProfileOf(request.caller);
    await this.commands.remove(request.caller, id, conditionOf(request), request.id);
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

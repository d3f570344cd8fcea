import { Controller, Delete, Get, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import {
  applyPatch,
  etag,
  ifNoneMatchHolds,
  listResponseText,
  parseListQuery,
  parsePatch,
  parseUser,
  shows,
  type Projection,
} from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { GatewayConfig } from '../config';
import type { Reading } from '../log/event-log';
import { Beside } from '../groups/beside';
import { projectedList, resourceText, sendResource, sendText } from '../scim/answer';
import { readBody } from '../scim/body';
import type { ScimRequest } from '../scim/caller';
import { conditionOf, projectionOf } from '../scim/conditions';
import { profileOf } from '../scim/profile';
import { UserCommands } from './user-commands';
import { UserQuestions } from './user-questions';

/** `/scim/v2/Users` (RFC 7644 §3.2–3.6). Bodies and queries are read by protocol. */
@Controller('scim/v2/Users')
export class UsersController {
  private readonly baseUrl: string;

  constructor(
    private readonly commands: UserCommands,
    private readonly questions: UserQuestions,
    private readonly beside: Beside,
    config: GatewayConfig,
  ) {
    this.baseUrl = config.scimBaseUrl;
  }

  @Post()
  async create(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    const projection = projectionOf(request);
    const attributes = parseUser(profileOf(request.caller), readBody(request));
    const made = await this.commands.provision(request.caller, attributes, request.id);
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
    const { caller } = request;
    const query = parseListQuery(request.query, profileOf(caller));
    const projection = projectionOf(request);
    const beside = shows(profileOf(caller), projection, 'groups');
    const found = await this.questions.list(caller, query, beside);
    if (found.from === 'directory')
      return sendText(reply, 200, projectedList(found.text, profileOf(caller), projection));
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
    const projection = projectionOf(request);
    // A PUT that does not say leaves a person switched on or off as they are.
    const wanted = parseUser(profileOf(request.caller), readBody(request), null);
    const changed = await this.commands.change(
      request.caller,
      id,
      (now) => ({ ...(now['active'] === undefined ? {} : { active: now['active'] }), ...wanted }),
      conditionOf(request),
      request.id,
      String(wanted['userName']),
    );
    await this.answer(reply, 200, request, changed, projection);
  }

  @Patch(':id')
  async patch(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const projection = projectionOf(request);
    const profile = profileOf(request.caller);
    const operations = parsePatch(profile, readBody(request));
    const changed = await this.commands.change(
      request.caller,
      id,
      (now) => applyPatch(profile, now, operations),
      conditionOf(request),
      request.id,
    );
    await this.answer(reply, 200, request, changed, projection);
  }

  @Delete(':id')
  async remove(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
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

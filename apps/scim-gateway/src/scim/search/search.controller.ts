import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { parseSearch } from '@rollcall/protocol';
import type { FastifyReply } from 'fastify';
import { sendAnswer } from '../pipeline/answer';
import { readMessage } from '../pipeline/body';
import type { ScimRequest } from '../pipeline/caller';
import { ResourceTypes } from '../pipeline/resource-type';
import { Lists } from '../listing/lists';
import { RootLists } from './root-lists';

/** Queries at the root, and queries in a body (RFC 7644 §3.4.2.1, §3.4.3). */
@Controller('scim/v2')
export class SearchController {
  constructor(
    private readonly types: ResourceTypes,
    private readonly lists: Lists,
    private readonly roots: RootLists,
  ) {}

  @Get()
  async root(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    sendAnswer(reply, await this.roots.of(request.caller, request.query));
  }

  @Post('.search')
  @HttpCode(200)
  async all(@Req() request: ScimRequest, @Res() reply: FastifyReply): Promise<void> {
    sendAnswer(reply, await this.roots.of(request.caller, parseSearch(readMessage(request))));
  }

  @Post(':endpoint/.search')
  @HttpCode(200)
  async one(
    @Req() request: ScimRequest,
    @Res() reply: FastifyReply,
    @Param('endpoint') endpoint: string,
  ): Promise<void> {
    const type = this.types.at(request.caller, `/${endpoint}`);
    const query = parseSearch(readMessage(request));
    sendAnswer(reply, await this.lists.of(type, request.caller, query));
  }
}

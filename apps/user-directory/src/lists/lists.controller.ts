import { PAGE_MARKS, type ListQuestion } from '@rollcall/contracts';
import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { behind } from '../access/query-params';
import { askerOf, type Asker } from './caller';
import { CursorLists } from './cursor-lists';
import { LISTED, type Listed } from './resource-table';
import { sendListing } from './listing';
import { UserLists } from './resource-lists';

/** Questions of the gateway about many users or groups; the asker has parsed and checked them already. */
@Controller('internal/v1/tenants/:tenantId/:kind')
export class ListsController {
  constructor(
    private readonly lists: UserLists,
    private readonly cursors: CursorLists,
  ) {}

  @Post('list')
  @HttpCode(200)
  async list(
    @Param('tenantId') tenantId: string,
    @Param('kind') kind: string,
    @Body() question: ListQuestion,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const listed = LISTED.get(kind);
    if (!listed) throw new ProblemError(404, 'Not Found', 'Lists are of users or of groups.');
    const asker = askerOf(request);
    if (question.cursor !== undefined)
      return this.page(tenantId, listed, question, question.cursor, asker, reply);
    const list = await this.lists.answer(tenantId, listed, question, asker);
    if (list === undefined) throw behind();
    sendListing(reply, list);
  }

  private async page(
    tenantId: string,
    listed: Listed,
    question: ListQuestion,
    cursor: NonNullable<ListQuestion['cursor']>,
    asker: Asker,
    reply: FastifyReply,
  ): Promise<void> {
    const page = await this.cursors.answer(tenantId, listed, question, cursor, asker);
    if (page === 'behind') throw behind();
    if (page === 'gone') throw new ProblemError(410, 'Gone', 'The list has expired.');
    sendListing(reply.header(PAGE_MARKS, JSON.stringify(page.marks)), page);
  }
}

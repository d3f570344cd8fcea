import type { ListQuestion } from '@rollcall/contracts';
import { Body, Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import { behind } from '../freshness/wait-for';
import { ListCaller, type Caller } from './caller';
import { CursorLists } from './cursor-lists';
import { SendListing, type Listing } from './listing.interceptor';
import { ResourceLists } from './resource-lists';
import { RESOURCE_TABLES } from './resource-table';

/** Lists of users or groups for the gateway, which has parsed and checked the question already. */
@Controller('internal/v1/tenants/:tenantId/:kind')
export class ListsController {
  constructor(
    private readonly lists: ResourceLists,
    private readonly cursors: CursorLists,
  ) {}

  @Post('list')
  @HttpCode(200)
  @UseInterceptors(SendListing)
  async list(
    @Param('tenantId') tenantId: string,
    @Param('kind') kind: string,
    @Body() question: ListQuestion,
    @ListCaller() caller: Caller,
  ): Promise<Listing> {
    const table = RESOURCE_TABLES.get(kind);
    if (!table) throw new ProblemError(404, 'Not Found', 'Lists are of users or of groups.');
    const { cursor } = question;
    const list =
      cursor === undefined
        ? await this.lists.answer(tenantId, table, question, caller)
        : await this.cursors.answer(tenantId, table, question, cursor, caller);
    if (list === undefined || list === 'behind') throw behind();
    if (list === 'gone') throw new ProblemError(410, 'Gone', 'The list has expired.');
    return list;
  }
}

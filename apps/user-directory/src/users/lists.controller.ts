import type { ListQuestion } from '@rollcall/contracts';
import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ProblemError } from '@rollcall/platform';
import type { FastifyReply } from 'fastify';
import { LISTED } from './listed';
import { UserLists } from './user-lists';

/** Questions of the gateway about many users or groups; the asker has parsed and checked them already. */
@Controller('internal/v1/tenants/:tenantId/:kind')
export class ListsController {
  constructor(private readonly lists: UserLists) {}

  @Post('list')
  @HttpCode(200)
  async list(
    @Param('tenantId') tenantId: string,
    @Param('kind') kind: string,
    @Body() question: ListQuestion,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const listed = LISTED.get(kind);
    if (!listed) throw new ProblemError(404, 'Not Found', 'Lists are of users or of groups.');
    const text = await this.lists.answer(tenantId, listed, question);
    if (text === undefined)
      throw new ProblemError(
        503,
        'Service Unavailable',
        'The directory is behind the position asked for.',
        1,
      );
    void reply.header('content-type', 'application/scim+json').send(text);
  }
}

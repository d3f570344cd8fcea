import type { GroupAnswer, GroupsOfUserAnswer } from '@rollcall/contracts';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { fullGroups, LIMITS } from '@rollcall/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { askerOf, type Asker } from '../lists/caller';
import { ListReads } from '../lists/list-reads';
import { GROUPS } from '../lists/resource-table';
import { sendListing } from '../lists/listing';
import { UserLists } from '../lists/resource-lists';
import { behind, idAfter, listQuestion, notFound, wholeNumber } from './query-params';
import { GROUP_AND_MEMBERS, USER_AND_GROUPS } from './membership.queries';

/** Members, or groups, in one answer at most. */
const MOST = 1_000;

interface Paged {
  readonly after?: string;
  readonly count?: string;
  readonly atLeast?: string;
}

interface Row<Each> {
  readonly position: string | null;
  readonly version: number | null;
  readonly attributes: { readonly displayName: string; readonly externalId?: string };
  readonly created_at: Date;
  readonly modified_at: Date;
  readonly page: readonly Each[];
}

/** `/directory/v1`: who is in which group. Answers name the position that they hold for. */
@Controller('directory/v1/tenants/:tenantId')
export class MembershipsController {
  constructor(
    private readonly reads: ListReads,
    private readonly lists: UserLists,
  ) {}

  /** Groups by SCIM filter and page, without their members. */
  @Get('groups')
  async groups(
    @Param('tenantId') tenantId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = { ...listQuestion(request, fullGroups), beside: false };
    const list = await this.lists.answer(tenantId, GROUPS, question, askerOf(request));
    if (list === undefined) throw behind();
    sendListing(reply, list);
  }

  @Get('groups/:groupId')
  async group(
    @Param('tenantId') tenantId: string,
    @Param('groupId') groupId: string,
    @Query() query: Paged,
    @Req() request: FastifyRequest,
  ): Promise<GroupAnswer> {
    const { row, page, next } = await this.paged<GroupAnswer['members'][number]>(
      'group',
      [tenantId, groupId],
      query,
      askerOf(request),
    );
    const { displayName, externalId } = row.attributes;
    return {
      tenantId,
      groupId,
      version: Number(row.version),
      displayName,
      ...(externalId === undefined ? {} : { externalId }),
      createdAt: row.created_at.toISOString(),
      modifiedAt: row.modified_at.toISOString(),
      members: page,
      ...next,
      position: Number(row.position),
    };
  }

  @Get('users/:userId/groups')
  async groupsOf(
    @Param('tenantId') tenantId: string,
    @Param('userId') userId: string,
    @Query() query: Paged,
    @Req() request: FastifyRequest,
  ): Promise<GroupsOfUserAnswer> {
    const { row, page, next } = await this.paged<GroupsOfUserAnswer['groups'][number]>(
      'user',
      [tenantId, userId],
      query,
      askerOf(request),
    );
    return { tenantId, userId, groups: page, ...next, position: Number(row.position) };
  }

  private async paged<Each extends { readonly id: string }>(
    what: 'user' | 'group',
    [tenantId, id]: readonly [string, string],
    query: Paged,
    asker: Asker,
  ): Promise<{ row: Row<Each>; page: readonly Each[]; next: { next?: string } }> {
    const atLeast = wholeNumber('atLeast', query.atLeast);
    const count = Math.min(MOST, wholeNumber('count', query.count, LIMITS.pageByDefault));
    const text = what === 'group' ? GROUP_AND_MEMBERS : USER_AND_GROUPS;
    const values = [tenantId, id, idAfter(query.after), count];
    const page = { name: `${what}-page`, text, values };
    const row = await this.reads.onPrimary(tenantId, atLeast, asker, async (database, patient) => {
      const [answer] = await database.query<Row<Each>>(tenantId, patient, page);
      return { position: Number(answer?.position ?? 0), answer };
    });
    if (!row) throw behind();
    if (row.version === null) throw notFound(what);
    const given = row.page.slice(0, count);
    const last = given.at(-1);
    return { row, page: given, next: last && row.page.length > count ? { next: last.id } : {} };
  }
}

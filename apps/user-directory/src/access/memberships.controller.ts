import type { GroupAnswer, GroupsOfUserAnswer } from '@rollcall/contracts';
import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { fullGroups, LIMITS } from '@rollcall/protocol';
import { SayCurrency } from '../freshness/currency.interceptor';
import { behind } from '../freshness/wait-for';
import { ListCaller, type Caller } from '../lists/caller';
import { ListReads } from '../lists/list-reads';
import { GROUPS } from '../lists/resource-table';
import { SendListing, type Listing } from '../lists/listing.interceptor';
import { ResourceLists } from '../lists/resource-lists';
import { idAfter, listQuestion, notFound, wholeNumber, type QueryParams } from './query-params';
import { MEANS } from './unavailable';
import { GROUP_AND_MEMBERS, USER_AND_GROUPS } from './membership.queries';

/** Members, or groups, in one answer at most. */
const MOST = 1_000;

interface PageParams {
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
@UseInterceptors(SayCurrency)
export class MembershipsController {
  constructor(
    private readonly reads: ListReads,
    private readonly lists: ResourceLists,
  ) {}

  /** Groups by SCIM filter and page, without their members. */
  @Get('groups')
  @UseInterceptors(SendListing)
  async groups(
    @Param('tenantId') tenantId: string,
    @Query() query: QueryParams,
    @ListCaller() caller: Caller,
  ): Promise<Listing> {
    const question = { ...listQuestion(query, fullGroups), beside: false };
    const list = await this.lists.answer(tenantId, GROUPS, question, caller);
    if (list === undefined) throw behind(MEANS.groups);
    return list;
  }

  @Get('groups/:groupId')
  async group(
    @Param('tenantId') tenantId: string,
    @Param('groupId') groupId: string,
    @Query() query: PageParams,
    @ListCaller() caller: Caller,
  ): Promise<GroupAnswer> {
    const { row, page, next } = await this.paged<GroupAnswer['members'][number]>(
      'group',
      [tenantId, groupId],
      query,
      caller,
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
    @Query() query: PageParams,
    @ListCaller() caller: Caller,
  ): Promise<GroupsOfUserAnswer> {
    const { row, page, next } = await this.paged<GroupsOfUserAnswer['groups'][number]>(
      'user',
      [tenantId, userId],
      query,
      caller,
    );
    return { tenantId, userId, groups: page, ...next, position: Number(row.position) };
  }

  private async paged<Each extends { readonly id: string }>(
    what: 'user' | 'group',
    [tenantId, id]: readonly [string, string],
    query: PageParams,
    caller: Caller,
  ): Promise<{ row: Row<Each>; page: readonly Each[]; next: { next?: string } }> {
    const atLeast = wholeNumber('atLeast', query.atLeast);
    const count = Math.min(MOST, wholeNumber('count', query.count, LIMITS.pageByDefault));
    const text = what === 'group' ? GROUP_AND_MEMBERS : USER_AND_GROUPS;
    const values = [tenantId, id, idAfter(query.after), count];
    const page = { name: `${what}-page`, text, values };
    const row = await this.reads.onPrimary(tenantId, atLeast, caller, async (database, patient) => {
      const [answer] = await database.query<Row<Each>>(tenantId, patient, page);
      return { position: Number(answer?.position ?? 0), answer };
    });
    if (!row) throw behind(what === 'group' ? MEANS.group : MEANS.groupsOf);
    if (row.version === null) throw notFound(what);
    const given = row.page.slice(0, count);
    const last = given.at(-1);
    return { row, page: given, next: last && row.page.length > count ? { next: last.id } : {} };
  }
}

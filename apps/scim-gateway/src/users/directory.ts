import { PAGE_MARKS, type ListQuestion, type PageMarks } from '@rollcall/contracts';
import { LIMITS, printFilter, tooMany, type ListQuery } from '@rollcall/protocol';
import { NeighbourUnavailable, type InternalClient } from '@rollcall/platform';
import { expired } from '../listing/cursors';
import type { ResourceKind } from '../log/event-log';
import type { Caller } from '../scim/caller';
import type { Found, Wish } from '../scim/resource-type';

/** The directory has not projected as far as asked, within the deadline. */
export class DirectoryBehind extends Error {
  override readonly name = 'DirectoryBehind';
}

/** Questions about many users or groups, asked of user-directory over HTTP. */
export class Directory {
  constructor(
    private readonly client: InternalClient,
    private readonly scimBaseUrl: string,
  ) {}

  /**
   * A whole ListResponse that holds for position `atLeast` or a later one; `beside`: with each
   * group's members, with each user's groups.
   * Rejects with DirectoryBehind, NeighbourUnavailable, expiredCursor for a list that is gone, or
   * tooMany when too much would stand beside the resources of the page.
   */
  async list(
    caller: Pick<Caller, 'tenantId' | 'tenant'>,
    kind: ResourceKind,
    query: ListQuery,
    atLeast: number,
    { mark, beside }: Wish,
  ): Promise<Found> {
    const question: ListQuestion = {
      profile: caller.tenant.profile,
      startIndex: query.startIndex,
      count: query.count,
      atLeast,
      baseUrl: this.scimBaseUrl,
      beside,
      ...(query.filter ? { filter: printFilter(query.filter) } : {}),
      ...(mark === undefined ? {} : { cursor: mark }),
      ...(query.sortBy ? { sortBy: query.sortBy, sortOrder: query.sortOrder } : {}),
    };
    const path = `/internal/v1/tenants/${encodeURIComponent(caller.tenantId)}/${kind}/list`;
    const answer = await this.client.raw('POST', path, question, true);
    if (answer.status === 200)
      return { from: 'directory', text: answer.body, marks: marksOf(answer.headers[PAGE_MARKS]) };
    if (answer.status === 410) throw expired();
    if (answer.status === 413) throw tooMany(TOO_MANY[kind]);
    if (answer.status === 503) throw new DirectoryBehind('the directory is behind');
    throw new NeighbourUnavailable('user-directory', `it answered ${answer.status}`);
  }
}

const tooManyOf = (who: string, beside: string): string =>
  `The ${who} of this page have more than ${LIMITS.beside} ${beside} together. Ask with excludedAttributes=${beside} or a smaller count, and read the ${beside} of each by its id.`;

const TOO_MANY: Readonly<Record<ResourceKind, string>> = {
  users: tooManyOf('users', 'groups'),
  groups: tooManyOf('groups', 'members'),
};

const marksOf = (header: string | string[] | undefined): PageMarks =>
  typeof header === 'string' ? (JSON.parse(header) as PageMarks) : {};

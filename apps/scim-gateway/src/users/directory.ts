import type { ListQuestion } from '@rollcall/contracts';
import { printFilter, type ListQuery } from '@rollcall/protocol';
import { NeighbourUnavailable, type InternalClient } from '@rollcall/platform';
import type { Caller } from '../scim/caller';

/** The directory has not projected as far as asked, within the deadline. */
export class DirectoryBehind extends Error {
  override readonly name = 'DirectoryBehind';
}

/** Questions about many users, asked of user-directory over HTTP. */
export class Directory {
  constructor(
    private readonly client: InternalClient,
    private readonly scimBaseUrl: string,
  ) {}

  /**
   * A whole ListResponse that holds for position `atLeast` or a later one.
   * Rejects with DirectoryBehind or NeighbourUnavailable.
   */
  async list(
    caller: Pick<Caller, 'tenantId' | 'tenant'>,
    query: ListQuery,
    atLeast: number,
  ): Promise<Buffer> {
    const question: ListQuestion = {
      profile: caller.tenant.profile,
      startIndex: query.startIndex,
      count: query.count,
      atLeast,
      baseUrl: this.scimBaseUrl,
      ...(query.filter ? { filter: printFilter(query.filter) } : {}),
      ...(query.sortBy ? { sortBy: query.sortBy, sortOrder: query.sortOrder } : {}),
    };
    const path = `/internal/v1/tenants/${encodeURIComponent(caller.tenantId)}/users/list`;
    const answer = await this.client.raw('POST', path, question, true);
    if (answer.status === 200) return answer.body;
    if (answer.status === 503) throw new DirectoryBehind('the directory is behind');
    throw new NeighbourUnavailable('user-directory', `it answered ${answer.status}`);
  }
}

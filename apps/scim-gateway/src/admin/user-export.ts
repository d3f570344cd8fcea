import { Injectable, Optional } from '@nestjs/common';
import type { PageMark } from '@rollcall/contracts';
import type { CallerSocket } from '@rollcall/platform';
import { parseListQuery, profiles } from '@rollcall/protocol';
import { problem } from '../http/problem';
import type { TenantState } from '../event-log/port/event-log';
import { Directory } from '../scim/listing/directory';
import { csvLine } from '../admin-kit/csv';
import { DeletedUsers } from './deleted-users';
import { directoryPage, type DirectoryPage } from './directory-page';
import { asProblem } from './resource-views';
import type { UsersExportDto } from './views.dto';

/** Users in one question to the directory, and in one file. */
const AT_ONCE = 200;
const MOST = 200_000;

const COLUMNS = ['userName', 'displayName', 'state', 'externalId', 'lastModified', 'id'] as const;

/**
 * The users of a tenant as lines of CSV, part by part: memory has one part at most, and a caller
 * that disconnects ends the export. The active and the deactivated come in the order of their
 * creation, by the directory's own cursor: no user occurs twice, and none is left out because
 * another one was deleted.
 */
@Injectable()
export class UserExport {
  constructor(
    private readonly directory: Directory,
    private readonly deleted: DeletedUsers,
    @Optional() private readonly most = MOST,
  ) {}

  /**
   * Resolves when the first part is ready. Rejects with a 413 problem for a tenant with more users
   * than fit in one file, or as a list does.
   */
  async lines(
    tenant: TenantState,
    state: UsersExportDto['state'],
    socket: CallerSocket,
  ): Promise<AsyncGenerator<string>> {
    if (state === 'deleted') return this.gone(tenant);
    const first = await this.part(tenant, 'first', socket);
    if (first.total > this.most)
      throw problem(
        413,
        `One file holds ${this.most} users, and there are ${first.total}. Read them page by page over GET …/users.`,
      );
    return this.there(tenant, state, socket, first);
  }

  private async *there(
    tenant: TenantState,
    state: UsersExportDto['state'],
    socket: CallerSocket,
    first: DirectoryPage,
  ): AsyncGenerator<string> {
    yield csvLine(COLUMNS);
    for (let part = first; ; ) {
      const lines = part.resources
        .map((user) => ({ user, is: user.active === false ? 'deactivated' : 'active' }))
        .filter(({ is }) => state === 'all' || is === state)
        .map(({ user, is }) => lineOf(user, is, user.meta.lastModified));
      if (lines.length > 0) yield lines.join('');
      if (!part.next) return;
      part = await this.part(tenant, part.next, socket);
    }
  }

  private async *gone({ tenantId }: TenantState): AsyncGenerator<string> {
    yield csvLine(COLUMNS);
    let after: string | null | undefined;
    for (let written = 0; after !== null && written < this.most; ) {
      const wanted = { count: AT_ONCE, ...(after === undefined ? {} : { after }) };
      const { users, next } = await this.deleted.page(tenantId, wanted);
      if (users.length > 0)
        yield users.map((one) => lineOf(one, 'deleted', one.deletedAt)).join('');
      written += users.length;
      after = next;
    }
  }

  private async part(
    tenant: TenantState,
    mark: PageMark | 'first',
    socket: CallerSocket,
  ): Promise<DirectoryPage> {
    const query = parseListQuery({ count: String(AT_ONCE) }, profiles[tenant.profile]);
    return directoryPage(this.directory, { tenant, socket }, 'users', query, mark).catch(asProblem);
  }
}

const lineOf = (
  one: {
    readonly id: string;
    readonly userName?: string;
    readonly displayName?: string | null;
    readonly externalId?: string | null;
  },
  state: string,
  at: string,
): string =>
  csvLine([one.userName ?? '', one.displayName ?? '', state, one.externalId ?? '', at, one.id]);

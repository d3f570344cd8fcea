import { Inject, Injectable, Optional } from '@nestjs/common';
import type { DeletedUser, DeletedUserPage, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { DELETED } from './deleted-users.queries';
import { WATCH_POOL } from '../database/pools';
import { viewOfRow, type RowOf } from '../database/row-of';
import { Searches } from '../admin-kit/searches';
import type { DeletedUsersQueryDto } from './views.dto';

/** One that was deleted, or the end of the stretch, which counts its deletions. */
type Row = RowOf<DeletedUser> & {
  readonly position: string | null;
  readonly deletedAt: Date;
  readonly looked: string | null;
};

/** Deletions in one statement, and how long the statements of one question may take together. */
const STRETCH = 500;
const SEARCH_MS = 1_500;

const shown = ({ position: _, looked: __, ...user }: Row): DeletedUser => viewOfRow(user);

/**
 * Users that were deleted, as the log recorded it. An index knows the deletions; what they are
 * searched for is looked for in stretches of them, for a second and a half: a page that ends there
 * says how far it looked, and its `next` goes on behind.
 */
@Injectable()
export class DeletedUsers {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    private readonly searches: Searches,
    @Optional() private readonly stretch = STRETCH,
    @Optional() private readonly now: () => number = () => performance.now(),
  ) {}

  /** Newest first. Rejects with a 429 problem as Searches does. */
  page(tenantId: TenantId, wanted: DeletedUsersQueryDto): Promise<DeletedUserPage> {
    const find = (): Promise<DeletedUserPage> => this.find(tenantId, wanted);
    return wanted.search === undefined ? find() : this.searches.run(tenantId, find);
  }

  private async find(
    tenantId: TenantId,
    {
      search = null,
      after,
      count,
    }: Omit<DeletedUsersQueryDto, 'search'> & { search?: string | null },
  ): Promise<DeletedUserPage> {
    const found: Row[] = [];
    const deadline = this.now() + SEARCH_MS;
    for (let before = after ?? String(Number.MAX_SAFE_INTEGER); ; ) {
      // One more row than the page: it shows whether a next page exists.
      const room = count + 1 - found.length;
      const stretch = search === null ? room : this.stretch;
      const values = [tenantId, before, stretch, search, room];
      const { rows } = await this.pool.query<Row>(DELETED, values);
      const end = rows.pop();
      found.push(...rows);
      if (found.length > count) return pageOf(found.slice(0, count), found[count - 1]);
      if (!end?.position || Number(end.looked) < stretch) return pageOf(found);
      before = end.position;
      if (this.now() >= deadline) return pageOf(found, end, end.deletedAt.toISOString());
    }
  }
}

const pageOf = (
  rows: readonly Row[],
  last?: Pick<Row, 'position'>,
  lookedTo: string | null = null,
): DeletedUserPage => ({ users: rows.map(shown), next: last?.position ?? null, lookedTo });

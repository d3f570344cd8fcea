import { Inject, Injectable, Optional } from '@nestjs/common';
import type { MemberPage, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { COUNT, FOUND, PAGE } from './group-members.queries';
import { WATCH_POOL } from '../database/pools';
import { Searches } from '../admin-kit/searches';
import type { ResourcesQueryDto } from './views.dto';

interface Row {
  id: string;
  type: 'User' | 'Group';
  name: string | null;
  user_name: string | null;
  status: string | null;
  total?: number;
}

/** Members that a search looks at: a group has no bound, and a question has. */
const LOOKED_AT = 20_000;

/** The present members of a group, page by page, from the rows of the log. */
@Injectable()
export class GroupMembers {
  constructor(
    @Inject(WATCH_POOL) private readonly pool: Pool,
    private readonly searches: Searches,
    @Optional() private readonly most = LOOKED_AT,
  ) {}

  /** Empty for an unknown group. Rejects with a 429 problem as Searches does. */
  async page(
    tenantId: TenantId,
    groupId: string,
    { search, startIndex, count }: ResourcesQueryDto,
  ): Promise<MemberPage> {
    const { rows } = await this.pool.query<{ members: number }>(COUNT, [tenantId, groupId]);
    const all = rows[0]?.members ?? 0;
    const values = [tenantId, groupId, startIndex - 1, count];
    if (search === undefined) {
      const page = await this.pool.query<Row>(PAGE, values);
      return { total: all, startIndex, members: page.rows.map(shown), lookedAt: null };
    }
    const found = await this.searches.run(tenantId, () =>
      this.pool.query<Row>(FOUND, [...values, search, this.most]),
    );
    return {
      total: found.rows[0]?.total ?? 0,
      startIndex,
      members: found.rows.map(shown),
      lookedAt: all > this.most ? this.most : null,
    };
  }
}

const shown = ({ id, type, name, user_name, status }: Row): MemberPage['members'][number] => ({
  id,
  type,
  name,
  userName: user_name,
  active: status === 'active',
});

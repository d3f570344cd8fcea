import type { ListQuestion } from '@rollcall/contracts';
import { parseFilter, profiles, splitPath } from '@rollcall/protocol';
import type { Pool } from 'pg';
import { filterToSql, orderBy } from '../filtering/filter-to-sql';
import type { WaitFor } from '../projecting/wait-for';
import { filteredPage, PAGE } from './list.queries';

interface Page {
  position: string | null;
  total: string | null;
  items: number;
  text: string | null;
}

const LIST_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** Lists that hold for a position of the tenant. */
export class UserLists {
  constructor(
    private readonly pool: Pool,
    private readonly wait: WaitFor,
  ) {}

  /** A ListResponse as text; undefined when the position was not reached before the deadline. */
  async answer(tenantId: string, question: ListQuestion): Promise<string | undefined> {
    const page = await this.wait.until(tenantId, question.atLeast, async () => {
      const found = await this.page(tenantId, question);
      return { position: Number(found.position ?? 0), answer: found };
    });
    if (!page) return undefined;
    return `{"schemas":["${LIST_URN}"],"totalResults":${page.total ?? 0},"startIndex":${question.startIndex},"itemsPerPage":${page.items},"Resources":[${page.text ?? ''}]}`;
  }

  private async page(tenantId: string, question: ListQuestion): Promise<Page> {
    const { startIndex, count, baseUrl, filter, sortBy } = question;
    const values = [tenantId, startIndex, count, `,"location":"${baseUrl}/Users/`];
    if (filter === undefined && sortBy === undefined) {
      const { rows } = await this.pool.query<Page>({ name: 'page', text: PAGE, values });
      return rows[0] as Page;
    }
    const profile = profiles[question.profile];
    const condition =
      filter === undefined
        ? { sql: 'true', values: [] }
        : filterToSql(parseFilter(filter, profile), profile, 5, baseUrl);
    const path = sortBy === undefined ? undefined : splitPath(sortBy);
    const order = orderBy(profile, path, question.sortOrder === 'descending');
    const { rows } = await this.pool.query<Page>(filteredPage(condition.sql, order), [
      ...values,
      ...condition.values,
    ]);
    return rows[0] as Page;
  }
}

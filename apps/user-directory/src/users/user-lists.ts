import type { ListQuestion } from '@rollcall/contracts';
import { parseFilter, profiles, splitPath } from '@rollcall/protocol';
import type { Pool } from 'pg';
import { filterToSql, orderBy } from '../filtering/filter-to-sql';
import type { WaitFor } from '../projecting/wait-for';
import { filteredPage, PAGE } from './list.queries';

interface Page {
  readonly position: string | null;
  readonly text: string;
}

/** Lists that hold for a position of the tenant. */
export class UserLists {
  constructor(
    private readonly pool: Pool,
    private readonly wait: WaitFor,
  ) {}

  /** A ListResponse; undefined when the position was not reached before the deadline. */
  answer(tenantId: string, question: ListQuestion): Promise<string | undefined> {
    return this.wait.until(tenantId, question.atLeast, async () => {
      const { position, text } = await this.page(tenantId, question);
      return { position: Number(position ?? 0), answer: text };
    });
  }

  private async page(tenantId: string, question: ListQuestion): Promise<Page> {
    const { startIndex, count, baseUrl, filter, sortBy } = question;
    const values: unknown[] = [tenantId, startIndex, count, `,"location":"${baseUrl}/Users/`];
    const query =
      filter === undefined && sortBy === undefined
        ? { name: 'page', text: PAGE, values }
        : filtered(question, values);
    const { rows } = await this.pool.query<Page>(query);
    return rows[0] as Page;
  }
}

const filtered = (
  question: ListQuestion,
  values: unknown[],
): { text: string; values: unknown[] } => {
  const { filter, sortBy, sortOrder, baseUrl } = question;
  const profile = profiles[question.profile];
  const condition =
    filter === undefined
      ? { sql: 'true', values: [] }
      : filterToSql(parseFilter(filter, profile), profile, 5, baseUrl);
  const path = sortBy === undefined ? undefined : splitPath(sortBy);
  const order = orderBy(profile, path, sortOrder === 'descending');
  return { text: filteredPage(condition.sql, order), values: [...values, ...condition.values] };
};

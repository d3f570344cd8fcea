import type { ListQuestion } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { WaitFor } from '../projecting/wait-for';
import { conditionsOf } from './conditions';
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
  const { sql = 'true', values: more, order } = conditionsOf(question, 5);
  return { text: filteredPage(sql, order), values: [...values, ...more] };
};

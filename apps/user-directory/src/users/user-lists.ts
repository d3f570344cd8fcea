import type { ListQuestion } from '@rollcall/contracts';
import { groupProfiles, parseFilter, splitPath } from '@rollcall/protocol';
import type { Pool } from 'pg';
import { filterToSql, orderBy } from '../filtering/filter-to-sql';
import type { WaitFor } from '../projecting/wait-for';
import { filteredPage, pageOfUsers } from './list.queries';
import { USERS, type Listed } from './listed';

interface Page {
  readonly position: string | null;
  readonly text: string;
}

const PAGE = { plain: pageOfUsers(USERS), beside: pageOfUsers(USERS, USERS.beside) };

/** Lists of users and groups that hold for a position of the tenant. */
export class UserLists {
  constructor(
    private readonly pool: Pool,
    private readonly wait: WaitFor,
  ) {}

  /** A ListResponse; undefined when the position was not reached before the deadline. */
  answer(tenantId: string, listed: Listed, question: ListQuestion): Promise<string | undefined> {
    return this.wait.until(tenantId, question.atLeast, async () => {
      const { position, text } = await this.page(tenantId, listed, question);
      return { position: Number(position ?? 0), answer: text };
    });
  }

  private async page(tenantId: string, listed: Listed, question: ListQuestion): Promise<Page> {
    const { startIndex, count, baseUrl, filter, sortBy } = question;
    const values: unknown[] = [tenantId, startIndex, count, baseUrl];
    const whole = listed === USERS && filter === undefined && sortBy === undefined;
    const query = whole ? unfiltered(question, values) : filtered(listed, question, values);
    const { rows } = await this.pool.query<Page>(query);
    return rows[0] as Page;
  }
}

/** Whether the resources of a page are read with what stands beside them. */
const showsBeside = ({ beside, profile }: ListQuestion): boolean =>
  beside && groupProfiles[profile] !== undefined;

const unfiltered = (question: ListQuestion, values: unknown[]) =>
  showsBeside(question)
    ? { name: 'page-beside', text: PAGE.beside, values }
    : { name: 'page', text: PAGE.plain, values };

const filtered = (listed: Listed, question: ListQuestion, values: unknown[]) => {
  const { filter, sortBy, sortOrder, baseUrl } = question;
  const profile = listed.profileOf(question.profile);
  if (!profile) throw new Error(`${question.profile} has no ${listed.table}`);
  const condition =
    filter === undefined
      ? { sql: 'true', values: [] }
      : filterToSql(parseFilter(filter, profile), profile, 5, baseUrl);
  const path = sortBy === undefined ? undefined : splitPath(sortBy);
  const order = orderBy(profile, path, sortOrder === 'descending');
  const beside = showsBeside(question) ? listed.beside : undefined;
  return {
    text: filteredPage(listed, condition.sql, order, beside),
    values: [...values, ...condition.values],
  };
};

import type { ListQuestion } from '@rollcall/contracts';
import type { QueryConfig } from 'pg';
import type { Asker } from './caller';
import { besideOf, conditionsOf } from './conditions';
import { checkWeight } from './page-size-limit';
import type { ListReads } from './list-reads';
import { filteredPage, pageOfUsers } from './list.queries';
import { USERS, type Listed } from './resource-table';
import type { Listing } from './listing';

interface Page {
  readonly position: string | null;
  readonly text: string;
  readonly heavy: boolean;
}

const PAGE = { plain: pageOfUsers(USERS), beside: pageOfUsers(USERS, USERS.beside) };

/** Lists of users and groups that hold for a position of the tenant. */
export class UserLists {
  constructor(private readonly reads: ListReads) {}

  /**
   * A ListResponse; undefined when the position was not reached before the deadline. Rejects with
   * a problem 413 when too much stands beside its resources, 400 when its filter costs too much,
   * 429 or 503 (ListRefused) when it could not be read in the time that the asker waits.
   */
  async answer(
    tenantId: string,
    listed: Listed,
    question: ListQuestion,
    asker: Asker,
  ): Promise<Listing | undefined> {
    const found = await this.reads.until(
      tenantId,
      question.atLeast,
      asker,
      async (database, patient) => {
        const query = queryOf(tenantId, listed, question);
        const [page] = await database.query<Page>(tenantId, patient, query);
        return { position: Number(page?.position ?? 0), answer: page };
      },
    );
    checkWeight(found);
    return found && { text: found.text, position: Number(found.position ?? 0) };
  }
}

const queryOf = (tenantId: string, listed: Listed, question: ListQuestion): QueryConfig => {
  const { startIndex, count, baseUrl, filter, sortBy } = question;
  const values: unknown[] = [tenantId, startIndex, count, baseUrl];
  const whole = listed === USERS && filter === undefined && sortBy === undefined;
  return whole ? unfiltered(question, values) : filtered(listed, question, values);
};

const unfiltered = (question: ListQuestion, values: unknown[]) =>
  besideOf(USERS, question)
    ? { name: 'page-beside', text: PAGE.beside, values }
    : { name: 'page', text: PAGE.plain, values };

const filtered = (listed: Listed, question: ListQuestion, values: unknown[]) => {
  const { sql = 'true', values: more, order } = conditionsOf(listed, question, 5);
  return {
    text: filteredPage(listed, sql, order, besideOf(listed, question)),
    values: [...values, ...more],
  };
};

import { Injectable } from '@nestjs/common';
import type { ListQuestion } from '@rollcall/contracts';
import type { QueryConfig } from 'pg';
import type { Caller } from './caller';
import { membershipsOf, conditionsOf } from './conditions';
import { checkPageSize } from './page-size-limit';
import { ListReads } from './list-reads';
import { filteredPage, pageOfUsers } from './list.queries';
import { USERS, type ResourceTable } from './resource-table';
import type { Listing } from './listing.interceptor';

interface Page {
  readonly position: string | null;
  readonly text: string;
  readonly oversized: boolean;
}

/** Rows of a history that the log has lost hold for no position. */
export const LOST = { position: -1, answer: undefined };

const PAGE = { plain: pageOfUsers(USERS), withMemberships: pageOfUsers(USERS, USERS.memberships) };

/** Lists of users and groups that hold for a position of the tenant. */
@Injectable()
export class ResourceLists {
  constructor(private readonly reads: ListReads) {}

  /**
   * A ListResponse; undefined when the position was not reached before the deadline. Rejects with
   * a problem 413 when its resources have too many memberships, 400 when its filter costs too much,
   * 429 or 503 (ListRefused) when it could not be read in the time that the caller waits.
   */
  async answer(
    tenantId: string,
    table: ResourceTable,
    question: ListQuestion,
    caller: Caller,
  ): Promise<Listing | undefined> {
    const found = await this.reads.until(
      tenantId,
      question.atLeast,
      caller,
      async (database, patient) => {
        if (await database.isOfFormerEpoch(tenantId, question.epoch)) return LOST;
        const query = queryOf(tenantId, table, question);
        const [page] = await database.query<Page>(tenantId, patient, query);
        return { position: Number(page?.position ?? 0), answer: page };
      },
    );
    checkPageSize(found);
    return found && { text: found.text, position: Number(found.position ?? 0) };
  }
}

const queryOf = (tenantId: string, table: ResourceTable, question: ListQuestion): QueryConfig => {
  const { startIndex, count, baseUrl, filter, sortBy } = question;
  const values: unknown[] = [tenantId, startIndex, count, baseUrl];
  const whole = table === USERS && filter === undefined && sortBy === undefined;
  return whole ? unfiltered(question, values) : filtered(table, question, values);
};

const unfiltered = (question: ListQuestion, values: unknown[]) =>
  membershipsOf(USERS, question)
    ? { name: 'page-with-memberships', text: PAGE.withMemberships, values }
    : { name: 'page', text: PAGE.plain, values };

const filtered = (table: ResourceTable, question: ListQuestion, values: unknown[]) => {
  const { sql = 'true', values: more, order } = conditionsOf(table, question, 5);
  return {
    text: filteredPage(table, sql, order, membershipsOf(table, question)),
    values: [...values, ...more],
  };
};

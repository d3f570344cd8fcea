import type { ListQuestion } from '@rollcall/contracts';
import { parseFilter, profiles, splitPath } from '@rollcall/protocol';
import { filterToSql, orderBy } from '../filtering/filter-to-sql';

/** A list's filter and order as SQL; `sql` is undefined without a filter. */
export interface Conditions {
  readonly sql: string | undefined;
  readonly values: readonly unknown[];
  readonly order: string;
}

/** `first`: the number of the first parameter that the filter may use. */
export const conditionsOf = (question: ListQuestion, first: number): Conditions => {
  const { filter, sortBy, sortOrder, baseUrl } = question;
  const profile = profiles[question.profile];
  const path = sortBy === undefined ? undefined : splitPath(sortBy);
  const order = orderBy(profile, path, sortOrder === 'descending');
  if (filter === undefined) return { sql: undefined, values: [], order };
  const { sql, values } = filterToSql(parseFilter(filter, profile), profile, first, baseUrl);
  return { sql, values, order };
};

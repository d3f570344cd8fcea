import type { ListQuestion } from '@rollcall/contracts';
import { groupProfiles, parseFilter, splitPath } from '@rollcall/protocol';
import { checkCost } from '../filtering/cost';
import { filterToSql, orderBy } from '../filtering/filter-to-sql';
import type { Listed } from './resource-table';

/** A list's filter and order as SQL; `sql` is undefined without a filter. */
export interface Conditions {
  readonly sql: string | undefined;
  readonly values: readonly unknown[];
  readonly order: string;
}

/**
 * `first`: the number of the first parameter that the filter may use. Throws ListRefused when filter
 * and order together cost too much.
 */
export const conditionsOf = (listed: Listed, question: ListQuestion, first: number): Conditions => {
  const { filter, sortBy, sortOrder, baseUrl } = question;
  const profile = listed.profileOf(question.profile);
  if (!profile) throw new Error(`${question.profile} has no ${listed.table}`);
  const path = sortBy === undefined ? undefined : splitPath(sortBy);
  const tree = filter === undefined ? undefined : parseFilter(filter, profile);
  checkCost(profile, { filter: tree, sortBy: path, isKept: question.cursor !== undefined });
  const order = orderBy(profile, path, sortOrder === 'descending');
  if (tree === undefined) return { sql: undefined, values: [], order };
  const { sql, values } = filterToSql(tree, profile, first, baseUrl);
  return { sql, values, order };
};

/** SQL of what stands beside the resources of a page, when it is asked for and there is any. */
export const besideOf = (listed: Listed, { beside, profile }: ListQuestion): string | undefined =>
  beside && groupProfiles[profile] !== undefined ? listed.beside : undefined;

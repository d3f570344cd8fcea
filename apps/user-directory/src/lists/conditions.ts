import type { ListQuestion } from '@rollcall/contracts';
import { groupProfiles, parseFilter, splitPath } from '@rollcall/protocol';
import { checkCost } from './cost';
import { filterToSql, orderBy } from '../filtering/filter-to-sql';
import type { ResourceTable } from './resource-table';

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
export const conditionsOf = (
  table: ResourceTable,
  question: ListQuestion,
  first: number,
): Conditions => {
  const { filter, sortBy, sortOrder, baseUrl } = question;
  const profile = table.profileOf(question.profile);
  if (!profile) throw new Error(`${question.profile} has no ${table.name}`);
  const path = sortBy === undefined ? undefined : splitPath(sortBy);
  const tree = filter === undefined ? undefined : parseFilter(filter, profile);
  checkCost(profile, { filter: tree, sortBy: path, isSnapshot: question.cursor !== undefined });
  const order = orderBy(profile, path, sortOrder === 'descending');
  if (tree === undefined) return { sql: undefined, values: [], order };
  const { sql, values } = filterToSql(tree, profile, first, baseUrl);
  return { sql, values, order };
};

/** SQL of the memberships of a page's resources, if the request wants them and the tenant has groups. */
export const membershipsOf = (
  table: ResourceTable,
  { beside, profile }: ListQuestion,
): string | undefined =>
  beside && groupProfiles[profile] !== undefined ? table.memberships : undefined;

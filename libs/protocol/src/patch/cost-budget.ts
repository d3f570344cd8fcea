/** What the operations of one PATCH may cost: a short body can ask for very much. */
import { ScimError } from '../errors';
import type { Filter } from '../filter/ast';
import { LIMITS } from '../limits';

/** Counts the comparisons with values of lists, and ends a request that asks for too many. */
export class CostBudget {
  private spent = 0;

  /** Throws 413 when the comparisons of this request are used up. */
  spend(comparisons: number): void {
    this.spent += comparisons;
    if (this.spent > LIMITS.comparisons)
      throw new ScimError(
        413,
        `The operations need more than ${LIMITS.comparisons} comparisons. Send them in several requests.`,
      );
  }
}

/** How many comparisons a filter makes for one value. */
export const termsOf = (filter: Filter): number => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.reduce((sum, term) => sum + termsOf(term), 0);
    case 'not':
      return termsOf(filter.term);
    case 'valuePath':
      return termsOf(filter.filter);
    case 'compare':
    case 'present':
      return 1;
  }
};

/** What the operations of one PATCH may cost: a short body can ask for very much. */
import { ScimError } from '../errors';
import type { Filter } from '../filter/ast';
import { LIMITS } from '../limits';

/** Counts the looks at values of lists, and ends a request that asks for too many. */
export class Work {
  private done = 0;

  /** Throws 413 when the looks of this request are used up. */
  add(looks: number): void {
    this.done += looks;
    if (this.done > LIMITS.looks)
      throw new ScimError(
        413,
        `The operations look at values ${LIMITS.looks} times or more. Send them in several requests.`,
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
    default:
      return 1;
  }
};

import { printPath } from '../path';
import type { Filter } from './ast';

/** The text of a filter; parseFilter reads the same tree from it. */
export const printFilter = (filter: Filter): string => {
  switch (filter.kind) {
    case 'compare':
      return `${printPath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${printPath(filter.path)} pr`;
    case 'valuePath':
      return `${printPath(filter.path)}[${printFilter(filter.filter)}]`;
    case 'not':
      return `not (${printFilter(filter.term)})`;
    case 'and':
    case 'or':
      return filter.terms
        .map((term) =>
          term.kind === 'and' || term.kind === 'or' ? `(${printFilter(term)})` : printFilter(term),
        )
        .join(` ${filter.kind} `);
  }
};

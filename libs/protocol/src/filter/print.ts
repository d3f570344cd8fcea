import { printPath, type AttributePath } from '../path';
import type { Profile } from '../profiles/profile';
import type { Filter } from './ast';

/** The same text for every spelling of one question: names have no case, and need no URN of the core. */
export const questionOf = (filter: Filter, profile?: Profile): string =>
  printFilter(plain(filter, profile?.core.id.toLowerCase()));

const plain = (filter: Filter, core: string | undefined): Filter => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, terms: filter.terms.map((term) => plain(term, core)) };
    case 'not':
      return { ...filter, term: plain(filter.term, core) };
    case 'valuePath':
      return { ...filter, path: plainPath(filter.path, core), filter: plain(filter.filter, core) };
    case 'compare':
    case 'present':
      return { ...filter, path: plainPath(filter.path, core) };
  }
};

const plainPath = (
  { schema, ...names }: AttributePath,
  core: string | undefined,
): AttributePath => {
  const urn = schema?.toLowerCase();
  const { attribute, subAttribute } = names;
  return {
    attribute: attribute.toLowerCase(),
    ...(subAttribute === undefined ? {} : { subAttribute: subAttribute.toLowerCase() }),
    ...(urn === undefined || urn === core ? {} : { schema: urn }),
  };
};

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

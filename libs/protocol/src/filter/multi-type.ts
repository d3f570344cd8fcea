/** A filter over several types of resources (RFC 7644 §3.4.2.1). */
import { resolvePath, type AttributePath } from '../path';
import type { Profile } from '../profiles/profile';
import { qualified } from './qualified';
import type { Filter } from './ast';
import { parseFilter } from './parse';
import { printFilter } from './print';

const ALWAYS: Filter = { kind: 'present', path: { attribute: 'id' } };
const NEVER: Filter = { kind: 'not', term: ALWAYS };

/**
 * The filter for each profile: an attribute that a type does not have is one without a value there.
 * Throws invalidFilter for an attribute that none has.
 */
export const filterForEach = (text: string, profiles: readonly Profile[]): readonly Filter[] => {
  const filter = parseFilter(text);
  const [first] = profiles;
  if (profiles.length === 1 && first) return [parseFilter(text, first)];
  const unknown = pathsOf(filter).some(
    (path) => !profiles.some((profile) => resolvePath(profile, named(path, profile))),
  );
  if (unknown && first) parseFilter(text, first);
  // Read again, so that types and operators are checked as well.
  return profiles.map((profile) => parseFilter(printFilter(within(filter, profile)), profile));
};

const named = (path: AttributePath, profile: Profile): AttributePath =>
  qualified(path, (one) => resolvePath(profile, one) !== undefined);

const pathsOf = (filter: Filter): readonly AttributePath[] => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.flatMap(pathsOf);
    case 'not':
      return pathsOf(filter.term);
    case 'compare':
    case 'present':
    case 'valuePath':
      return [filter.path];
  }
};

const within = (filter: Filter, profile: Profile): Filter => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, terms: filter.terms.map((term) => within(term, profile)) };
    case 'not':
      return { ...filter, term: within(filter.term, profile) };
    case 'compare':
    case 'present':
    case 'valuePath': {
      const path = named(filter.path, profile);
      return resolvePath(profile, path) ? { ...filter, path } : withoutValue(filter);
    }
  }
};

/** What a comparison says of an attribute without a value: `ne` is the opposite of `eq`. */
const withoutValue = (filter: Filter): Filter =>
  filter.kind === 'compare' && (filter.operator === 'ne') !== (filter.value === null)
    ? ALWAYS
    : NEVER;

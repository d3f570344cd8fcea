import { forEach, list, row, type Row, run, type Texts } from '@rollcall/testing';
import { ifMatchHolds, ifNoneMatchHolds } from '../etag';
import { filterForEach } from '../filter/multi-type';
import { matches } from '../filter/matches';
import { parseFilter } from '../filter/parse';
import { printFilter, questionOf } from '../filter/print';
import { LIMITS } from '../limits';
import { resolvePath, splitPath } from '../path';
import { projectResource, shows } from '../present';
import { full, fullGroups } from '../profiles/full';
import { parseListQuery, parseProjection } from '../query';
import { parseSearch, SEARCH_URN } from '../search';
import { BODY, COUNT, FILTERS, HEAD, NAMES, names, PATHS, resource, terms } from './inputs.fixture';

const WHOLE: Texts = [
  ['digits', (n) => run(n, '1', 'x')],
  ['blanks', (n) => run(n, ' ', '1 x')],
];

const LISTS: Texts = [
  ['names', (n) => run(n, 'name.id, ')],
  ['commas', (n) => run(n, ',')],
  ['one name', (n) => run(n, 'a.')],
];

const TAGS: Texts = [
  ['tags', (n) => run(n, 'W/"1",')],
  ['commas', (n) => run(n, ',')],
  ['blanks', (n) => run(n, ' ', 'x')],
  ['blanks behind a tag', (n) => `"1"${run(n - 3, ' ', 'x')}`],
  ['a tag that does not end', (n) => `"${run(n - 1, 'a')}`],
  ['quotation marks', (n) => run(n, '"')],
];

const compared = (term: string) => (count: number) => parseFilter(terms(count, term));
const queryWith = (name: string) => (text: string) => parseListQuery({ [name]: text }, full);
const only = (name: string) => (count: number) => ({
  kind: 'only' as const,
  names: list(count, () => name),
});

export const queryRows: readonly Row[] = [
  ...forEach('parseFilter', LIMITS.filter, FILTERS, (text) => parseFilter(text, full)),
  ...forEach('filterForEach', LIMITS.filter, FILTERS.slice(0, 4), (text) =>
    filterForEach(text, [full, fullGroups]),
  ),
  ...forEach('parseListQuery', HEAD, FILTERS.slice(0, 2), queryWith('filter')),
  ...forEach('parseListQuery', HEAD, PATHS.slice(0, 4), queryWith('sortBy')),
  ...forEach('parseListQuery', HEAD, WHOLE, queryWith('count')),
  ...forEach('parseListQuery', HEAD, [['letters', (n) => run(n, 'a', '!')]], queryWith('cursor')),
  ...forEach('splitPath', HEAD, PATHS, splitPath),
  ...forEach('parseProjection', BODY, LISTS, (attributes) => parseProjection({ attributes }, full)),
  ...forEach('ifMatchHolds', HEAD, TAGS, (header) => ifMatchHolds(header, 2)),
  ...forEach('ifNoneMatchHolds', HEAD, TAGS, (header) => ifNoneMatchHolds(header, 2)),
  row(
    'parseSearch',
    'members',
    NAMES,
    (n) => ({ schemas: [SEARCH_URN], ...names(n) }),
    parseSearch,
  ),
  row(
    'parseSearch',
    'names',
    COUNT,
    (n) => ({ schemas: [SEARCH_URN], attributes: list(n, (i) => `a${i}`) }),
    parseSearch,
  ),
  row(
    'resolvePath',
    'a name',
    HEAD,
    (n) => ({ attribute: run(n, 'A'), schema: run(n, 'U') }),
    (path) => resolvePath(full, path),
  ),
  row('printFilter', 'comparisons', LIMITS.terms, compared('title eq "a"'), printFilter),
  row('questionOf', 'comparisons', LIMITS.terms, compared('title eq "a"'), (filter) =>
    questionOf(filter, full),
  ),
  row('matches', 'comparisons', LIMITS.terms, compared('emails.value co "z"'), (filter) =>
    matches(filter, resource(50), full),
  ),
  row('matches', 'values', LIMITS.values, resource, (one) =>
    matches(parseFilter('emails[value ew "z"]'), one, full),
  ),
  row('shows', 'names', COUNT, only('name.givenName'), (one) => shows(full, one, 'groups')),
  row('projectResource', 'names', COUNT, only('emails.value'), (one) =>
    projectResource(full, resource(10), one),
  ),
  row('projectResource', 'values', LIMITS.values, resource, (one) =>
    projectResource(full, one, { kind: 'without', names: ['emails.value', 'emails.type'] }),
  ),
];

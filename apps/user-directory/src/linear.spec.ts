import 'reflect-metadata';
import { DEADLINE } from '@rollcall/platform';
import { full, LIMITS, parseFilter, splitPath } from '@rollcall/protocol';
import {
  forEach,
  functionsOfRequests,
  growthOf,
  list,
  MOST_GROWTH,
  row,
  run,
  TEXTS,
  withoutRow,
  type Row,
  type Texts,
} from '@rollcall/testing';
import type { FastifyRequest } from 'fastify';
import { idAfter, listQuestion, wholeNumber } from './access/query-params';
import { acceptsGzip, idOfTenant } from './snapshot/snapshot-params';
import { checkCost } from './lists/cost';
import { filterToSql, orderBy } from './filtering/filter-to-sql';
import { callerOf } from './lists/caller';
import { conditionsOf } from './lists/conditions';
import { USERS } from './lists/resource-table';

/** Characters of an address, or of a header. */
const HEAD = 16_384;

const FILTERS: Texts = [
  ['comparisons', (n) => list(n / 34, () => 'title eq "a"').join(' or ')],
  ['brackets', (n) => list(n / 40, () => 'emails[type eq "a"]').join(' or ')],
  ['parentheses', (n) => run(n, '(')],
];

const request = (headers: object): FastifyRequest =>
  ({ headers, raw: { socket: {} } }) as FastifyRequest;
const questionOf = (name: string) => (text: string) => listQuestion({ [name]: text }, full);
const terms = (term: string) => (count: number) =>
  parseFilter(list(count, () => term).join(' or '), full);
const question = (filter: string) => ({
  profile: 'full' as const,
  startIndex: 1,
  count: 1,
  atLeast: 0,
  baseUrl: '',
  beside: false,
  filter,
});

const ROWS: readonly Row[] = [
  ...forEach('listQuestion', HEAD, FILTERS, questionOf('filter')),
  ...forEach('listQuestion', HEAD, TEXTS, questionOf('sortBy')),
  ...forEach('listQuestion', HEAD, TEXTS, questionOf('startIndex')),
  ...forEach('listQuestion', HEAD, TEXTS, questionOf('atLeast')),
  ...forEach('wholeNumber', HEAD, TEXTS, (text) => wholeNumber('count', text)),
  ...forEach('idAfter', HEAD, TEXTS, idAfter),
  ...forEach(
    'acceptsGzip',
    HEAD,
    [...TEXTS, ['codings', (n) => list(n / 4, () => 'a;q=1').join()]],
    (text) => acceptsGzip(text),
  ),
  ...forEach('idOfTenant', HEAD, TEXTS, (text) => {
    try {
      idOfTenant('tenant', text);
    } catch {
      // Nearly every text is no id.
    }
  }),
  ...forEach('callerOf', HEAD, TEXTS, (text) => callerOf(request({ [DEADLINE]: text }))),
  ...forEach('conditionsOf', LIMITS.filter, FILTERS, (text) =>
    conditionsOf(USERS, question(text), 1),
  ),
  ...['title eq "a"', 'emails.value co "a"', 'groups.display sw "a"', 'not (title eq "a")'].flatMap(
    (term) => [
      row('filterToSql', term, LIMITS.terms, terms(term), (filter) =>
        filterToSql(filter, full, 1, 'http://scim.test'),
      ),
      row('checkCost', term, LIMITS.terms, terms(term), (filter) =>
        checkCost(full, { filter, isSnapshot: false } as Parameters<typeof checkCost>[1]),
      ),
    ],
  ),
  ...forEach('orderBy', HEAD, [['a URN', (n) => `urn:${run(n, 'a:')}title`]], (text) =>
    orderBy(full, splitPath(text), false),
  ),
];

const OTHERS: Readonly<Record<string, string>> = {
  ageInSeconds: 'takes two numbers',
  behind: 'takes nothing',
  notFound: 'takes a word of ours',
};

describe('the work of the directory is linear in its input', () => {
  it('has a row for every function that is given something of a request', () => {
    const given = functionsOfRequests(__dirname);
    expect(Object.keys(given).length).toBeGreaterThan(1);
    expect(withoutRow(given, ROWS, OTHERS)).toEqual([]);
  });

  it.each(ROWS)('$name: $says', (one) => expect(growthOf(one)).toBeLessThan(MOST_GROWTH));
});

import { flat, forEach, list, row, type Row, run, type Texts } from '@rollcall/testing';
import { orderOf, Waiting } from '../bulk/order';
import { planBulk } from '../bulk/plan';
import { resolved as resolveReferences } from '../bulk/references';
import { BULK_REQUEST_URN, parseBulk, type BulkOperation } from '../bulk/request';
import { bulkResponse } from '../bulk/response';
import { foldCase } from '../case-fold';
import { LIMITS } from '../limits';
import { listResponseText } from '../list';
import { readInstant } from '../instant';
import { full } from '../profiles/full';
import { applyQuirks } from '../quirks/index';
import { checkInterop } from '../strictness/interop';
import { replaceWhole } from '../strictness/interop-replace';
import { closeRendering, renderResource } from '../render';
import { switchesOff } from '../switch-off';
import {
  BODY,
  COUNT,
  emails,
  group,
  HEAD,
  MARKS,
  marks,
  NAMES,
  names,
  operations,
  patching,
  PATHS,
  USER,
  user,
} from './inputs.fixture';

const bulk = (...Operations: readonly unknown[]) => ({ schemas: [BULK_REQUEST_URN], Operations });
const post = (bulkId: string, data: object) => ({ method: 'POST', path: '/Groups', bulkId, data });
const refers = (count: number, first = 0) =>
  group({ members: list(count, (i) => ({ value: `bulkId:b${first + i}` })) });
/** A few operations refer to all the others, which come behind them. */
const referring = (size: number) =>
  bulk(
    ...list(20, (i) => post(`a${i}`, refers(size))),
    ...list(size, (i) => post(`b${i}`, group())),
  );
/** Each operation refers to the one behind it. */
const inARow = (size: number) => bulk(...list(size, (i) => post(`b${i}`, refers(1, i + 1))));
const planned = (body: object) => planBulk(parseBulk(body));
const first = (body: object): BulkOperation => parseBulk(body).operations[0] as BulkOperation;
const waits = (some: readonly BulkOperation[]) => {
  const waiting = new Waiting(new Map());
  return some.map((one) => [waiting.mayPass(one), waiting.add(one)]);
};

const REFERENCES: Texts = [
  ['references in a path', (n) => run(n, '"bulkId:')],
  ['references that do not end', (n) => run(n, '"bulkId:a\\')],
];
const MOST = LIMITS.bulkOperations * 0.9;

const bulkRows: readonly Row[] = [
  row('parseBulk', 'operations', MOST, inARow, parseBulk),
  ...forEach('parseBulk', BODY, PATHS.slice(0, 1), (path) =>
    parseBulk(bulk({ method: 'PUT', path, data: {} })),
  ),
  row('planBulk', 'operations that refer to all others', MOST, referring, planned),
  row('planBulk', 'operations in a row', MOST, inARow, planned),
  ...forEach('planBulk', BODY, REFERENCES, (path) => planned(bulk(post('a', { path })))),
  row(
    'orderOf',
    'operations that refer to all others',
    MOST,
    (n) => planned(referring(n)),
    orderOf,
  ),
  row('orderOf', 'operations in a row', MOST, (n) => planned(inARow(n)), orderOf),
  row(
    'Waiting.mayPass',
    'operations',
    MOST,
    (n) => parseBulk(inARow(n)).operations as readonly BulkOperation[],
    waits,
  ),
  row(
    'Waiting.mayPass',
    'combining marks',
    MARKS,
    (n) => [first(bulk(post('a', { displayName: marks(n) })))],
    waits,
  ),
  row(
    'resolveReferences',
    'references',
    COUNT,
    (n) => first(bulk(post('a', refers(n)))),
    (one) => resolveReferences(one, () => 'x'),
  ),
  ...forEach('resolveReferences', BODY, REFERENCES, (path) =>
    resolveReferences(first(bulk(post('a', { path }))), () => 'x'),
  ),
  row(
    'bulkResponse',
    'results',
    LIMITS.bulkOperations,
    (n) =>
      list(n, (i) => ({
        method: 'POST',
        bulkId: `${i}`,
        location: 'x',
        version: 'W/"1"',
        status: 201,
        refused: undefined,
      })),
    (results) => JSON.stringify(bulkResponse(results)),
  ),
];

const entraPatch = (size: number) =>
  operations(
    ...list(size, (i) => ({
      op: 'Add',
      path: 'emails[primary eq "True"].value',
      value: [{ $ref: null, value: `${i}` }],
    })),
  );
const rewritten =
  (method: string, path = '/Users') =>
  (body: unknown) =>
    applyQuirks({ method, path, body });

const quirkRows: readonly Row[] = [
  ...forEach('applyQuirks', BODY, PATHS, (path) =>
    rewritten('PATCH')(patching(path, { [path]: 'True' })),
  ),
  row('applyQuirks', 'operations', COUNT, entraPatch, rewritten('PATCH')),
  row('applyQuirks', 'names', NAMES, (n) => user(names(n)), rewritten('POST')),
  row(
    'applyQuirks',
    'names without a path',
    NAMES,
    (n) => operations({ op: 'Add', value: names(n, 'name.') }),
    rewritten('PATCH'),
  ),
  row(
    'applyQuirks',
    'schemas',
    COUNT,
    (n) => ({ schemas: list(n, () => 'urn:scim:schemas:core:1.0') }),
    rewritten('PUT'),
  ),
  row(
    'applyQuirks',
    'an address',
    HEAD,
    (n) => run(n, '/Bulk/'),
    (path) => rewritten('POST', path)({}),
  ),
  row('checkInterop', 'operations', COUNT, entraPatch, (body) =>
    checkInterop({ method: 'PATCH', body }, new Set()),
  ),
  row(
    'checkInterop',
    'schemas',
    COUNT,
    (n) => ({ schemas: list(n, () => USER) }),
    (body) => checkInterop({ method: 'POST', body }, new Set([USER.toLowerCase()])),
  ),
  row(
    'replaceWhole',
    'operations',
    COUNT,
    (n) => operations(...list(n, () => ({ op: 'replace', path: 'name', value: { a: 'a' } }))),
    (body) => replaceWhole(full, body),
  ),
  ...forEach('replaceWhole', BODY, PATHS.slice(0, 4), (path) =>
    replaceWhole(full, patching(path, {})),
  ),
];

const INSTANTS: Texts = [
  ['digits', (n) => run(n, '1')],
  ['zones', (n) => run(n, '+00:00')],
  ['digits of a second', (n) => `2026-01-31T12:00:00.${run(n - 20, '1', 'x')}`],
  ['zeros of a second', (n) => `2026-01-31T12:00:00.${run(n - 20, '0', 'Z')}`],
];
const FOLDED: Texts = [
  ['combining marks', marks],
  ['sigmas', (n) => run(n, 'ς')],
  ['30 marks and a letter', (n) => run(n, `a${'\u0316'.repeat(15)}${'\u0301'.repeat(15)}`)],
];
const rendering = (count: number): string =>
  renderResource(full, {
    id: '1',
    version: 1,
    created: '',
    lastModified: '',
    attributes: { userName: 'a', emails: emails(count) },
  });

const textRows: readonly Row[] = [
  ...forEach('foldCase', MARKS, FOLDED, foldCase),
  ...forEach('readInstant', LIMITS.text, INSTANTS, readInstant),
  row('renderResource', 'values', LIMITS.values, (n) => n, rendering),
  row('closeRendering', 'values', LIMITS.values, rendering, (text) =>
    closeRendering(text, 'x', '"groups":[]'),
  ),
  row(
    'listResponseText',
    'resources',
    LIMITS.page,
    (n) => list(n, () => flat(rendering(4))),
    (some) => listResponseText(1, 1, some),
  ),
];

const offRows: readonly Row[] = [
  row('switchesOff', 'operations', COUNT, entraPatch, switchesOff),
  row('switchesOff', 'names', NAMES, names, switchesOff),
  ...forEach('switchesOff', BODY, PATHS, (path) => switchesOff(patching(path, { [path]: path }))),
  ...forEach('switchesOff', BODY, [['a value', (n) => run(n, ' ', 'x')]], (value) =>
    switchesOff({ active: value }),
  ),
];

export const messageRows: readonly Row[] = [...bulkRows, ...quirkRows, ...textRows, ...offRows];

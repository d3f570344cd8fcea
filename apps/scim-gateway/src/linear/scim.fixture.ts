/** Functions outside of the protocol library that read a SCIM request: its address, headers, log entry. */
import type { TenantId } from '@rollcall/contracts';
import { LIMITS, ScimError } from '@rollcall/protocol';
import { forEach, list, row, type Row, run, TEXTS, type Texts } from '@rollcall/testing';
import type { FastifyReply } from 'fastify';
import { bearerToken } from '../scim/auth/bearer';
import { MOST_HEAD, overlong } from '../http/head-limits';
import { Cursors, type Bound } from '../scim/listing/cursors';
import { attributeNames, isResourceId, shownPath } from '../request-log/names';
import { explain, nameOf, withoutValues } from '../request-log/explanation';
import { Recorder } from '../request-log/recorder';
import { refusedSwitchOffs } from '../request-log/refused-switch-off';
import { queryWithoutSecrets, withoutSecrets } from '../request-log/without-secrets';
import { readBody, readMessage, rewritten } from '../scim/pipeline/body';
import type { ScimRequest } from '../scim/pipeline/caller';
import { changeContextOf, conditionOfVersion, projectionOf } from '../scim/pipeline/conditions';
import { answerType, checkBodyType } from '../http/media-types';
import { isOAuth } from '../http/surface';
import { Methods, otherVersion } from '../http/methods';
import { isUserId } from '../scim/pipeline/resource-id';
import { BODY, COUNT, HEAD, NAMES, names, PATHS } from './inputs.fixture';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const caller = { tenantId: 't' as TenantId, tenant: { profile: 'full' } };
const dialect = { strictness: 'lenient', quirksOff: new Set<string>() };
const requestWith = (more: object): ScimRequest =>
  ({
    method: 'PATCH',
    url: '/scim/v2/Users/x',
    headers: {},
    query: {},
    params: {},
    id: 'c',
    caller,
    dialect,
    routeOptions: { url: '/scim/v2/Users/:id' },
    ...more,
  }) as unknown as ScimRequest;
const reply = {
  statusCode: 400,
  elapsedTime: 1,
  getHeader: () => undefined,
} as unknown as FastifyReply;

const patch = (...Operations: readonly object[]) => ({ Operations });
const patched = (count: number) =>
  patch(...list(count, (i) => ({ op: 'add', path: `x${i}[`, value: 1 })));
const failed = (detail: string) => {
  const scim = new ScimError(400, detail, 'invalidSyntax', {
    code: 'attribute-unknown',
    attribute: detail,
  });
  return { error: scim, scim };
};

const ADDRESSES: Texts = [
  ['slashes', (n) => `/scim/v2${run(n, '/')}`],
  ['letters', (n) => `/scim/v2/${run(n, 'a')}`],
  ['parts', (n) => `/scim/v2${run(n, '/a')}`],
  ['digits of a version', (n) => `/scim/v${run(n, '1', 'x')}`],
  ['semicolons and question marks', (n) => `/scim/v2/Users${run(n, ';?')}`],
  ['lines', (n) => `/scim/v2/Users${run(n, '?\n')}`],
  ['dots', (n) => `/scim/v2/Users/${run(n, '.')}`],
];

const FILTERS: Texts = [
  ['quotation marks', (n) => run(n, '"')],
  ['backslashes', (n) => `a eq "${run(n, '\\')}`],
  ['an open text', (n) => `a eq "${run(n, '\\"')}`],
  ['operators', (n) => run(n, ' eq ')],
  ['values', (n) => run(n, ' eq a')],
  ['brackets', (n) => run(n, '[a eq ')],
  ['blanks', (n) => run(n, ' ')],
  ['dots', (n) => `a eq ${run(n, '.')}`],
];

const ACCEPTS: Texts = [
  ['types without a comma', (n) => `q=0,${run(n, 'scim+json;')}`],
  ['parameters', (n) => run(n, 'application/scim+json;q=0')],
  ['commas', (n) => run(n, ',')],
  ['semicolons', (n) => run(n, ';')],
  ['blanks', (n) => `application/scim+json;${run(n, ' ')}q=0x`],
];

const CREDENTIALS: Texts = [
  ['letters', (n) => `Bearer ${run(n, 'a')}`],
  ['blanks before', (n) => `bearer${run(n, ' ')}`],
  ['blanks behind', (n) => `bearer a${run(n, ' ', 'x')}`],
  ['blanks between', (n) => `bearer ${run(n, 'a ')}`],
];

const CHARSETS: Texts = [
  ['semicolons', (n) => `application/json${run(n, ';')}`],
  ['blanks', (n) => `application/json;${run(n, ' ')}`],
  ['charsets', (n) => `application/json${run(n, ';charset')}`],
  ['a charset', (n) => `application/json;charset=${run(n, 'a')}`],
  ['blanks before a charset', (n) => `application/json;charset${run(n, ' ')}`],
];

const DETAILS: Texts = [
  ['quotation marks', (n) => run(n, '"')],
  ['an open quotation', (n) => `"${run(n, 'a')}`],
  ['escaped quotation marks', (n) => run(n, '\\"')],
  ['open quotations and escapes', (n) => run(n, '"\\', '\\')],
  ['open brackets in quotations', (n) => `"${run(n, '[')}"`],
];

const bound: Bound = {
  tenantId: 't',
  profile: 'full',
  endpoint: 'Users',
  filter: undefined,
  sortBy: undefined,
  sortOrder: 'ascending',
  count: 1,
};
const cursors = new Cursors(['a:0123456789abcdef0123456789abcdef']);
const methods = new Methods();
for (const url of ['/scim/v2/Users', '/scim/v2/Users/:id', '/scim/v2/Bulk', '/console/*'])
  methods.add('GET', url);

const inHeader = (name: string) => (text: string) =>
  overlong(requestWith({ headers: { [name]: text } }));

const headRows: readonly Row[] = [
  ...forEach('answerType', MOST_HEAD, ACCEPTS, answerType),
  ...forEach('bearerToken', MOST_HEAD, CREDENTIALS, bearerToken),
  ...forEach('checkBodyType', HEAD, CHARSETS, (type) =>
    checkBodyType({ 'content-type': type, 'content-length': '1' }),
  ),
  ...forEach('checkBodyType', HEAD, TEXTS, (encoding) =>
    checkBodyType({ 'content-encoding': encoding, 'content-length': '1' }),
  ),
  ...forEach('overlong', HEAD, TEXTS, inHeader('accept')),
  ...forEach('Cursors.open', LIMITS.cursor, TEXTS, (text) => cursors.open(bound, text)),
  ...forEach('changeContextOf', HEAD, TEXTS, (text) =>
    changeContextOf(
      requestWith({ headers: { 'if-match': text, 'if-none-match': text } }),
    ).condition(1),
  ),
  ...forEach('conditionOfVersion', LIMITS.key, TEXTS, (text) => conditionOfVersion(text)(1)),
  ...forEach('projectionOf', HEAD, PATHS, (attributes) =>
    projectionOf(requestWith({ query: { attributes } })),
  ),
  ...forEach('Methods.allow', HEAD, ADDRESSES, (url) => methods.allow(url)),
  ...forEach('otherVersion', HEAD, ADDRESSES, otherVersion),
  ...forEach('isOAuth', HEAD, ADDRESSES, (url) => isOAuth(requestWith({ url, routeOptions: {} }))),
  ...forEach('isUserId', HEAD, TEXTS, isUserId),
  ...forEach('isResourceId', HEAD, TEXTS, isResourceId),
];

const logRows: readonly Row[] = [
  ...forEach('nameOf', BODY, PATHS, nameOf),
  ...forEach('attributeNames', BODY, PATHS, (path) => attributeNames(patch({ op: 'add', path }))),
  ...forEach('attributeNames', BODY, PATHS, (name) => attributeNames({ [name]: 1 })),
  row('attributeNames', 'names', NAMES, names, attributeNames),
  row('attributeNames', 'names that are hidden', NAMES, (n) => names(n, '['), attributeNames),
  row('attributeNames', 'operations', COUNT, patched, attributeNames),
  row(
    'attributeNames',
    'parts of a long URN',
    NAMES,
    (n) => ({ [`urn:${run(n * 16, 'x')}`]: names(n) }),
    attributeNames,
  ),
  row(
    'attributeNames',
    'data of operations',
    COUNT,
    (n) => patch(...list(n, () => ({ method: 'PATCH', path: '/Users/x', data: patched(1) }))),
    attributeNames,
  ),
  ...forEach('shownPath', HEAD, ADDRESSES, (url) => shownPath(url, {})),
  ...forEach('shownPath', HEAD, FILTERS, (filter) => shownPath('/scim/v2/Users?', { filter })),
  ...forEach('shownPath', HEAD, PATHS, (sortBy) => shownPath('/scim/v2/Users?', { sortBy })),
  row('shownPath', 'parameters', NAMES, names, (query) => shownPath('/scim/v2/Users?', query)),
  ...forEach('withoutValues', BODY, DETAILS, (detail) => withoutValues(failed(detail).scim)),
  ...forEach('explain', BODY, [...DETAILS, ...PATHS], (detail) => explain(failed(detail))),
  ...forEach(
    'withoutSecrets',
    BODY,
    [['tokens', (n) => run(n, 'rc_0123456789abcdef_')], ...TEXTS],
    (text) => withoutSecrets({ path: text, value: text, a: [text] }),
  ),
  row('queryWithoutSecrets', 'names', NAMES, names, queryWithoutSecrets),
  ...forEach('queryWithoutSecrets', HEAD, FILTERS, (filter) => queryWithoutSecrets({ filter })),
  row('withoutSecrets', 'names', NAMES, names, withoutSecrets),
  row('withoutSecrets', 'operations', COUNT, patched, withoutSecrets),
  row(
    'Recorder.entry',
    'operations of a refused request that is captured',
    COUNT,
    (n) =>
      requestWith({
        sent: patched(n),
        body: '',
        refused: failed(run(n, '"[')),
        url: `/scim/v2/Users?${run(n, 'a=b&')}`,
        query: names(n / 4),
      }),
    (request) => new Recorder({ on: () => true } as never).entry(request, reply),
  ),
  ...forEach('refusedSwitchOffs', BODY, PATHS, (path) =>
    refusedSwitchOffs(
      requestWith({
        sent: patch({ path, value: false }),
        refused: failed('x'),
        params: { id: '00000000-0000-0000-0000-000000000000' },
      }),
      400,
    ),
  ),
  ...forEach(
    'refusedSwitchOffs',
    BODY,
    [['a body that is not JSON', (n) => `{"active":${run(n / 16, '[')}`]],
    (body) =>
      refusedSwitchOffs(
        requestWith({
          body,
          refused: failed('x'),
          params: { id: '00000000-0000-0000-0000-000000000000' },
        }),
        400,
      ),
  ),
];

const bodies = (make: (size: number) => object) => (size: number) =>
  requestWith({ body: JSON.stringify(make(size)) });

const bodyRows: readonly Row[] = [
  row('readBody', 'operations', COUNT, bodies(patched), readBody),
  row(
    'readBody',
    'names',
    COUNT,
    bodies((n) => ({ schemas: [USER], ...names(n) })),
    readBody,
  ),
  row('readMessage', 'members', COUNT, bodies(names), (request) => readMessage(request)),
  row(
    'rewritten',
    'operations of one request, each of which takes quirks',
    LIMITS.bulkOperations,
    (n) => list(n, () => patch({ op: 'Add', path: 'active', value: 'True' })),
    (some) => {
      const request = requestWith({});
      for (const body of some) rewritten(request, { method: 'PATCH', path: '/Users/x', body });
    },
  ),
];

export const scimRows: readonly Row[] = [...headRows, ...logRows, ...bodyRows];

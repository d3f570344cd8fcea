// The worst inputs that are known, for tools/bench/hostile.mjs: what each is, and what is sent.
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** Just below the limit of a body, and of what headers and address may hold together. */
const BODY = 1_040_000;
const HEAD = 15_000;
/** Below the limit of what is looked at before it is known who asks. */
const EARLY = 4_000;

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {string} method
 * @property {string} path from the SCIM base URL, or from the origin when it is anonymous
 * @property {string} [headers] more of them, each with its line's end
 * @property {string | object} [body]
 * @property {boolean} [isAnonymous] it has no token
 */

/** @param {number} length @param {string} part */
const run = (length, part, end = '') =>
  part.repeat(Math.floor((length - end.length) / part.length)) + end;
/** @template T @param {number} length @param {(i: number) => T} make */
const list = (length, make) => Array.from({ length }, (_, i) => make(i));
/** @template T @param {number} size @param {number} each @param {(i: number) => T} make */
const times = (size, each, make) => list(Math.floor(size / each), make);
const marks = (/** @type {number} */ size) =>
  `a${'\u0301'.repeat(size / 4)}${'\u0316'.repeat(size / 4)}`;
const emails = (/** @type {number} */ count) =>
  list(count, (i) => ({ value: `a${i}@b.example`, type: 'work' }));
const user = (/** @type {object} */ more) => ({ schemas: [USER], userName: 'nobody', ...more });
const patch = (/** @type {unknown} */ Operations) => ({ schemas: [PATCH], Operations });
const search = (/** @type {object} */ more) => ({ schemas: [SEARCH], ...more });

/** @param {string} name @param {string | object} body */
const post = (name, body) => ({ name, method: 'POST', path: '/Users', body });
/** @param {string} name @param {string} path @param {string} [headers] @returns {Input} */
const get = (name, path, headers = '') => ({ name, method: 'GET', path, headers });
/** @param {string} name @param {object} more */
const find = (name, more) => ({ name, method: 'POST', path: '/Users/.search', body: search(more) });
/** @param {string} name @param {readonly object[]} Operations */
const bulk = (name, Operations) => ({
  name,
  method: 'POST',
  path: '/Bulk',
  body: { schemas: [BULK], Operations },
});
/** @param {string} bulkId @param {readonly object[]} members */
const group = (bulkId, members) => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: { displayName: bulkId, members },
});

/**
 * With a token: `userId` is of a user with 1,000 e-mails, `groupId` of a group with members.
 * @param {string} userId
 * @param {string} groupId
 * @returns {Input[]}
 */
export const withToken = (userId, groupId) => {
  /** @param {string} name @param {readonly object[]} operations */
  const onUser = (name, operations) => ({
    name,
    method: 'PATCH',
    path: `/Users/${userId}`,
    body: patch(operations),
  });
  /** @param {string} name @param {readonly object[]} operations */
  const onGroup = (name, operations) => ({
    name,
    method: 'PATCH',
    path: `/Groups/${groupId}`,
    body: patch(operations),
  });
  /** @param {string} path @param {unknown} [value] */
  const replace = (path, value = 'x') => [{ op: 'replace', path, value }];
  /** @param {string} path @param {unknown} [value] */
  const remove = (path, value = null) => ({ op: 'remove', path, value });
  return [
    post('JSON: short strings, an escape at the end', `{"x":["€",${run(BODY, '"",')}"\\n"]}`),
    post('JSON: escapes', `{"x":"${run(BODY, '\\ud83d\\ude00')}"}`),
    post(
      'JSON: names of one object',
      JSON.stringify(Object.fromEntries(times(BODY, 16, (i) => [`x${i}`, '']))),
    ),
    post('JSON: lists in lists', run(BODY, '[')),
    post('a body of empty values', user({ emails: [...times(BODY, 5, () => [[]]), 1] })),
    post('a body of values', user({ emails: emails(1_000), title: run(8_000, 'x') })),
    post('combining marks', user({ title: marks(BODY) })),
    onUser('PATCH: a path of brackets', replace(run(BODY, '['))),
    onUser('PATCH: a path of pairs of brackets', replace(run(BODY, '[]', 'x'))),
    onUser('PATCH: a path of dots', replace(run(BODY, 'a.'))),
    onUser('PATCH: names of many dots', [
      {
        op: 'add',
        value: Object.fromEntries(times(BODY, 8_100, (i) => [`x${i}${run(8_000, '.a')}`, 1])),
      },
    ]),
    onUser('PATCH: names of many versions', [
      {
        op: 'add',
        value: Object.fromEntries(
          times(BODY, 8_100, (i) => [`urn:${i}${run(8_000, ':1.1:a.', '\n!')}`, 1]),
        ),
      },
    ]),
    onUser(
      'PATCH: long filters',
      times(BODY, 8_100, () => remove(`emails[value eq "${run(8_000, 'x')}"]`)),
    ),
    onUser(
      'PATCH: filters of many terms',
      times(BODY, 8_100, () => remove(`emails[${list(250, () => 'value co "z"').join(' or ')}]`)),
    ),
    onUser(
      'PATCH: 80 filters',
      list(80, () => remove('emails[value co "é"]')),
    ),
    onUser(
      'PATCH: what 60 filters find',
      list(60, (i) => replace('emails[type eq "work"].display', `x${i}`)[0] ?? {}),
    ),
    onUser(
      'PATCH: eight values, a thousand times',
      list(1_000, () => ({ op: 'add', path: 'emails', value: emails(8) })),
    ),
    onUser(
      'PATCH: one value, a thousand times',
      list(1_000, () => ({ op: 'add', path: 'emails', value: emails(1) })),
    ),
    onUser('PATCH: a removal of combining marks', [remove('emails', [{ value: marks(BODY) }])]),
    onGroup('PATCH: addresses of members', [
      {
        op: 'add',
        path: 'members',
        value: times(BODY, 8_100, () => ({ $ref: `${run(8_000, 'a')}/` })),
      },
    ]),
    onGroup('PATCH: 20,000 unknown members', [
      { op: 'add', path: 'members', value: list(20_000, (i) => ({ value: `${i}` })) },
    ]),
    onGroup(
      'PATCH: filters over members',
      list(100, () => ({ op: 'remove', path: 'members[value co "é"]' })),
    ),
    find('search: parentheses', { filter: run(16_000, '(') }),
    find('search: comparisons', { filter: list(480, () => 'title eq "a"').join(' or ') }),
    find('search: a million names', { attributes: times(BODY, 4, () => 'a') }),
    get(
      'a filter in the address',
      `/Users?filter=${encodeURIComponent(list(400, () => 'title pr').join(' or '))}`,
    ),
    get('parameters', `/Users?${run(HEAD, 'a=&')}`),
    get('names of attributes', `/Users?attributes=${run(HEAD, 'name.a,')}`),
    get('entity tags', `/Users/${userId}`, `If-None-Match: ${run(HEAD, 'W/"1",')}\r\n`),
    get(
      'blanks in an entity tag',
      `/Users/${userId}`,
      `If-None-Match: "1"${run(HEAD, ' ', 'x')}\r\n`,
    ),
    get('slashes', `/${run(HEAD, '/')}`),
    bulk('Bulk: few operations wait for all others', [
      ...list(50, (i) =>
        group(
          `a${i}`,
          list(700, (k) => ({ value: `bulkId:b${k}` })),
        ),
      ),
      ...list(700, (i) => ({
        method: 'PUT',
        path: `/Users/bulkId:a${i % 30}`,
        bulkId: `b${i}`,
        data: {},
      })),
    ]),
  ];
};

/** Of anybody. @returns {Input[]} */
export const withoutToken = () => ANONYMOUS.map((input) => ({ ...input, isAnonymous: true }));

/** @type {readonly Input[]} */
const ANONYMOUS = [
  {
    name: 'a session: JSON',
    method: 'POST',
    path: '/admin/v1/session',
    body: `{"x":["€",${run(1_000, '"",')}"\\n"]}`,
  },
  {
    name: 'a session: a body that is too long',
    method: 'POST',
    path: '/admin/v1/session',
    body: `{"x":["€",${run(BODY, '"",')}"\\n"]}`,
  },
  { name: 'the console: dots', method: 'GET', path: `/console/${run(EARLY, '.', '/x')}` },
  {
    name: 'the console: an address that is too long',
    method: 'GET',
    path: `/console/${run(HEAD, '.', '/x')}`,
  },
  {
    name: 'the console: cookies',
    method: 'GET',
    path: '/admin/v1/session',
    headers: `Cookie: ${run(HEAD, 'a=b; ')}\r\n`,
  },
  {
    name: 'no token: media types',
    method: 'GET',
    path: '/scim/v2/Users',
    headers: `Accept: q=0,${run(EARLY, 'scim+json;')}\r\n`,
  },
  { name: 'no token: a filter', method: 'GET', path: `/scim/v2/Users?filter=${run(HEAD, '(')}` },
  {
    name: 'no token: a body',
    method: 'POST',
    path: '/scim/v2/Users',
    body: `{"x":["€",${run(BODY, '"",')}"\\n"]}`,
  },
  {
    name: 'a token that is none',
    method: 'GET',
    path: '/scim/v2/Users',
    headers: `Authorization: bearer ${run(EARLY, 'a ')}\r\n`,
  },
  {
    name: 'a sign-in: a way back',
    method: 'GET',
    path: `/console/sign-in?to=/console/${run(EARLY - 100, '/')}`,
  },
];

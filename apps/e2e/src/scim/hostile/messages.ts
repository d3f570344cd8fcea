/** Searches and bulk requests that no honest client sends. `%s` in a text stands for a new name. */
import { USER } from '../../support/client';
import { attack, type Attack } from './bodies';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const search = (more: string): string => `{"schemas":["${SEARCH}"],${more}}`;

/** What no body of JSON may be, whatever it is for. */
const JSON_ATTACKS = (whole: (more: string) => string): readonly Attack[] => [
  attack('half of an array', '[{'),
  attack('a text', '"x"', 'invalidSyntax', /object/),
  attack('an empty array', '[]', 'invalidSyntax', /object/),
  attack('__proto__', whole('"__proto__":{"filter":"title pr"}'), 'invalidSyntax', /__proto__/),
  attack('constructor', whole('"constructor":{"prototype":{}}'), 'invalidSyntax', /constructor/),
  attack('a key twice', whole('"a":1,"a":2'), 'invalidSyntax', /twice/),
  attack('a lone surrogate', whole('"filter":"\\ud800"'), 'invalidSyntax', /surrogate/),
  attack('NUL', whole('"filter":"\\u0000"'), 'invalidSyntax', /NUL/),
  attack(
    'levels of lists',
    whole(`"a":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
    'invalidSyntax',
    /levels/,
  ),
  attack('an overlong number', whole(`"count":${'1'.repeat(50)}`), 'invalidSyntax', /40/),
  attack('another message', '{"schemas":["urn:x"]}', 'invalidSyntax', /schemas/),
  attack('schemas that are a text', '{"schemas":"urn:x"}', 'invalidSyntax', /schemas/),
  attack('a body over the limit', whole(`"a":"${'x'.repeat(1_100_000)}"`), null, /KiB/, 413),
];

export const SEARCHES: readonly Attack[] = [
  ...JSON_ATTACKS(search),
  attack('an unknown member', search('"filters":"title pr"'), 'invalidSyntax', /filters/),
  attack('toString', search('"toString":"x"'), 'invalidSyntax', /toString/),
  attack('a filter that is a list', search('"filter":["title pr"]'), 'invalidValue', /filter/),
  attack('an empty filter', search('"filter":""'), 'invalidFilter'),
  attack('a filter of blanks', search('"filter":"  "'), 'invalidFilter'),
  attack('a filter that is an object', search('"filter":{}'), 'invalidValue', /filter/),
  attack('a filter in two cases', search('"filter":"id pr","FILTER":"id pr"')),
  attack('attributes as a text', search('"attributes":"title"'), 'invalidValue', /attributes/),
  attack('attributes of objects', search('"attributes":[{}]'), 'invalidValue', /attributes/),
  attack(
    'both kinds of attributes',
    search('"attributes":["a"],"excludedAttributes":["b"]'),
    'invalidValue',
  ),
  attack('a count that is a text', search('"count":"5"'), 'invalidValue', /count/),
  attack('a count of a half', search('"count":0.5'), 'invalidValue', /count/),
  attack('a startIndex that is a list', search('"startIndex":[1]'), 'invalidValue', /startIndex/),
  attack('a startIndex that is huge', search('"startIndex":1e300'), 'invalidValue', /startIndex/),
  attack('a cursor that is a number', search('"cursor":1'), 'invalidValue', /cursor/),
  attack('a cursor that is made up', search('"cursor":"AAAA"'), 'invalidCursor'),
  attack('a cursor with blanks', search('"cursor":" "'), 'invalidCursor'),
  attack('a cursor without end', search(`"cursor":"${'A'.repeat(100_000)}"`), 'invalidCursor'),
  attack('a cursor and a startIndex', search('"cursor":"","startIndex":1'), 'invalidValue'),
  attack('a count of words with a cursor', search('"cursor":"","count":true'), 'invalidCount'),
  attack(
    'deep parentheses',
    search(`"filter":"${'('.repeat(5_000)}title pr"`),
    'invalidFilter',
    /50/,
  ),
  attack('many terms', search(`"filter":"${'title pr or '.repeat(600)}title pr"`), 'invalidFilter'),
  attack(
    'a long filter',
    search(`"filter":"title eq \\"${'x'.repeat(100_000)}\\""`),
    'invalidFilter',
  ),
  attack('a filter by what there is not', search('"filter":"constructor pr"'), 'invalidFilter'),
  attack('an order by what there is not', search('"sortBy":"__proto__"'), 'invalidPath'),
  attack('an order that is none', search('"sortOrder":"up"'), 'invalidValue', /sortOrder/),
];

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const bulk = (more: string): string => `{"schemas":["${BULK}"],${more}}`;
const operations = (...some: readonly string[]): string => bulk(`"Operations":[${some.join(',')}]`);
const many = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join(',');
const create = (bulkId: string, userName: string): string =>
  `{"method":"POST","path":"/Users","bulkId":"${bulkId}","data":{"schemas":["${USER}"],"userName":"${userName}"}}`;

/** Refused as a whole: nothing of them is done. */
export const BULKS: readonly Attack[] = [
  ...JSON_ATTACKS(bulk),
  attack('no operations', bulk('"a":1'), 'invalidSyntax', /Operations/),
  attack('operations as an object', bulk('"Operations":{}'), 'invalidSyntax', /Operations/),
  attack('an operation as a text', operations('"POST"'), 'invalidSyntax', /Operation 1/),
  attack('an operation that is null', operations(create('a', '%s'), 'null'), 'invalidSyntax', /2/),
  attack('a method as a list', operations('{"method":["POST"]}'), 'invalidSyntax', /method/),
  attack(
    'a bulkId as a number',
    operations('{"method":"POST","bulkId":7}'),
    'invalidSyntax',
    /bulkId/,
  ),
  attack('a bulkId without end', operations(create('x'.repeat(600), '%s')), 'invalidSyntax', /512/),
  attack('failOnErrors as a list', bulk('"failOnErrors":[1],"Operations":[]'), 'invalidValue'),
  attack('failOnErrors below 1', bulk('"failOnErrors":-1,"Operations":[]'), 'invalidValue'),
  attack(
    'a bulkId for two',
    operations(create('a', '%s'), create('a', 'b')),
    'invalidValue',
    /Two operations have the bulkId/,
  ),
  attack(
    'ten thousand operations',
    bulk(`"Operations":[${many(10_000, (i) => `{"method":"DELETE","path":"/Users/${i}"}`)}]`),
    null,
    /1000/,
    413,
  ),
];

const refers = (bulkId: string, ...to: readonly string[]): string =>
  `{"method":"POST","path":"/Users","bulkId":"${bulkId}","data":{"userName":"${bulkId}","emails":[${to
    .map((one) => `{"value":"bulkId:${one}"}`)
    .join(',')}]}}`;

/** Each with all operations refused, one by one: the bombs among the bulkIds. */
export const BULKS_OF_REFUSALS: readonly { readonly why: string; readonly body: string }[] = [
  {
    why: 'a circle of a thousand',
    body: operations(many(1_000, (i) => refers(`${i}`, `${(i + 1) % 1_000}`))),
  },
  {
    why: 'everything refers to everything',
    body: operations(
      many(150, (i) => refers(`${i}`, ...Array.from({ length: 150 }, (_, j) => `${j}`))),
    ),
  },
  {
    why: 'a thousand that refer to themselves',
    body: operations(many(1_000, (i) => refers(`${i}`, `${i}`))),
  },
  {
    why: 'references to nothing',
    body: operations(many(1_000, (i) => refers(`${i}`, `nothing${i}`))),
  },
  {
    why: 'members of the wrong type',
    body: operations(
      '{"method":"PUT","path":{},"data":{}}',
      '{"method":"DELETE","path":"/Users/x","version":3}',
      '{"method":"PATCH","path":"/Users/x","data":[]}',
    ),
  },
  { why: 'references to references', body: operations(refers('a', 'bulkId:a', 'bulkId:bulkId:a')) },
  {
    why: 'paths that lead out',
    body: operations(
      ...[
        '/../admin',
        '/Users/../Groups/1',
        '//Users/1',
        '/Users/%2e%2e',
        'http://x/Users/1',
        '/Users/x/y',
      ].map((path) => `{"method":"DELETE","path":"${path}"}`),
    ),
  },
  {
    why: 'endpoints that are none',
    body: operations(
      ...['/Bulk', '/Me', '/Schemas', '/constructor', '/toString'].map(
        (path, i) => `{"method":"POST","bulkId":"${i}","path":"${path}","data":{}}`,
      ),
    ),
  },
  {
    why: 'bulkIds named as parts of a prototype',
    body: operations(refers('toString', 'valueOf'), refers('hasOwnProperty', 'isPrototypeOf')),
  },
];

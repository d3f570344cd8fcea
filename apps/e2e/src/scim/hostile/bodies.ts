/** Bodies that no honest client sends. `%s` in a text stands for a new name. */
import { ENTERPRISE, PATCH_OP, USER } from '../../support/client';

export interface Attack {
  readonly why: string;
  readonly body: string;
  readonly status: number;
  readonly scimType?: string;
  /** What the detail must say. */
  readonly says?: RegExp;
}

/** Without a `scimType` where the RFC has none: null. */
export const attack = (
  why: string,
  body: string,
  scimType: string | null = 'invalidSyntax',
  says?: RegExp,
  status = 400,
): Attack => ({
  why,
  body,
  status,
  ...(scimType === null ? {} : { scimType }),
  ...(says ? { says } : {}),
});
export const syntax = (why: string, body: string, says?: RegExp): Attack =>
  attack(why, body, 'invalidSyntax', says);
export const value = (why: string, body: string, says?: RegExp): Attack =>
  attack(why, body, 'invalidValue', says);

const user = (more: string): string => `{"schemas":["${USER}"],"userName":"%s",${more}}`;
const many = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join(',');

/** Of another kind than the attribute, and holding nothing: no way to unset it. */
const HOLLOW: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['active', ['{}', '""', '[null]', '[[]]']],
  ['title', ['{}', '[null]', '[[]]']],
  ['profileUrl', ['{}']],
  ['name', ['""', '[null]', '[{}]']],
  ['emails', ['""', '{}', '[null]', '[[]]', '[""]', '[{}]', '[{"value":[]}]', '[{"value":{}}]']],
  ['x509Certificates', ['[{"value":{}}]']],
  [ENTERPRISE, ['""', '[null]', '{"department":{}}', '{"manager":[null]}']],
];
const hollow = (of: (name: string, text: string) => string): readonly Attack[] =>
  HOLLOW.flatMap(([name, values]) =>
    values
      // OneLogin's template renders one object: the quirk makes a list of it.
      .filter((text) => !(name === 'emails' && text === '{}'))
      .map((text) => value(`${name.slice(-20)} as ${text}`, of(name, text))),
  );

/** One attribute under two names. */
const TWICE: readonly string[] = [
  '"title":"a","TITLE":null',
  '"title":null,"TITLE":"a"',
  `"title":"a","${USER}:title":"b"`,
  '"emails":[{"value":"a"}],"EMAILS":[]',
  '"name":{"givenName":"a","GIVENNAME":null}',
  `"${ENTERPRISE}":{"department":"a"},"${ENTERPRISE.toUpperCase()}":null`,
];
const twice = (of: (more: string) => string): readonly Attack[] =>
  TWICE.map((more) => syntax(`twice: ${more.slice(0, 50)}`, of(more), /twice/));

/** For POST and PUT of a full tenant. */
export const BODIES: readonly Attack[] = [
  syntax('half of an array', '[{'),
  syntax('two values', '{"a":1}{"b":2}'),
  syntax('a word', 'nul'),
  syntax('a text', '"x"', /object/),
  syntax('a number', '0', /object/),
  syntax('an empty array', '[]', /object/),
  syntax('a byte order mark', '\ufeff{"userName":"x"}'),
  syntax('a comment', '{/**/"userName":"x"}'),
  syntax('a trailing comma', '{"userName":"x",}'),
  syntax('single quotes', "{'userName':'x'}"),
  syntax('NaN', user('"title":NaN')),
  syntax('a key twice', user('"title":"a","title":"b"'), /title/),
  syntax('a key twice, once escaped', user('"title":"a","\\u0074itle":"b"'), /title/),
  syntax('a key twice, deep', user('"name":{"givenName":"a","givenName":"b"}'), /givenName/),
  syntax('an attribute twice in two cases', user('"title":"a","TITLE":"b"'), /title/),
  syntax('__proto__', user('"__proto__":{"active":false}'), /__proto__/),
  syntax('__proto__, escaped', user('"__\\u0070roto__":{}'), /__proto__/),
  syntax('__proto__, deep', user('"emails":[{"value":"a","__proto__":{}}]'), /__proto__/),
  syntax('constructor', user('"constructor":{"prototype":{"x":1}}'), /constructor/),
  syntax('prototype', user('"name":{"prototype":{}}'), /prototype/),
  syntax('toString', user('"toString":1'), /toString/),
  syntax('hasOwnProperty', user('"name":{"hasOwnProperty":"x"}'), /hasOwnProperty/),
  syntax('an unknown URN', user('"urn:x:y:2.0:User":{"a":1}'), /urn:x:y/),
  syntax('a high surrogate alone', user('"title":"\\ud800"'), /surrogate/),
  syntax('a low surrogate alone', user('"title":"a\\udc00b"'), /surrogate/),
  syntax('surrogates the wrong way round', user('"title":"\\udc00\\ud800"'), /surrogate/),
  syntax('a surrogate in a key', user('"\\ud800":1'), /surrogate/),
  syntax('NUL', user('"title":"a\\u0000b"'), /NUL/),
  syntax('a control character', user('"title":"a\u0001b"')),
  syntax('a number too long', user(`"active":${'1'.repeat(41)}`), /40/),
  syntax('a number too large', user('"active":1e400'), /too large/),
  syntax(
    'levels of lists',
    user(`"emails":${'['.repeat(50_000)}${']'.repeat(50_000)}`),
    /16 levels/,
  ),
  syntax('levels of objects', user(`"name":${'{"a":'.repeat(20)}1${'}'.repeat(20)}`), /16 levels/),
  syntax('schemas as a text', `{"schemas":"${USER}","userName":"%s"}`, /schemas/),
  syntax('schemas of another type', '{"schemas":["urn:x"],"userName":"%s"}', /schemas/),
  syntax('schemas of numbers', '{"schemas":[1],"userName":"%s"}', /schemas/),
  ...twice(user),
  ...hollow((name, text) => user(`"${name}":${text}`)),
  value('no userName', `{"schemas":["${USER}"]}`, /userName/),
  value('userName as an object', `{"schemas":["${USER}"],"userName":{"a":1}}`, /userName/),
  value('userName as a list', `{"schemas":["${USER}"],"userName":["a"]}`, /userName/),
  value('userName too long', `{"schemas":["${USER}"],"userName":"${'x'.repeat(513)}"}`, /512/),
  value('externalId too long', user(`"externalId":"${'x'.repeat(513)}"`), /512/),
  value('a text too long', user(`"title":"${'x'.repeat(8_193)}"`), /8192/),
  value('combining marks without end', user(`"title":"e${'\u0301\u0323'.repeat(2_000)}"`), /30/),
  value('active as a number', user('"active":1'), /active/),
  value('active as a list', user('"active":[true]'), /active/),
  value('a text as a truth value', user('"title":true'), /title/),
  value('a list as an object', user('"phoneNumbers":{"value":"x"}'), /phoneNumbers/),
  value('a list of texts', user('"emails":["a@b.c"]'), /emails/),
  value('a list of lists', user('"emails":[[["x"]]]'), /emails/),
  value('an object as a text', user('"name":"x"'), /name/),
  value('an object as a list', user('"name":[{"givenName":"x"}]'), /name/),
  value('a number in an object', user('"name":{"givenName":7}'), /givenName/),
  value(
    'two primaries',
    user('"emails":[{"value":"a","primary":true},{"value":"b","primary":true}]'),
  ),
  value('1,001 values', user(`"emails":[${many(1_001, (i) => `{"value":"${i}"}`)}]`), /1000/),
  value('an extension as a text', user(`"${ENTERPRISE}":"x"`), /enterprise/),
  value('an extension as a list', user(`"${ENTERPRISE}":[{"department":"x"}]`), /enterprise/),
  value('a manager as a number', user(`"${ENTERPRISE}":{"manager":7}`), /manager/),
  {
    why: 'more than one event carries',
    body: user(`"emails":[${many(900, (i) => `{"value":"${i}","display":"${'x'.repeat(400)}"}`)}]`),
    status: 413,
    says: /256 kB/,
  },
  {
    why: 'a body over the limit',
    body: user(`"title":"${'x'.repeat(1_100_000)}"`),
    status: 413,
    says: /1024 KiB/,
  },
];

const patch = (operations: string): string =>
  `{"schemas":["${PATCH_OP}"],"Operations":${operations}}`;
const replace = (path: string, of = '"x"'): string =>
  patch(`[{"op":"replace","path":${JSON.stringify(path)},"value":${of}}]`);

/** For PATCH of a full tenant. */
export const PATCHES: readonly Attack[] = [
  syntax('no operations', `{"schemas":["${PATCH_OP}"]}`, /Operations/),
  syntax('operations as an object', patch('{"op":"add"}'), /Operations/),
  syntax('an operation as a text', patch('["add"]'), /Operation 1/),
  syntax('an operation that is null', patch('[null]'), /Operation 1/),
  syntax('no op', patch('[{"path":"title","value":"x"}]'), /op/),
  syntax('op as a list', patch('[{"op":["add"],"path":"title","value":"x"}]'), /op/),
  syntax('op of another standard', patch('[{"op":"test","path":"title","value":"x"}]'), /op/),
  syntax('another schema', '{"schemas":["urn:x"],"Operations":[]}', /schemas/),
  syntax(
    '__proto__ in a value',
    patch('[{"op":"add","value":{"__proto__":{"x":1}}}]'),
    /__proto__/,
  ),
  syntax('an unknown attribute', replace('nope'), /nope/),
  attack('a path as a number', patch('[{"op":"add","path":7,"value":"x"}]'), 'invalidPath'),
  attack('a path as a list', patch('[{"op":"add","path":["title"],"value":"x"}]'), 'invalidPath'),
  attack('a path into the prototype', replace('__proto__.polluted'), 'invalidPath'),
  syntax('a path to the constructor', replace('constructor.prototype'), /constructor/),
  attack('a path with brackets open', replace('emails[type eq "work"'), 'invalidPath'),
  attack(
    'a path with brackets twice',
    replace('emails[type eq "a"][type eq "b"]'),
    'invalidFilter',
  ),
  attack('a path with dots', replace('name.givenName.x'), 'invalidPath'),
  attack('a path of 100,000 dots', replace(`a${'.a'.repeat(100_000)}`), 'invalidPath'),
  attack('a path of blanks and tabs', replace('title title'), 'invalidPath'),
  attack('a filter on one value', replace('name[givenName eq "x"].familyName'), 'invalidPath'),
  attack('a filter that is empty', replace('emails[].value'), 'invalidFilter'),
  attack('a filter inside a filter', replace('emails[value[type eq "a"]]'), 'invalidFilter'),
  attack('a filter on what is not there', replace('emails[nope eq "x"].value'), 'invalidFilter'),
  attack('deep parentheses', replace(`emails[${'('.repeat(5_000)}type pr]`), 'invalidFilter', /50/),
  attack(
    'many terms',
    replace(`emails[${'type pr or '.repeat(600)}type pr]`),
    'invalidFilter',
    /500/,
  ),
  attack(
    'a filter too long',
    replace(`emails[value eq "${'x'.repeat(17_000)}"]`),
    'invalidPath',
    /8192/,
  ),
  attack('remove without a path', patch('[{"op":"remove"}]'), 'noTarget'),
  attack('no value that fits', replace('emails[value co "nobody"].value'), 'noTarget'),
  attack('remove of what is required', patch('[{"op":"remove","path":"userName"}]'), 'mutability'),
  attack('id', replace('id'), 'mutability'),
  attack('meta', replace('meta.created', '"2026-01-01T00:00:00Z"'), 'mutability'),
  attack('groups', replace('groups', '[{"value":"x"}]'), 'mutability'),
  attack('schemas', replace('schemas', '["urn:x"]'), 'mutability'),
  ...twice((more) => patch(`[{"op":"replace","value":{${more}}}]`)),
  ...['"active":false,"ACTIVE":true', '"name.givenName":"a","name":{"givenName":"b"}'].map((more) =>
    syntax(`twice: ${more}`, patch(`[{"op":"Replace","value":{${more}}}]`), /twice/),
  ),
  ...hollow((name, text) => replace(name, text)),
  ...hollow((name, text) => patch(`[{"op":"add","value":{"${name}":${text}}}]`)),
  value('no value', patch('[{"op":"add","path":"title"}]'), /value/),
  value('a value of nothing', patch('[{"op":"replace","value":7}]'), /object/),
  value('a list as the value', patch('[{"op":"add","value":[{"title":"x"}]}]'), /object/),
  value('userName unset', replace('userName', 'null'), /userName/),
  value('active as a word', replace('active', '"maybe"'), /active/),
  value(
    'the last of two wrong',
    patch(
      '[{"op":"replace","path":"title","value":"Half"},{"op":"replace","path":"active","value":[]}]',
    ),
  ),
  attack(
    '1,001 operations',
    patch(`[${many(1_001, () => '{"op":"add","path":"title","value":"x"}')}]`),
    'tooMany',
    /1000/,
  ),
];

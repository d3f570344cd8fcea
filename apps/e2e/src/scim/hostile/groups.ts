/** Requests about groups that no honest client sends. `%s` in a text stands for a new name. */
import { PATCH_OP } from '../../support/client';
import { attack, syntax, value, type Attack } from './bodies';
import type { QueryAttack } from './queries';
import { GROUP } from '../../support/teams';

const group = (more: string): string => `{"schemas":["${GROUP}"],"displayName":"%s",${more}}`;
const members = (list: string): string => group(`"members":${list}`);
const many = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join(',');
const UNKNOWN_ID = '6f1d5a0e-0000-4000-8000-000000000000';

/** Lists that name no member and are not empty. */
const NOBODIES = [
  '[{"value":""}]',
  '[{"value":null}]',
  '[{"value":[]}]',
  '[{"$ref":""}]',
  '[{}]',
  '[null]',
  '[[]]',
  '[""]',
  `[{"value":"${UNKNOWN_ID}"},{}]`,
];

/** For POST and PUT. */
export const GROUP_BODIES: readonly Attack[] = [
  syntax('a list of groups', '[{"displayName":"a"}]', /object/),
  syntax('a group as a text', '"a"', /object/),
  syntax('a key twice', group('"externalId":"a","externalId":"b"'), /externalId/),
  syntax('members twice', group('"members":[],"members":[]'), /members/),
  syntax('members in two cases', group('"members":[],"MEMBERS":[]'), /members/),
  syntax('members and their URN', group(`"members":[],"${GROUP}:members":[]`), /members/),
  ...['""', '{}', '{"value":""}', ...NOBODIES].map((list) =>
    value(`members without an id: ${list}`, members(list), /members/),
  ),
  syntax('a key twice in a member', members(`[{"value":"${UNKNOWN_ID}","value":"b"}]`), /value/),
  syntax('a part in two cases', members(`[{"value":"${UNKNOWN_ID}","VALUE":"b"}]`), /value/),
  syntax('__proto__', group('"__proto__":{"members":[]}'), /__proto__/),
  syntax('__proto__ in a member', members('[{"value":"a","__proto__":{}}]'), /__proto__/),
  syntax('constructor', group('"constructor":{"prototype":{}}'), /constructor/),
  syntax('constructor in a member', members('[{"constructor":"a"}]'), /constructor/),
  syntax('toString in a member', members('[{"toString":"a"}]'), /toString/),
  syntax('an attribute of users', group('"userName":"a"'), /userName/),
  syntax('an unknown attribute', group('"owner":"a"'), /owner/),
  syntax('a part of no member', members(`[{"value":"${UNKNOWN_ID}","role":"a"}]`), /role/),
  syntax('a lone surrogate in a name', group('"externalId":"\\ud800"'), /surrogate/),
  syntax('a lone surrogate in a member', members('[{"value":"\\udc00"}]'), /surrogate/),
  syntax('NUL in a name', group('"externalId":"a\\u0000"'), /NUL/),
  syntax('NUL in a member', members('[{"value":"\\u0000"}]'), /NUL/),
  syntax('a member as a huge number', members(`[{"value":${'9'.repeat(41)}}]`), /40/),
  syntax('a member too large for a number', members('[{"value":1e400}]'), /too large/),
  syntax('levels of members', members(`${'['.repeat(60)}${']'.repeat(60)}`), /16 levels/),
  syntax('levels in a member', members(`[{"value":${'{"a":'.repeat(20)}1${'}'.repeat(20)}}]`)),
  syntax('schemas of users', '{"schemas":["urn:x:User"],"displayName":"%s"}', /schemas/),
  value('no displayName', `{"schemas":["${GROUP}"]}`, /displayName/),
  value('a displayName of nothing', `{"schemas":["${GROUP}"],"displayName":""}`, /displayName/),
  value('a displayName as a list', `{"displayName":["a"]}`, /displayName/),
  value('a displayName as a number', `{"displayName":7}`, /displayName/),
  value('a displayName too long', `{"displayName":"${'x'.repeat(513)}"}`, /512/),
  value('an externalId too long', group(`"externalId":"${'x'.repeat(513)}"`), /512/),
  value('an externalId as an object', group('"externalId":{"a":1}'), /externalId/),
  value('marks without end', `{"displayName":"e${'\\u0301'.repeat(60)}"}`, /30/),
  value('members as a text', members('"a"'), /members/),
  value('members as a number', members('7'), /members/),
  value('members as true', members('true'), /members/),
  value('a member as a text', members('["a"]'), /members/),
  value('a member as a number', members('[7]'), /members/),
  value('a member as a list', members('[[{"value":"a"}]]'), /members/),
  value('a member of numbers', members('[{"value":7}]'), /value/),
  value('a member that is an object', members('[{"value":{"value":"a"}}]'), /value/),
  value('a member without a value', members('[{"type":"User"}]'), /value/),
  value(
    'a member of an unknown type',
    members(`[{"value":"${UNKNOWN_ID}","type":"Robot"}]`),
    /Robot/,
  ),
  value('a type as a list', members(`[{"value":"${UNKNOWN_ID}","type":["User"]}]`), /type/),
  value('a reference as a number', members('[{"$ref":7}]'), /ref/),
  value('a reference without an id', members('[{"$ref":"https://h/Users/"}]'), /value/),
  value('a reference that leads out', members('[{"$ref":"../../etc/passwd"}]'), /passwd/),
  value('an unknown member', members(`[{"value":"${UNKNOWN_ID}"}]`), /no user or group/),
  value('a member of ten thousand letters', members(`[{"value":"${'x'.repeat(10_000)}"}]`), /8192/),
  value('a member of SQL', members(`[{"value":"' OR 1=1 --"}]`), /no user or group/),
  value('a member of dots', members('[{"value":"../users"}]'), /no user or group/),
  value('20,001 members', members(`[${many(20_001, (i) => `{"value":"${i}"}`)}]`), /20000/),
  value('100,000 members of numbers', members(`[${many(100_000, () => '7')}]`), /20000/),
  value('20,000 unknown members', members(`[${many(20_000, (i) => `{"value":"${i}"}`)}]`)),
  attack(
    '100,000 members with ids',
    members(`[${many(100_000, (i) => `{"value":"${UNKNOWN_ID.slice(0, 30)}${i}"}`)}]`),
    null,
    /1024 KiB/,
    413,
  ),
];

const patch = (operations: string): string =>
  `{"schemas":["${PATCH_OP}"],"Operations":${operations}}`;
const on = (path: string, of: string, op = 'add'): string =>
  patch(`[{"op":"${op}","path":${JSON.stringify(path)},"value":${of}}]`);
const somebody = `members[value eq "${UNKNOWN_ID}"]`;

/** For PATCH. */
export const GROUP_PATCHES: readonly Attack[] = [
  syntax('no operations', '{}', /Operations/),
  syntax('an operation that is none', patch('[7]'), /Operation 1/),
  syntax('an attribute of users', on('userName', '"a"'), /userName/),
  syntax('a part of no member', on('members.role', '"a"'), /role/),
  syntax('__proto__ in a value', on('members', '[{"__proto__":{"value":"a"}}]'), /__proto__/),
  syntax('a path to the constructor', on('constructor', '"a"'), /constructor/),
  syntax('a lone surrogate', on('members', '[{"value":"\\ud800"}]'), /surrogate/),
  syntax('NUL', on('members', '[{"value":"\\u0000"}]'), /NUL/),
  attack('a path into the prototype', on('__proto__.a', '"a"'), 'invalidPath'),
  attack('brackets open', on('members[value eq "a"', '"a"'), 'invalidPath'),
  attack('brackets on a name', on('displayName[value eq "a"]', '"a"'), 'invalidPath'),
  attack('no filter', on('members[]', '"a"', 'remove'), 'invalidFilter'),
  attack('a filter by what is not there', on('members[nope pr]', '"a"', 'remove'), 'invalidFilter'),
  attack('a filter by names', on('members[display eq "a"]', 'null', 'remove'), 'invalidFilter'),
  attack('a filter by a number', on('members[value eq 7]', 'null', 'remove'), 'invalidFilter'),
  attack(
    'a filter by a truth value',
    on('members[value gt true]', 'null', 'remove'),
    'invalidFilter',
  ),
  attack('a filter in a filter', on('members[value[type pr]]', 'null', 'remove'), 'invalidFilter'),
  attack(
    'deep parentheses',
    on(`members[${'('.repeat(5_000)}value pr]`, 'null', 'remove'),
    'invalidFilter',
    /50/,
  ),
  attack(
    'many terms',
    on(`members[${'value pr or '.repeat(600)}value pr]`, 'null', 'remove'),
    'invalidFilter',
    /500/,
  ),
  attack('a part of a member', on('members.value', '"a"'), 'mutability', /members.value/),
  attack('a part of one member', on(`${somebody}.value`, '"a"', 'replace'), 'mutability'),
  attack('a name of a member', on('members.display', '"a"', 'replace'), 'mutability'),
  attack('another value', on(somebody, '{"value":"b"}', 'replace'), 'mutability'),
  attack('the id', on('id', '"a"', 'replace'), 'mutability'),
  attack('meta', on('meta.created', '"2026-01-01T00:00:00Z"', 'replace'), 'mutability'),
  attack('the name away', patch('[{"op":"remove","path":"displayName"}]'), 'mutability'),
  attack('nothing away', patch('[{"op":"remove"}]'), 'noTarget'),
  attack('members where many are', on('members[type eq "User"]', '{}'), 'noTarget'),
  value('a name of nothing', on('displayName', '""', 'replace'), /displayName/),
  value('a name as a list', on('displayName', '["a","b"]', 'replace'), /displayName/),
  value('a name too long', on('displayName', `"${'x'.repeat(513)}"`, 'replace'), /512/),
  value('members as a text', on('members', '"a"'), /members/),
  ...NOBODIES.flatMap((list) => [
    ...['add', 'replace', 'remove'].map((op) =>
      value(`${op} without an id: ${list}`, on('members', list, op), /members/),
    ),
    value(
      `no id and no path: ${list}`,
      patch(`[{"op":"replace","value":{"members":${list}}}]`),
      /members/,
    ),
  ]),
  syntax('members in two cases', patch(`[{"op":"replace","value":{"members":[],"MEMBERS":[]}}]`)),
  value('members as a number', on('members', '7'), /members/),
  value('a member of numbers', on('members', '[{"value":7}]'), /value/),
  value('an unknown member', on('members', `[{"value":"${UNKNOWN_ID}"}]`), /no user or group/),
  value('an unknown one, by its id', on(somebody, '[]'), /no user or group/),
  value('a member of ten thousand letters', on('members', `[{"value":"${'x'.repeat(10_000)}"}]`)),
  value('20,001 members', on('members', `[${many(20_001, (i) => `{"value":"${i}"}`)}]`), /20000/),
  value(
    '20,001 members in operations of 30',
    patch(
      `[${many(
        667,
        (i) =>
          `{"op":"add","path":"members","value":[${many(30, (j) => `{"value":"${i}-${j}"}`)}]}`,
      )}]`,
    ),
    /20000/,
  ),
  value(
    'the last of two wrong',
    patch(
      '[{"op":"replace","path":"displayName","value":"Half"},{"op":"add","path":"members","value":[7]}]',
    ),
  ),
  attack(
    '1,001 operations',
    patch(`[${many(1_001, () => '{"op":"remove","path":"members"}')}]`),
    'tooMany',
    /1000/,
  ),
];

const filtered = (text: string): string => `filter=${encodeURIComponent(text)}`;
const badFilter = (text: string): QueryAttack => [filtered(text), 400, 'invalidFilter'];
const fine = (query: string): QueryAttack => [query, 200, undefined];
const bad = (query: string): QueryAttack => [query, 400, 'invalidValue'];

/** For `GET /Groups`. */
export const GROUP_QUERIES: readonly QueryAttack[] = [
  fine('count=-1'),
  fine('count=1000000000'),
  fine('startIndex=999999999999999'),
  fine('startIndex=-999999999999999'),
  fine('count=99999999999999999999'),
  bad('count=1&count=2'),
  bad('startIndex=1&startIndex=2'),
  bad('filter=id%20pr&filter=id%20pr'),
  bad('sortBy=displayName&sortBy=id'),
  bad('sortOrder=descending&sortOrder=ascending'),
  bad('attributes=id&excludedAttributes=members'),
  bad('excludedAttributes=members&excludedAttributes=id'),
  fine('sortBy=members'),
  fine('sortBy=members.value&sortOrder=descending'),
  fine('sortBy=members.display&count=1'),
  fine('sortBy=meta.created'),
  ['sortBy=userName', 400, 'invalidPath'],
  ['sortBy=members[type%20eq%20%22User%22]', 400, 'invalidPath'],
  ['sortBy=__proto__', 400, 'invalidPath'],
  fine('attributes=MEMBERS.VALUE,__proto__,constructor'),
  fine(`attributes=${GROUP.toUpperCase()}:MEMBERS.TYPE`),
  fine(`excludedAttributes=${'members,'.repeat(2_000)}`),
  ['cursor=x', 400, 'invalidCursor'],
  bad('cursor=&startIndex=2'),
  ['cursor=&count=-1x', 400, 'invalidCount'],
  badFilter('members eq 7'),
  badFilter('members gt true'),
  badFilter('members.value eq true'),
  badFilter('members[value eq "a"'),
  badFilter('members[value[type pr]]'),
  badFilter('members[nope eq "a"]'),
  badFilter('members.nope eq "a"'),
  badFilter('meta eq "a"'),
  badFilter('userName eq "a"'),
  badFilter('displayName eq "\\u0000"'),
  badFilter('displayName eq "\\ud800"'),
  badFilter('displayName eq 7'),
  badFilter(`${'('.repeat(60)}members pr${')'.repeat(60)}`),
  badFilter(Array.from({ length: 501 }, () => 'members pr').join(' or ')),
  fine(filtered(`members.value eq "${'x'.repeat(10_000)}"`)),
  fine(filtered('members.value eq "\' OR 1=1 --"')),
  fine(filtered('members[value eq "a"].type eq "User"')),
  fine(filtered('members pr and not (members pr)')),
  fine(filtered('members.$ref eq "https://h/Users/a" or members.$ref co "%"')),
  fine(filtered('members[type eq "User" and value ne "a" and display co "_"]')),
  fine(filtered(Array.from({ length: 100 }, (_, i) => `members.value eq "${i}"`).join(' or '))),
  fine(filtered(Array.from({ length: 100 }, (_, i) => `members.display co "${i}"`).join(' and '))),
];

/** Below `/Groups/`, as it stands on the wire: what is no id, and what the answer is. */
export const ODD_IDS: readonly (readonly [id: string, status: number])[] = [
  ['%00', 404],
  ['%2F', 404],
  ['%2e%2e', 404],
  ['..', 404],
  ['.', 404],
  ['%2e%2e%2fUsers', 404],
  ['%5c', 404],
  ['%FF', 400],
  ['%C0%AE', 400],
  ['%ED%A0%80', 400],
  ['%', 400],
  ['%zz', 400],
  ['%u0041', 400],
  ['%20', 404],
  ['%0d%0aset-cookie:a', 404],
  ['__proto__', 404],
  ['constructor', 404],
  ['%F0%9F%98%80', 404],
  [UNKNOWN_ID, 404],
  [UNKNOWN_ID.toUpperCase(), 404],
  [`${UNKNOWN_ID}%20`, 404],
  ['x'.repeat(3_000), 404],
];

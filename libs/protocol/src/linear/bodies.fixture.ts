import { flat, forEach, list, row, type Row, run, type Texts } from '@rollcall/testing';
import { parseJson } from '../json';
import { LIMITS } from '../limits';
import { parseGroup } from '../members';
import { full, fullGroups } from '../profiles/full';
import { strict } from '../profiles/strict';
import { parseUser } from '../validate';
import {
  BODY,
  emails,
  group,
  MEMBERS,
  NAMES,
  names,
  refusalOf,
  refused,
  user,
  VALUES,
} from './inputs.fixture';

const JSON_TEXTS: Texts = [
  ['short strings, one escape at the end', (n) => `{"x":["€",${run(n - 20, '"",')}"\\n"]}`],
  ['two bytes a character', (n) => `["${run(n / 2, '€')}",${run(n / 2, '"",')}"\\n"]`],
  ['backslashes before quotation marks', (n) => `["${run(n, '\\\\\\"')}"]`],
  ['backslashes alone', (n) => `["${run(n, '\\\\')}"]`],
  ['pairs of surrogates', (n) => `["${run(n, '\\ud83d\\ude00')}"]`],
  ['keys of one object', (n) => JSON.stringify(names(n / 12))],
  ['escaped keys', (n) => `{${list(n / 20, (i) => `"\\u0061${i}":1`).join()}}`],
  ['keys that are places of a list', (n) => `{${list(n / 64, (i) => `"${i * 7919}":1`).join()}}`],
  ['numbers', (n) => `[${run(n & ~1, '1,')}1]`],
  ['one number', (n) => `[${run(n, '1')}]`],
  ['open lists', (n) => run(n / 16, '[')],
  ['an open string', (n) => `["${run(n, 'a')}`],
];

const asUser = (make: (size: number) => object) => (size: number) => user(make(size));
const emailsOf = (make: (size: number) => object) => asUser((n) => ({ emails: make(n) }));
const readFull = (body: object) => parseUser(full, body);
const readGroup = (body: object) => parseGroup(fullGroups, body);

export const bodyRows: readonly Row[] = [
  ...forEach('parseJson', BODY, JSON_TEXTS, parseJson),
  ...forEach('parseUser', LIMITS.text, VALUES, (userName) => parseUser(strict, user({ userName }))),
  ...forEach('parseUser', LIMITS.text, VALUES, (value) =>
    readFull(user({ x509Certificates: [{ value }], externalId: value })),
  ),
  row('parseUser', 'many names', NAMES, asUser(names), readFull),
  row('parseUser', 'names that are refused', NAMES, asUser(refused), (body) =>
    refusalOf(() => parseUser(strict, body)),
  ),
  row(
    'parseUser',
    'parts that are refused',
    NAMES,
    (n) => user({ name: refused(n), emails: list(9, () => refused(n / 9)) }),
    (body) => refusalOf(() => parseUser(full, body)),
  ),
  row('parseUser', 'one name', BODY, (n) => user({ [run(n, 'urn:')]: 'x' }), readFull),
  row('parseUser', 'many parts', NAMES, (n) => user({ name: names(n) }), readFull),
  row('parseUser', 'values', LIMITS.values, emailsOf(emails), readFull),
  row(
    'parseUser',
    'twins',
    LIMITS.values,
    emailsOf((n) => list(n, () => ({ value: 'a', type: 'b' }))),
    readFull,
  ),
  row(
    'parseUser',
    'empty values and one that is not',
    LIMITS.values,
    emailsOf((n) => [...list(n - 1, () => [[]]), { value: 'a' }]),
    readFull,
  ),
  row(
    'parseGroup',
    'members',
    MEMBERS,
    (n) => group({ members: list(n, (i) => ({ value: `${i}` })) }),
    readGroup,
  ),
  row(
    'parseGroup',
    'addresses of members',
    LIMITS.text,
    (n) => group({ members: [{ $ref: `${run(n - 1, 'a')}/` }] }),
    readGroup,
  ),
  row(
    'parseGroup',
    'slashes in an address',
    LIMITS.text,
    (n) => group({ members: [{ $ref: run(n, '/') }] }),
    readGroup,
  ),
  row(
    'parseGroup',
    'a type',
    LIMITS.text,
    (n) => group({ members: [{ value: 'a', type: flat('U'.repeat(n)) }] }),
    readGroup,
  ),
];

import 'reflect-metadata';
import {
  forEach,
  functionsOfRequests,
  growthOf,
  list,
  MOST_GROWTH,
  row,
  TEXTS,
  withoutRow,
  type Row,
} from '@rollcall/testing';
import { constraintsOf } from './credentials/constraints';
import { issueRequestOf, membersOf } from './credentials/issue-request';
import { checksumOf, isTokenId, parseToken } from './credentials/token';

/** Characters of a body. */
const BODY = 1_048_576;

const names = (count: number) => Object.fromEntries(list(count, (i) => [`x${i}`, 1]));
const requestWith = (name: string) => (text: string) =>
  issueRequestOf({ actor: 'a', [name]: text }, 0);

const ROWS: readonly Row[] = [
  ...['label', 'actor', 'expiresAt', 'expiresInDays'].flatMap((name) =>
    forEach('issueRequestOf', BODY, TEXTS, requestWith(name)),
  ),
  row('issueRequestOf', 'names that there are not', 12_000, names, (body) =>
    issueRequestOf(body, 0),
  ),
  row('constraintsOf', 'names', 12_000, names, constraintsOf),
  ...forEach('constraintsOf', BODY, TEXTS, (text) => constraintsOf({ networks: [text] })),
  row('membersOf', 'names', 12_000, names, membersOf),
  ...forEach('parseToken', BODY, TEXTS, parseToken),
  ...forEach('isTokenId', BODY, TEXTS, isTokenId),
  ...forEach('checksumOf', BODY, TEXTS, checksumOf),
];

const OTHERS: Readonly<Record<string, string>> = { badRequest: 'takes a text of ours' };

describe('the work of the token service is linear in the size of a request', () => {
  it('has a row for every function that is given something of a request', () => {
    const given = functionsOfRequests(__dirname);
    expect(Object.keys(given).length).toBeGreaterThan(1);
    expect(withoutRow(given, ROWS, OTHERS)).toEqual([]);
  });

  it.each(ROWS)('$name: $says', (one) => expect(growthOf(one)).toBeLessThan(MOST_GROWTH));
});

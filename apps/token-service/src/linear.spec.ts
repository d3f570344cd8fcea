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
import { lifetimeOf } from './credentials/access-token-lifetime';
import { assertionOf, matchingTrust, MOST_ASSERTION } from './credentials/assertion';
import { constraintsOf } from './credentials/constraints';
import { actorOf, issueRequestOf, labelOf, membersOf } from './credentials/issue-request';
import { checksumOf, isTokenId, parseToken } from './credentials/token';
import { networkUsesOf } from './credentials/used-networks';
import { assertionRequestOf, trustOf, trustRequestOf } from './credentials/trust-request';

/** Characters of a body. */
const BODY = 1_048_576;

const names = (count: number) => Object.fromEntries(list(count, (i) => [`x${i}`, 1]));
const requestWith = (name: string) => (text: string) =>
  issueRequestOf({ actor: 'a', [name]: text }, 0);

const TRUST = {
  method: 'federation',
  issuer: 'https://idp.example.com',
  subject: 's',
  audiences: ['a'],
} as const;
const FEDERATED = ['method', 'issuer', 'subject', 'jwksUri', 'authorizedParty', 'directoryId'];
const OWN = { method: 'private_key_jwt' };
const KEY = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };

/** Refusals are answers: only the time counts. */
const caught =
  <T>(read: (given: T) => unknown) =>
  (given: T): void => {
    try {
      read(given);
    } catch {
      return;
    }
  };

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
  ...forEach('labelOf', BODY, TEXTS, caught(labelOf)),
  ...forEach('actorOf', BODY, TEXTS, caught(actorOf)),
  row('lifetimeOf', 'names', 12_000, names, caught(lifetimeOf)),
  ...FEDERATED.flatMap((name) =>
    forEach(
      'trustOf',
      BODY,
      TEXTS,
      caught((text) => trustOf({ ...TRUST, [name]: text })),
    ),
  ),
  row('trustOf', 'names that there are not', 12_000, names, caught(trustOf)),
  row('trustOf', 'keys', 2_000, (n) => ({ ...OWN, keys: list(n, () => KEY) }), caught(trustOf)),
  ...forEach(
    'trustOf',
    BODY,
    TEXTS,
    caught((n) => trustOf({ ...OWN, keys: [{ ...KEY, n }] })),
  ),
  row('trustRequestOf', 'names', 12_000, names, caught(trustRequestOf)),
  row('assertionRequestOf', 'names', 12_000, names, caught(assertionRequestOf)),
  ...forEach(
    'assertionRequestOf',
    BODY,
    TEXTS,
    caught((assertion) => assertionRequestOf({ clientId: 'c', assertion, endpoints: [] })),
  ),
  ...forEach('assertionOf', MOST_ASSERTION, TEXTS, caught(assertionOf)),
  ...forEach(
    'assertionOf',
    4_096,
    TEXTS,
    caught((text) =>
      assertionOf(`${Buffer.from(JSON.stringify({ alg: text })).toString('base64url')}.e30.x`),
    ),
  ),
  row(
    'matchingTrust',
    'audiences',
    2_000,
    (n) => ({ aud: list(n, String) }),
    (claims) =>
      matchingTrust({ text: '', alg: 'RS256', kid: undefined, claims }, [{ trust: TRUST }], {
        clientId: 'c',
        endpoints: [],
        now: 0,
      }),
  ),
  row('networkUsesOf', 'names', 12_000, names, caught(networkUsesOf)),
  ...forEach(
    'networkUsesOf',
    BODY,
    TEXTS,
    caught((network) => networkUsesOf({ uses: [{ tokenId: '0000000000000000', network }] })),
  ),
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

import 'reflect-metadata';
import { functionsOfRequests, growthOf, MOST_GROWTH, withoutRow } from '@rollcall/testing';
import { adminRows } from './linear/admin.fixture';
import { oauthRows } from './linear/oauth.fixture';
import { scimRows } from './linear/scim.fixture';

const ROWS = [...scimRows, ...adminRows, ...oauthRows];

const saying = (why: string, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, why]));

/** Functions that read nothing that a caller chose, and why. */
const OTHERS: Readonly<Record<string, string>> = {
  ...saying(
    'puts parts together when the gateway starts',
    'fromRequest',
    'acceptForms',
    'guardAdmin',
    'listAdmin',
    'refuseExpectations',
    'serveConsole',
    'traceRequests',
    'transport',
  ),
  ...saying(
    'takes what was read and checked',
    'actorOfLink',
    'daysLeft',
    'entryId',
    'groupProfileOf',
    'holderOf',
    'keepLog',
    'knownTenant',
    'nameVersion',
    'nothing',
    'profileOf',
    'reaches',
    'reseal',
    'schemasOf',
    'branded',
    'isByLink',
    'keyNames',
    'namedIn',
    'operatorOf',
    'sendAnswer',
    'sendNothing',
    'sendResource',
    'signInPage',
    'usersOf',
    'warnOfExpiry',
    'withoutSource',
  ),
  ...saying(
    'takes nothing of a request',
    'methodRefused',
    'hostless',
    'noSuchTenant',
    'pathUnknown',
  ),
  ...saying('compares the beginning of a route', 'isScim', 'protect'),
  ...saying('reads the class of an error', 'oauthErrorOf', 'sendOAuthError'),
  ...saying('compares a whole text', 'isHostless', 'isSearchAsId'),
  ...saying('answerType and explain have rows', 'sendScimError', 'sendText'),
  ...saying('take an answer of the token service', 'refusalOf', 'publicFault', 'wholeFault'),
  drained: 'counts bytes, and throws them away',
  problem: 'puts a text of ours next to the phrase of its status',
  whenOver: 'waits for the end of an answer, and reads nothing of it',
};

describe('the work of the gateway is linear in what is sent', () => {
  it('has a row for every function that is given something of a request', () => {
    const given = functionsOfRequests(__dirname);
    expect(Object.keys(given).length).toBeGreaterThan(40);
    expect(withoutRow(given, ROWS, OTHERS)).toEqual([]);
  });

  it.each(ROWS)('$name: $says', (one) => expect(growthOf(one)).toBeLessThan(MOST_GROWTH));
});

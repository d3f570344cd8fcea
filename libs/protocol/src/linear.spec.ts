import { growthOf, MOST_GROWTH, withoutRow } from '@rollcall/testing';
import * as door from './index';
import { bodyRows } from './linear/bodies.fixture';
import { messageRows } from './linear/messages.fixture';
import { nameRows } from './linear/names.fixture';
import { patchRows } from './linear/patches.fixture';
import { queryRows } from './linear/queries.fixture';

const ROWS = [...bodyRows, ...patchRows, ...queryRows, ...messageRows, ...nameRows];

/** Exported functions that read nothing that a caller chose, and why. */
const OTHERS: Readonly<Record<string, string>> = {
  ScimError: 'holds a text of ours',
  discoveryFilterRefused: 'takes nothing',
  expiredCursor: 'takes a text of ours',
  invalidCount: 'takes a text of ours',
  invalidCursor: 'takes a text of ours',
  tooMany: 'takes a text of ours',
  compared: 'takes a record of a schema',
  discovery: 'takes a profile',
  etag: 'takes a number',
};

describe('the work of the library is linear in what is sent', () => {
  it('has a row for every function', () => expect(withoutRow(door, ROWS, OTHERS)).toEqual([]));

  it.each(ROWS)('$name: $says', (one) => expect(growthOf(one)).toBeLessThan(MOST_GROWTH));
});

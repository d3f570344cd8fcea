import { ScimError } from '@rollcall/protocol';
import { Cursors, withCursors, type Bound } from './cursors';

const bound: Bound = {
  tenantId: 't1',
  profile: 'full',
  endpoint: '/Users',
  filter: 'title pr',
  sortBy: undefined,
  sortOrder: 'ascending',
  count: 10,
};
const mark = { upto: 90, total: 80, after: 10 };
let now = 1_800_000_000_000;
const keys = (...secrets: string[]) => new Cursors(secrets, () => now);
const K1 = 'k1:a secret of the gateways';
const cursors = keys(K1);

const refusal = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    return error instanceof ScimError ? [error.status, error.scimType] : error;
  }
};

describe('a cursor', () => {
  it('gives back what it marks, and is made of unreserved characters alone', () => {
    const cursor = cursors.seal(bound, mark);
    expect(cursor).toMatch(/^k1\.[\w-]{1,300}$/);
    expect(cursors.open(bound, cursor)).toEqual(mark);
    expect(Buffer.from(cursor.slice(3), 'base64url').toString('latin1')).not.toContain('upto');
  });

  it.each<[string, Partial<Bound>]>([
    ['another tenant', { tenantId: 't2' }],
    ['another profile', { profile: 'strict' }],
    ['another type', { endpoint: '/Groups' }],
    ['another filter', { filter: 'title eq "x"' }],
    ['no filter', { filter: undefined }],
    ['another order', { sortBy: 'title' }],
    ['the opposite order', { sortOrder: 'descending' }],
  ])('of %s is none', (_, other) =>
    expect(refusal(() => cursors.open({ ...bound, ...other }, cursors.seal(bound, mark)))).toEqual([
      400,
      'invalidCursor',
    ]),
  );

  it('with any character changed, added or left out is none', () => {
    const cursor = cursors.seal(bound, mark);
    for (let i = cursor.indexOf('.'); i < cursor.length; i++) {
      const other = cursor[i] === 'A' ? 'B' : 'A';
      for (const changed of [
        cursor.slice(0, i) + other + cursor.slice(i + 1),
        cursor.slice(0, i),
        cursor.slice(0, i) + cursor.slice(i + 1),
      ])
        expect(refusal(() => cursors.open(bound, changed))).toEqual([400, 'invalidCursor']);
    }
    for (const added of ['A', '=', '-', '~', 'AAAA'])
      expect(refusal(() => cursors.open(bound, cursor + added))).toEqual([400, 'invalidCursor']);
  });

  it('with another count is refused for the count', () =>
    expect(refusal(() => cursors.open({ ...bound, count: 11 }, cursors.seal(bound, mark)))).toEqual(
      [400, 'invalidCount'],
    ));

  it('expires an hour after the page that gave it', () => {
    const cursor = cursors.seal(bound, mark);
    now += 3_599_000;
    expect(cursors.open(bound, cursor)).toEqual(mark);
    now += 2_000;
    expect(refusal(() => cursors.open(bound, cursor))).toEqual([400, 'expiredCursor']);
  });

  it('is opened by every gateway that has its key, also while keys are turned', () => {
    const cursor = cursors.seal(bound, mark);
    expect(keys('k2:a new secret here', K1).open(bound, cursor)).toEqual(mark);
    // The client starts the list again: the server cannot know whether the cursor was ever valid.
    expect(refusal(() => keys('k2:a new secret here').open(bound, cursor))).toEqual([
      400,
      'invalidCursor',
    ]);
  });

  it('is put into a list without reading it', () => {
    const text = '{"schemas":[],"Resources":[]}';
    const page = { nextCursor: 'n', previousCursor: 'p' };
    for (const one of [text, Buffer.from(text)])
      expect(JSON.parse(withCursors(one, page).toString())).toEqual({
        ...page,
        schemas: [],
        Resources: [],
      });
    expect(withCursors(text, {})).toBe(text);
  });
});

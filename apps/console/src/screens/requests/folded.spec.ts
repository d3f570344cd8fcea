import type { RequestRow } from '../../api/views';
import { folded } from './folded';

const ID = '11111111-2222-3333-4444-555555555555';
let number = 0;
const row = (more: Partial<RequestRow> = {}): RequestRow => ({
  id: `r${(number += 1)}`,
  at: '',
  method: 'POST',
  path: '/Users',
  status: 400,
  ms: 1,
  tokenId: 't',
  tokenLabel: '',
  quirks: [],
  attributes: [],
  scimType: null,
  detail: null,
  code: 'attribute-unknown',
  attribute: 'name',
  switchOff: false,
  test: false,
  refused: [{ code: 'attribute-unknown', attribute: 'name' }],
  resourceId: null,
  resourceName: null,
  correlationId: 'c',
  count: 1,
  ...more,
});
const counts = (rows: readonly RequestRow[]): number[] => folded(rows).map(({ count }) => count);

describe('refusals of a page', () => {
  it('that say the same are one, with how many requests they stand for', () => {
    const accepted = { status: 201, code: null, attribute: null, refused: [] };
    expect(counts([row(), row(accepted), row({ count: 12 }), row(accepted)])).toEqual([13, 1, 1]);
    const path = { method: 'PATCH', path: `/Users/${ID}` };
    expect(counts([row(path), row({ ...path, path: `/Users/${ID.replace('1', '9')}` })])).toEqual([
      2,
    ]);
  });

  it.each([
    ['another code', { code: 'attribute-value' }],
    [
      'another attribute next to the first',
      { refused: [{ code: 'attribute-unknown', attribute: 'x' }] },
    ],
    ['another token', { tokenId: 'u' }],
    ['another status', { status: 409 }],
    ['another place', { path: '/Groups' }],
    ['a switch-off', { switchOff: true }],
  ])('are two with %s', (_, more) => expect(counts([row(), row(more)])).toEqual([1, 1]));
});

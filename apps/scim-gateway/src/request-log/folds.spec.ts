import { tenantId } from '@rollcall/contracts';
import type { RequestEntry } from './entry';
import { Folds } from './folds';

const entry = (more: Partial<RequestEntry> = {}): RequestEntry => ({
  tenantId: tenantId('acme'),
  at: 0,
  seq: 1,
  method: 'PATCH',
  path: '/Users/1',
  status: 400,
  ms: 3,
  tokenId: 'one',
  tokenLabel: '',
  admitted: true,
  resourceId: '1',
  test: false,
  attributes: [],
  quirks: [],
  correlationId: 'c',
  captured: null,
  count: 1,
  refusal: { code: 'attribute-value', attribute: 'title', scimType: null, detail: 'd' },
  ...more,
});

/** How `add` took each of them. */
const taken = (entries: readonly RequestEntry[]): readonly string[] => {
  const folds = new Folds();
  return entries.map((one) => folds.add(one).as);
};

describe('refused requests of one second', () => {
  it('count in the first identical one', () =>
    expect(taken([entry(), entry({ at: 999 }), entry({ at: 1_000 })])).toEqual([
      'begun',
      'counted',
      'begun',
    ]));

  it('with an expired token are identical whatever the request', () => {
    const over = { admitted: false, status: 401 };
    expect(taken([entry(over), entry({ ...over, path: '/Groups', method: 'POST' })])).toEqual([
      'begun',
      'counted',
    ]);
  });

  it('for other attributes are others, also where the first is the same', () => {
    const { refusal } = entry();
    const row = (attribute: string) => ({ code: 'attribute-unknown', attribute });
    const of = (...rows: string[]) => entry({ refusal: { ...refusal!, refused: rows.map(row) } });
    expect(taken([of('name.a', 'emails'), of('name.a'), of('name.a', 'emails')])).toEqual([
      'begun',
      'begun',
      'counted',
    ]);
  });

  it('of a switch-off count only with their own kind', () => {
    const refusal = { ...entry().refusal!, switchOff: true };
    const other = { refusal, path: '/Users/2', resourceId: '2' };
    expect(
      taken([entry(), entry({ refusal }), entry(other), entry({ refusal }), entry(other)]),
    ).toEqual(['begun', 'begun', 'begun', 'counted', 'counted']);
  });
});

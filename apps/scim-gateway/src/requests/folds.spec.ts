import { tenantId } from '@rollcall/contracts';
import type { RequestEntry } from './entry';
import { Folds } from './folds';

const refusal = { code: 'attribute-unknown', attribute: 'title', scimType: null, detail: '' };
let seq = 0;
const entry = (more: Partial<RequestEntry> = {}): RequestEntry => ({
  ...{ tenantId: tenantId('acme'), at: 1_000, seq: (seq += 1), method: 'PATCH', path: '/Users/1' },
  ...{ status: 400, ms: 1, tokenId: 'one', tokenLabel: '', admitted: true, resourceId: '1' },
  ...{
    test: false,
    attributes: [],
    quirks: [],
    refusal,
    correlationId: 'c',
    captured: null,
    count: 1,
  },
  ...more,
});
const off = { ...refusal, switchOff: true };

describe('refusals that say the same within a second', () => {
  it('are one', () => {
    const folds = new Folds();
    expect([folds.add(entry()).as, folds.add(entry()).as]).toEqual(['begun', 'counted']);
  });

  it('are not those of somebody who was to be switched off', () => {
    const folds = new Folds();
    expect(folds.add(entry()).as).toBe('begun');
    expect(folds.add(entry({ refusal: off })).as).toBe('begun');
    expect(folds.add(entry({ refusal: off, path: '/Users/2' })).as).toBe('begun');
    expect(folds.add(entry({ refusal: off })).as).toBe('counted');
  });
});

import { filterOf, filterTexts, statusOf } from './filter';

describe('the filter of the requests', () => {
  it.each([
    ['404', '404'],
    ['4', '4xx'],
    ['4x', '4xx'],
    ['5XX', '5xx'],
    [' 200 ', '200'],
    ['40', undefined],
    ['4xxx', undefined],
    ['612', undefined],
    ['', undefined],
    ['ok', undefined],
  ])('reads the status %j as %j', (typed, status) => expect(statusOf(typed)).toBe(status));

  it('is what the address says, and asks nothing of what cannot be read', () => {
    const query = 'outcome=refused&status=4&user=ada&correlation=c1&until=never&other=1';
    const texts = filterTexts(new URLSearchParams(query));
    expect(texts).toEqual({
      outcome: 'refused',
      status: '4',
      user: 'ada',
      correlation: 'c1',
      since: '',
      until: 'never',
      at: '',
    });
    expect(filterOf(texts)).toEqual({
      outcome: 'refused',
      status: '4xx',
      user: 'ada',
      correlationId: 'c1',
    });
    const event = 'correlation=c1&at=2026-11-30T10:00:00.000Z';
    expect(filterOf(filterTexts(new URLSearchParams(event)))).toEqual({
      correlationId: 'c1',
      since: '2026-11-30T09:50:00.000Z',
      until: '2026-11-30T10:10:00.000Z',
    });
    expect(filterOf(filterTexts(new URLSearchParams('outcome=what&status=40')))).toEqual({});
  });
});

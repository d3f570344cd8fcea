import type { TenantState } from '../../api/operator-views';
import { daysTo, listed, troublesOf, type Trouble } from './trouble';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');

const tenant = (more: Partial<TenantState> = {}): TenantState => ({
  id: 'acme',
  name: 'Acme',
  profile: 'strict',
  provisioning: 'enabled',
  rateLimit: null,
  position: 9,
  relayed: 9,
  lag: 0,
  held: null,
  requestsLastMinute: 3,
  refusedLastHour: 0,
  lastRequestAt: '2026-11-30T11:59:00.000Z',
  stillOn: 0,
  quirks: [],
  tokensEndAt: '2027-05-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...more,
});

const unlogged = { requestsLastMinute: null, refusedLastHour: null, lastRequestAt: null };
const unknownEnd = Object.fromEntries(
  Object.entries(tenant()).filter(([name]) => name !== 'tokensEndAt'),
) as unknown as TenantState;

describe('what an operator has to look at', () => {
  it.each<[string, TenantState, readonly Trouble[]]>([
    ['a tenant that does well', tenant(), []],
    ['a held one', tenant({ held: 'too large' }), ['held']],
    ['a few events on their way', tenant({ lag: 100 }), []],
    ['many events behind', tenant({ lag: 101 }), ['behind']],
    ['people who are still on', tenant({ stillOn: 1 }), ['still-on']],
    ['refused requests', tenant({ refusedLastHour: 1 }), ['refused']],
    ['a last token of 14 days', tenant({ tokensEndAt: '2026-12-14T12:00:00.000Z' }), ['ending']],
    ['a last token of 15 days', tenant({ tokensEndAt: '2026-12-14T12:00:01.000Z' }), []],
    ['no live token', tenant({ tokensEndAt: null }), ['no-token']],
    ['no live token, switched off', tenant({ tokensEndAt: null, provisioning: 'disabled' }), []],
    ['nobody says when tokens end', unknownEnd, []],
    ['one that never connected', tenant({ lastRequestAt: null, tokensEndAt: null }), ['never']],
    ['requests that are not logged', tenant(unlogged), []],
    [
      'much at once',
      tenant({ held: 'x', lag: 500, refusedLastHour: 100, stillOn: 2, tokensEndAt: null }),
      ['held', 'still-on', 'behind', 'no-token', 'refused'],
    ],
  ])('%s', (_name, one, troubles) => expect(troublesOf(one, NOW)).toEqual(troubles));

  it('counts days as the token table does', () => {
    expect(daysTo('2026-11-30T12:00:01.000Z', NOW)).toBe(1);
    expect(daysTo('2026-11-29T12:00:00.000Z', NOW)).toBe(0);
  });
});

describe('the list of tenants', () => {
  const all = [
    tenant({ id: 'calm', name: 'Calm', requestsLastMinute: 9 }),
    tenant({ id: 'zoo', name: 'Zoo', held: 'x', createdAt: '2026-02-01T00:00:00.000Z' }),
    tenant({ id: 'bee', name: 'Bee', lastRequestAt: null }),
    tenant({ id: 'ant', name: 'Ant', requestsLastMinute: null, lastRequestAt: null }),
  ];
  const ids = (search: string, sort: 'trouble' | 'name' | 'newest' | 'traffic') =>
    listed(all, { search, sort, now: NOW }).map(({ id }) => id);

  it('begins with trouble, the most urgent first, then by name', () =>
    expect(ids('', 'trouble')).toEqual(['zoo', 'bee', 'ant', 'calm']));
  it('is sorted by name, by age, by traffic', () => {
    expect(ids('', 'name')).toEqual(['ant', 'bee', 'calm', 'zoo']);
    expect(ids('', 'newest')[0]).toBe('zoo');
    expect(ids('', 'traffic')[0]).toBe('calm');
  });
  it('is searched by name and by id, whatever the case', () => {
    expect(ids('ZO', 'name')).toEqual(['zoo']);
    expect(ids('alm ', 'name')).toEqual(['calm']);
    expect(ids('nobody', 'name')).toEqual([]);
  });
});

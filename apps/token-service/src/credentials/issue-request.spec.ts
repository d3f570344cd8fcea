import { issueRequestOf } from './issue-request';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const requestOf = (body: object) => issueRequestOf({ actor: 'operator', ...body }, NOW);
const expiry = (body: object) => new Date(requestOf(body).expiresAt).toISOString();

describe('the expiry of a token', () => {
  it('is 180 days from now when nothing is said', () =>
    expect(expiry({})).toBe('2026-08-28T12:00:00.000Z'));

  it.each([
    [{ expiresInDays: 1 }, '2026-03-02T12:00:00.000Z'],
    [{ expiresInDays: 400 }, '2027-04-05T12:00:00.000Z'],
    [{ expiresAt: '2026-12-31' }, '2026-12-31T00:00:00.000Z'],
    [{ expiresAt: '2026-12-31T18:00:00Z' }, '2026-12-31T18:00:00.000Z'],
    [{ expiresAt: '2026-12-31T18:00:00.5+02:00' }, '2026-12-31T16:00:00.500Z'],
    [{ expiresAt: '2027-04-05T12:00:00Z' }, '2027-04-05T12:00:00.000Z'],
  ])('%j is %s', (body, at) => expect(expiry(body)).toBe(at));

  it.each([
    ...[0, -1, 401, 1.5, '30', null, Number.NaN, true].map((days) => ({ expiresInDays: days })),
    ...['', 'tomorrow', '2026-02-30', '2026-13-01', '2026-12-31T18:00:00', '2026-12-31T25:00:00Z']
      .concat('2026-03-01', '2026-03-01T12:00:00Z', '2027-04-05T12:00:01Z', '12/31/2026')
      .map((at) => ({ expiresAt: at })),
    { expiresAt: 1_800_000_000_000 },
    { expiresInDays: 30, expiresAt: '2026-12-31' },
  ])('is refused by the name of its field: %j', (body) =>
    expect(() => requestOf(body)).toThrow(new RegExp(Object.keys(body)[0] as string)),
  );
});

describe('a request for a token', () => {
  it.each([
    [{ label: 'x'.repeat(101) }, 'label'],
    [{ label: 'two\nlines' }, 'label'],
    [{ label: 7 }, 'label'],
    [{ expiresInDay: 30 }, 'expiresInDay'],
    [{ actor: '' }, 'actor'],
    [{ actor: undefined }, 'actor'],
  ])('is refused by the name of its field: %j', (body, name) =>
    expect(() => requestOf(body)).toThrow(name),
  );

  it.each([[null], ['text'], [[]], [undefined]])('is refused when it is no object: %j', (body) =>
    expect(() => issueRequestOf(body, NOW)).toThrow('JSON object'),
  );

  it('counts characters of a label, not code units', () =>
    expect(requestOf({ label: '🔑'.repeat(100) }).label).toHaveLength(200));
});

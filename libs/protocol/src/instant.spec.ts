import fc from 'fast-check';
import { matches } from './filter/matches';
import { parseFilter } from './filter/parse';
import { instantKey, isDateTime, readInstant } from './instant';
import { full } from './profiles/full';

describe('a date and time', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00'],
    ['2026-01-31T12:00:00.10Z', '2026-01-31T12:00:00.1Z'],
    ['2026-01-31T12:00:00.0000000000Z', '2026-01-31t12:00:00z'],
    ['2026-01-31T12:00:00+01:00', '2026-01-31T11:00:00Z'],
    ['2026-01-31T12:00:00-00:00', '2026-01-31T12:00:00+00:00'],
    ['2026-01-31T24:00:00Z', '2026-02-01T00:00:00.0Z'],
    ['2026-12-31T23:30:00.123456789-01:00', '2027-01-01T00:30:00.123456789Z'],
    ['0001-01-01T00:00:00+00:30', '0000-12-31T23:30:00Z'],
  ])('%s is %s', (one, other) => expect(instantKey(one)).toBe(instantKey(other)));

  it.each([
    ['2026-01-31T12:00:00.1234Z', '2026-01-31T12:00:00.1235Z'],
    ['2026-01-31T12:00:00.9999999999Z', '2026-01-31T12:00:01Z'],
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000000000000000000001Z'],
    ['2026-01-31T12:00:00.5+01:00', '2026-01-31T11:00:00.50000001Z'],
    ['0000-01-01T00:00:00+23:59', '0000-01-01T00:00:00Z'],
    ['1969-12-31T23:59:59.9Z', '1970-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.9Z', '9999-12-31T23:59:59.9-23:59'],
  ])('%s is before %s', (one, other) =>
    expect(String(instantKey(one)) < String(instantKey(other))).toBe(true),
  );

  it.each([
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T24:00:00.001Z',
    '2026-01-01T24:00:01Z',
    '2026-01-01T24:01:00Z',
    '2026-12-31T23:59:60Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+01:60',
    '2026-01-01T00:00:00+1:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01',
    '2026-01-01T00:00Z',
    '12026-01-01T00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '',
  ])('%j is none', (text) => expect(isDateTime(text)).toBe(false));

  it('is what JavaScript reads, to the millisecond', () =>
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9998-01-01') }),
        (date) => {
          const { seconds, fraction } = readInstant(date.toISOString()) ?? {};
          expect(Number(seconds) * 1_000 + Number(`${fraction}`.padEnd(3, '0'))).toBe(
            date.getTime(),
          );
        },
      ),
    ));

  it('is compared with all its digits in a filter', () => {
    const created = '2026-01-31T12:00:00.123Z';
    const holds = (filter: string) =>
      matches(parseFilter(`meta.created ${filter}`, full), { meta: { created } }, full);
    const finer = '"2026-01-31T12:00:00.1230000001Z"';
    expect(['eq', 'ne', 'gt', 'ge', 'lt', 'le'].map((one) => holds(`${one} ${finer}`))).toEqual([
      false,
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(holds('eq "2026-01-31T13:00:00.12300+01:00"')).toBe(true);
  });
});

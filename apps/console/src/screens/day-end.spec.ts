import { dayAfter, dayAt, endOfDay } from './day-end';

describe('the end of a day', () => {
  it.each([
    ['UTC', '2026-12-07', '2026-12-07T23:59:59.000Z', 'where the clock is that of the server'],
    ['Europe/Paris', '2026-12-07', '2026-12-07T22:59:59.000Z', 'in winter'],
    ['Europe/Paris', '2026-07-07', '2026-07-07T21:59:59.000Z', 'in summer'],
    ['Europe/Paris', '2026-03-29', '2026-03-29T21:59:59.000Z', 'on the day of 23 hours'],
    ['Europe/Paris', '2026-10-25', '2026-10-25T22:59:59.000Z', 'on the day of 25 hours'],
    [
      'America/Los_Angeles',
      '2026-12-07',
      '2026-12-08T07:59:59.000Z',
      'west, on the next day of UTC',
    ],
    [
      'America/Los_Angeles',
      '2026-11-01',
      '2026-11-02T07:59:59.000Z',
      'west, on the day of 25 hours',
    ],
    ['Asia/Kolkata', '2026-12-07', '2026-12-07T18:29:59.000Z', 'with half an hour'],
    ['Pacific/Kiritimati', '2026-12-07', '2026-12-07T09:59:59.000Z', '14 hours east'],
    ['Pacific/Pago_Pago', '2026-12-07', '2026-12-08T10:59:59.000Z', '11 hours west'],
    ['America/Santiago', '2026-09-05', '2026-09-06T03:59:59.000Z', 'whose midnight is left out'],
    ['America/Santiago', '2026-04-04', '2026-04-05T03:59:59.000Z', 'whose last hour comes twice'],
    ['America/Havana', '2026-10-31', '2026-11-01T03:59:59.000Z', 'before a day with two midnights'],
  ])('%s %s: %s, %s', (zone, day, end) => {
    expect(endOfDay(day, zone)).toBe(end);
    expect(dayAt(Date.parse(end), zone)).toBe(day);
    expect(dayAt(Date.parse(end) + 1_000, zone)).toBe(dayAfter(day, 1));
  });

  it.each([
    'Europe/Paris',
    'America/Santiago',
    'Asia/Beirut',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  ])('is the last second of every day of a year in %s', (zone) => {
    for (let day = '2026-01-01'; day < '2027-01-01'; day = dayAfter(day, 1)) {
      const end = Date.parse(endOfDay(day, zone));
      expect([dayAt(end, zone), dayAt(end + 1_000, zone)]).toEqual([day, dayAfter(day, 1)]);
    }
  });
});

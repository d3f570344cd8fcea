import { naming, namingPattern, soughtOf, textsOf } from './person-texts';

const provisioned = {
  userId: '1',
  login: 'ada@example.com',
  attributes: {
    userName: 'Ada@example.com',
    displayName: 'Ada Lovelace',
    title: 'Countess',
    name: { familyName: 'Lovelace', middleName: 'K' },
    emails: [{ value: 'al@private.example', type: 'work', primary: true }],
    phoneNumbers: [{ value: '12345' }],
    active: true,
  },
};
const changed = { userId: '1', login: 'ada@example.com', set: { nickName: 'Élan' }, unset: [] };

describe('the texts that name a person', () => {
  it('come from all events, the longest first; short texts are left out', () =>
    expect(textsOf([provisioned, changed])).toEqual([
      'al@private.example',
      'ada@example.com',
      'Ada@example.com',
      'Ada Lovelace',
      'Lovelace',
      'Élan',
    ]));

  it('exclude job titles and the types of addresses', () => {
    const isNamed = naming(textsOf([provisioned]));
    expect(['Countess', 'work', 'K', '12345'].filter(isNamed)).toEqual([]);
  });
});

describe('a text names the person', () => {
  const isNamed = naming(textsOf([provisioned, changed]));

  it.each([
    'Lovelace',
    'Team of ADA LOVELACE',
    'lovelace-desk',
    'to al@private.example.',
    'élan',
    '(Lovelace)',
    'Lovelaces and Lovelace',
    'https://pages.example/of%20Ada%20Lovelace%20',
    'https://pages.example/%C3%89lan',
    '100%Lovelace%',
  ])('in %j', (text) => expect(isNamed(text)).toBe(true));

  it.each(['Loveless', 'Lovelaces', 'Elan', 'Élane', 'Ada', '', 'of%20Lovelaces', '%E9lan', '%'])(
    'not in %j',
    (text) => expect(isNamed(text)).toBe(false),
  );

  it('in letters of two units, too', () => {
    const isDeseret = naming(['\u{10414}\u{10415}']);
    expect(isDeseret('to \u{1043C}\u{1043D}')).toBe(true);
    expect(isDeseret('\u{10414}\u{10414}\u{10415}')).toBe(false);
  });

  it('never, when no text of the person is known', () =>
    expect(naming([])('anything')).toBe(false));
});

describe('the texts that present data is searched for', () => {
  const many = (count: number, length: number) =>
    Array.from({ length: count }, (_, i) => `${i}-`.padEnd(length, 'x'));

  it.each([
    [many(300, 10), 200],
    [many(300, 200), 50],
    [many(300, 201), 0],
    [[...many(3, 5), ...many(3, 5)], 3],
  ])('is no more than Postgres reads at once (%#)', (texts, found) =>
    expect(soughtOf(texts)).toHaveLength(found),
  );

  it('are the longest, and make no pattern when there are none', () => {
    expect(soughtOf(['Ada', 'Ada Lovelace', 'x'.repeat(1_000)])).toEqual(['Ada Lovelace', 'Ada']);
    expect(namingPattern(soughtOf([]))).toBeUndefined();
  });
});

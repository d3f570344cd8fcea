import fc from 'fast-check';
import { ScimError } from '../errors';
import { full } from '../profiles/full';
import { strict } from '../profiles/strict';
import type { Filter } from './ast';
import { matches } from './matches';
import { parseFilter } from './parse';
import { printFilter, questionOf } from './print';

const name = fc.constantFrom('userName', 'title', 'x-y', 'not', 'and1', '$ref');
const path = fc.record(
  { attribute: name, subAttribute: name, schema: fc.constant('urn:a:2.0:User') },
  { requiredKeys: ['attribute'] },
);
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('present' as const), path }),
  fc.record({
    kind: fc.constant('compare' as const),
    path,
    operator: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'),
    value: fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      fc.integer(),
      fc.boolean(),
    ),
  }),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      terms: fc.array(tie('filter'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('not' as const), term: tie('filter') }),
    fc.record({
      kind: fc.constant('valuePath' as const),
      path: fc.record({ attribute: name }),
      filter: leaf,
    }),
  ),
}));

const refusal = (text: string, profile = full): string => {
  try {
    parseFilter(text, profile);
  } catch (error) {
    if (error instanceof ScimError && error.scimType === 'invalidFilter') return error.detail;
    throw error;
  }
  return 'accepted';
};

describe('parseFilter', () => {
  it('reads the tree again that printFilter wrote', () => {
    fc.assert(fc.property(filter, (tree) => expect(parseFilter(printFilter(tree))).toEqual(tree)));
  });

  it.each([
    [
      'userName sw "J" and title pr',
      'USERNAME SW "J" AND (urn:ietf:params:scim:schemas:core:2.0:User:title pr)',
    ],
    ['emails[type eq "work"]', 'Emails[TYPE eq "work"]'],
    ['not (name.givenName eq "a")', 'not (Name.GivenName eq "a")'],
  ])('knows that %s asks what %s asks', (one, other) => {
    const [a, b] = [one, other].map((text) => questionOf(parseFilter(text, full), full));
    expect(a).toBe(b);
    expect(questionOf(parseFilter(one.replace(/"./, '"x'), full), full)).not.toBe(a);
  });

  it('throws nothing but invalidFilter', () => {
    const word = fc.constantFrom(
      'userName',
      'eq',
      '"a"',
      '(',
      ')',
      '[',
      ']',
      'not',
      'and',
      'or',
      'pr',
      'emails',
      '.value',
      '1',
      'true',
      '"',
      '\\',
      ' ',
      ':',
      'urn:',
    );
    fc.assert(fc.property(fc.array(word), (words) => void refusal(words.join(' '))));
    fc.assert(fc.property(fc.string(), (text) => void refusal(text)));
  });

  it.each([
    ['', 'is empty|ends where'],
    ['userName eq', 'ends where a value'],
    ['userName eq jo@a.b', 'quotation marks'],
    ['userName eq "jo', 'no closing quotation mark \\(character 12\\)'],
    ['emails[type eq "work"', 'no closing bracket \\(character 6\\)'],
    ['(active eq true', 'no closing parenthesis \\(character 0\\)'],
    ['userName is "a"', 'an operator'],
    ['userName eq "a" userName eq "b"', 'character 16'],
    ['nope eq "a"', '"nope" is not an attribute'],
    ['password eq "a"', 'not an attribute that can be filtered'],
    ['active gt true', 'boolean'],
    ['active eq "true"', 'true or false'],
    ['meta.created gt "yesterday"', 'date and time'],
    ['name eq "a"', 'name one of them'],
    ['emails[value[type eq "a"]]', 'brackets'],
    ['emails[userName eq "a"]', '"userName" is not an attribute'],
    ['('.repeat(10_000) + 'active eq true' + ')'.repeat(10_000), 'levels deep|longer than'],
    [Array(20_000).fill('a pr').join(' or '), 'longer than|more than'],
    [Array(1_000).fill('userName pr').join(' or '), 'more than'],
  ])('refuses %.60s', (text, detail) => {
    expect(refusal(text)).toMatch(new RegExp(detail));
  });

  it('knows manager alone, as Entra asks, where there is one', () => {
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    expect(parseFilter('id eq "1" and Manager eq "7"', full)).toEqual(
      parseFilter(`id eq "1" and ${urn}:Manager eq "7"`, full),
    );
    expect(refusal('manager eq "7"', strict)).toContain('"manager"');
    expect(refusal('department eq "7"', full)).toContain('"department"');
  });

  it('refuses in a strict tenant what only a full one has', () => {
    expect(refusal('emails[type eq "work"].value eq "a"', strict)).toContain('"emails"');
  });
});

describe('matches', () => {
  const jo = {
    userName: 'Jo@Example.com',
    externalId: 'X1',
    active: true,
    name: { familyName: 'Müller' },
    emails: [
      { value: 'jo@work.test', type: 'work' },
      { value: 'jo@home.test', type: 'home', primary: true },
    ],
    phoneNumbers: [{ value: '1' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: '7' } },
    meta: { created: '2026-01-01T00:00:00Z' },
  };
  it.each([
    ['USERNAME EQ "jo@example.COM"', true],
    ['externalId eq "x1"', false],
    ['name.familyName sw "MÜ"', true],
    ['emails.value eq "jo@home.test"', true],
    ['emails co "work.test"', true],
    ['emails[type eq "work" and primary eq true]', false],
    ['emails[type eq "work"].value eq "jo@work.test"', true],
    ['emails[type eq "work"].value eq "jo@home.test"', false],
    ['title pr', false],
    ['title ne "x"', true],
    ['title eq null', true],
    ['emails ne "jo@work.test"', true],
    ['emails.type ne "work"', true],
    ['emails.primary ne true', true],
    ['not (emails.type eq "work")', false],
    ['roles.value ne "x"', true],
    ['photos ne null', false],
    ['phoneNumbers ne "1"', false],
    ['phoneNumbers.type ne "fax"', true],
    ['not (active eq true)', false],
    ['active eq true and (title pr or externalId pr)', true],
    ['meta.created lt "2026-01-01T02:00:00+01:00"', true],
    ['meta.created ge "2026-01-01T00:00:00"', true],
    ['meta.created lt "2026-01-01T00:00:00.001"', true],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "7"', true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName pr', true],
  ])('%s is %s', (text, expected) => {
    expect(matches(parseFilter(text, full), jo, full)).toBe(expected);
  });
});

import { rowsOf, shortSchema } from './rows';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const shown = (name: string, value: unknown): readonly string[] =>
  rowsOf(name, value).map((row) => `${row.name} = ${row.value}`);

describe('the rows of a value', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['displayName', 'Ada', ['displayName = Ada']],
    ['active', false, ['active = false']],
    ['title', undefined, []],
    ['title', null, []],
    [
      'name',
      { givenName: 'Ada', familyName: 'Lovelace' },
      ['name.givenName = Ada', 'name.familyName = Lovelace'],
    ],
    [
      'emails',
      [
        { type: 'work', value: 'a@acme.example', primary: true },
        { type: 'home', value: 'a@home.example' },
      ],
      [
        'emails[type eq "work"].value = a@acme.example',
        'emails[type eq "work"].primary = true',
        'emails[type eq "home"].value = a@home.example',
      ],
    ],
    [
      'phoneNumbers',
      [
        { type: 'work', value: '1' },
        { type: 'work', value: '2' },
      ],
      [
        'phoneNumbers[1].type = work',
        'phoneNumbers[1].value = 1',
        'phoneNumbers[2].type = work',
        'phoneNumbers[2].value = 2',
      ],
    ],
    ['ims', ['a', 'b'], ['ims[1] = a', 'ims[2] = b']],
    [
      ENTERPRISE,
      { department: 'R&D', manager: { value: '26', displayName: 'Grace' } },
      [
        'enterprise:User:department = R&D',
        'enterprise:User:manager.value = 26',
        'enterprise:User:manager.displayName = Grace',
      ],
    ],
  ])('%s', (name, value, rows) => expect(shown(name, value)).toEqual(rows));

  it('keep the whole name of a schema at hand', () =>
    expect(rowsOf(ENTERPRISE, { department: 'R&D' })[0]?.full).toBe(`${ENTERPRISE}:department`));
});

it('the name of a schema is short', () => {
  expect(shortSchema(ENTERPRISE)).toBe('enterprise:User');
  expect(shortSchema('urn:acme:params:badge:1.0:Badge')).toBe('badge:Badge');
});

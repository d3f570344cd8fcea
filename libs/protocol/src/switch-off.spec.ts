import fc from 'fast-check';
import { PATCH_URN } from './patch/operation';
import { USER_URN } from './schemas/user';
import { switchesOff } from './switch-off';

const OFF = [false, 'false', 'False', 'FALSE', ' false ', 0, '0', 'no', 'off', [false], ['False']];
const WRAPPED = [[{ $ref: null, value: 'False' }], { value: false }, { Value: 'false' }];
const patch = (...Operations: unknown[]) => ({ schemas: [PATCH_URN], Operations });
const NAMES = [
  'active',
  'Active',
  'ACTIVE',
  `${USER_URN}:active`,
  `${USER_URN.toUpperCase()}:ACTIVE`,
];

describe('a message that switches somebody off', () => {
  it.each([...OFF, ...WRAPPED].map((one) => [JSON.stringify(one), one]))('by %s', (_, value) => {
    for (const name of NAMES) {
      const bodies = [
        { userName: 'x', [name]: value },
        patch({ op: 'replace', path: name, value }),
        patch({ op: 'Add', path: ` ${name} `, value }),
        patch({ op: 'replace', value: { [name]: value, title: 'x' } }),
        patch({ op: 'replace', path: '', value: { [name]: value } }),
        patch({ op: 'replace', path: 'title', value: 1 }, { op: 'replace', path: name, value }),
        patch({ OP: 'replace', PATH: name, VALUE: value }),
        { operations: [{ op: 'replace', path: name, value }] },
        { Operations: [{ op: 'replace', value: { [USER_URN]: { active: value } } }] },
      ];
      for (const body of bodies) expect([body, switchesOff(body)]).toEqual([body, true]);
    }
  });

  it('also when it says it in two spellings', () =>
    expect(switchesOff(patch({ op: 'replace', value: { active: true, ACTIVE: false } }))).toBe(
      true,
    ));

  it.each<[string, unknown]>([
    ['switches on', { active: true }],
    ['switches on by text', patch({ op: 'replace', path: 'active', value: 'True' })],
    ['says nothing of it', patch({ op: 'replace', path: 'title', value: 'false' })],
    ['unsets it', patch({ op: 'replace', path: 'active', value: null })],
    ['removes it', patch({ op: 'remove', path: 'active', value: false })],
    ['is about a part', patch({ op: 'replace', path: 'emails.active', value: false })],
    ['is about another schema', patch({ op: 'replace', path: 'urn:x:active', value: false })],
    ['has it deeper', { name: { active: false } }],
    ['is no object', [{ active: false }]],
    ['is nothing', null],
  ])('is none that %s', (_, body) => expect(switchesOff(body)).toBe(false));

  it('is found in anything without a fault', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof switchesOff(value)).toBe('boolean');
        expect(typeof switchesOff({ Operations: value, active: value })).toBe('boolean');
      }),
    ));
});

import { strict } from '../profiles/strict';
import type { Attributes } from '../value';
import { ENTERPRISE, jo, patched, refusal } from './scene.fixture';

describe('PATCH', () => {
  it.each<[string, unknown, Attributes]>([
    ['a path-less replace', { op: 'replace', value: { active: false } }, { active: false }],
    ["Entra's words", { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    [
      'a sub-attribute',
      { op: 'add', path: 'name.givenName', value: 'J' },
      { name: { givenName: 'J' } },
    ],
    [
      'a URN path',
      { op: 'add', path: `${ENTERPRISE}:department`, value: 'R' },
      { [ENTERPRISE]: { department: 'R' } },
    ],
    [
      'paths as keys',
      { op: 'replace', value: { 'name.givenName': 'J', [`${ENTERPRISE}:department`]: 'R' } },
      { name: { givenName: 'J' }, [ENTERPRISE]: { department: 'R' } },
    ],
    [
      'a manager as text',
      { op: 'Add', path: 'manager', value: '7' },
      { [ENTERPRISE]: { manager: { value: '7' } } },
    ],
    [
      'a manager as text inside its extension',
      { op: 'replace', value: { [ENTERPRISE]: { manager: '7' } } },
      { [ENTERPRISE]: { manager: { value: '7' } } },
    ],
    [
      'a manager in a list, in an extension that the path names',
      { op: 'add', path: ENTERPRISE, value: { Manager: [{ value: '7' }] } },
      { [ENTERPRISE]: { manager: { value: '7' } } },
    ],
    [
      'a picked value',
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'x@y.z' },
      { emails: [{ value: 'x@y.z', type: 'work', primary: true }] },
    ],
    [
      'a value not there yet',
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '1' },
      { phoneNumbers: [{ type: 'mobile', value: '1' }] },
    ],
    [
      'a new primary',
      { op: 'add', path: 'emails', value: [{ value: 'a@b.c', primary: true }] },
      {
        emails: [
          { value: 'jo@work.test', type: 'work', primary: false },
          { value: 'a@b.c', primary: true },
        ],
      },
    ],
    [
      'a single value in a list',
      { op: 'replace', path: 'active', value: [false] },
      { active: false },
    ],
    [
      'single values in lists, without a path',
      { op: 'replace', value: { active: [false], title: ['x'] } },
      { active: false, title: 'x' },
    ],
    [
      'a single value as a reference in a list',
      { op: 'Replace', path: 'active', value: [{ $ref: null, value: 'False' }] },
      { active: false },
    ],
    [
      'a dot before an attribute of an extension',
      { op: 'Add', path: `${ENTERPRISE}.department`, value: 'R' },
      { [ENTERPRISE]: { department: 'R' } },
    ],
    [
      'a truth value as text in the filter of a path',
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'x' },
      { roles: [{ primary: true, value: 'x' }] },
    ],
    [
      'the same value again',
      {
        op: 'add',
        path: 'emails',
        value: [{ primary: true, type: 'work', value: 'jo@work.test' }],
      },
      {},
    ],
    ['an unknown empty value', { op: 'replace', value: { groups: [], nothing: null } }, {}],
    [
      'a read-only value inside',
      { op: 'replace', value: { id: '1', displayName: 'J' } },
      { displayName: 'J' },
    ],
    ['a removal of what is not there', { op: 'remove', path: 'emails[type eq "home"]' }, {}],
  ])('applies %s', (_, operation, change) => {
    const result = patched([operation]);
    expect(result).toEqual({ ...jo, ...change });
  });

  it('unsets by remove, by null and by ""', () => {
    for (const operation of [
      { op: 'remove', path: 'emails[type eq "work"]' },
      { op: 'replace', path: 'emails', value: null },
      { op: 'replace', path: 'emails[type eq "work"].value', value: '' },
    ])
      expect(patched([operation])).not.toHaveProperty('emails');
  });

  it('takes the schema of an extension as said before what is in it, and no other', () => {
    const path = 'schemas';
    const department = { op: 'add', path: `${ENTERPRISE}:department`, value: 'R' };
    expect(patched([{ op: 'add', path, value: [ENTERPRISE] }, department])).toEqual({
      ...jo,
      [ENTERPRISE]: { department: 'R' },
    });
    for (const operation of [
      { op: 'add', path, value: ['urn:x'] },
      { op: 'replace', path, value: [] },
      { op: 'remove', path, value: [ENTERPRISE] },
    ])
      expect(refusal([operation])).toMatch(/^mutability/);
  });

  it.each([
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'replace', path: 'emails[type co "h"].value', value: 'x' }, 'noTarget'],
    [{ op: 'replace', path: 'emails[type eq "yacht"].value', value: 'x' }, 'noTarget'],
    [{ op: 'replace', path: 'emails[value eq "a@b.c"].display', value: 'x' }, 'noTarget'],
    [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    [{ op: 'remove', path: 'userName' }, 'mutability'],
    [{ op: 'remove', path: 'active' }, 'mutability'],
    [{ op: 'replace', path: 'userName', value: '' }, 'invalidValue'],
    [{ op: 'replace', path: 'active', value: 'maybe' }, 'invalidValue'],
    [{ op: 'replace', path: 'active' }, 'invalidValue'],
    [{ op: 'replace', path: 'emails[', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'emails[type eq].value', value: 'x' }, 'invalidFilter'],
    [{ op: 'swap', path: 'title', value: 'x' }, 'invalidSyntax'],
    ['nothing', 'invalidSyntax'],
  ])('refuses %j', (operation, type) =>
    expect(refusal([operation])).toMatch(new RegExp(`^${type}`)),
  );

  it.each([
    [{ op: 'replace', path: 'title', value: 'x' }, 'title'],
    [{ op: 'replace', value: { nickName: 'x' } }, 'nickName'],
    [{ op: 'add', path: `${ENTERPRISE}:department`, value: 'x' }, 'department'],
  ])('names what a strict tenant refuses in %j', (operation, name) => {
    expect(refusal([operation], strict)).toMatch(/^invalidSyntax: .*mapping/);
    expect(refusal([operation], strict)).toContain(name);
  });

  it('refuses paths and names that are too long before it looks into them', () => {
    const long = 'a'.repeat(8_193);
    const path = { op: 'remove', path: `emails[value eq "${long}"]` };
    expect(refusal([path])).toMatch(/^invalidPath: "path" of operation 1 is longer than 8192/);
    expect(refusal([{ op: 'add', value: { [long]: 'x' } }])).toMatch(/^invalidSyntax: A name in/);
  });
});

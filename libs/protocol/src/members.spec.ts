import { ScimError } from './errors';
import { needsAllMembers, memberSteps, membersAfter, idsNamedBy, parseGroup } from './members';
import { applyPatch } from './patch/apply';
import { parsePatch, PATCH_URN } from './patch/operation';
import { fullGroups } from './profiles/full';
import { GROUP_URN } from './schemas/group';

const stepsOf = (...Operations: object[]) =>
  memberSteps(parsePatch(fullGroups, { schemas: [PATCH_URN], Operations }));

/** The ids after a PATCH, of a group with the user a and the group b; every other id is a user. */
const after = (...operations: object[]) => [
  ...membersAfter(
    stepsOf(...operations).steps,
    [
      { id: 'a', type: 'User' },
      { id: 'b', type: 'Group' },
    ],
    (id) => (id === 'b' ? 'Group' : 'User'),
  ).keys(),
];

const refusal = (run: () => unknown): ScimError => {
  try {
    run();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('not refused');
};

const group = (more: object = {}) => ({
  schemas: [GROUP_URN],
  displayName: 'Engineering',
  ...more,
});

describe('the body of a group', () => {
  it('is its attributes and, apart from them, its members', () =>
    expect(
      parseGroup(
        fullGroups,
        group({
          externalId: '00g1',
          members: [
            { value: 'a', display: 'Ada', $ref: null },
            { value: 'b', type: 'group' },
          ],
        }),
      ),
    ).toEqual({
      attributes: { displayName: 'Engineering', externalId: '00g1' },
      members: [{ id: 'a' }, { id: 'b', type: 'Group' }],
    }));

  it.each([
    ['null', null],
    ['a list of nothing', []],
  ])('has no members when they are %s', (_, members) =>
    expect(parseGroup(fullGroups, group({ members })).members).toEqual([]),
  );

  it('names each member once', () =>
    expect(
      parseGroup(fullGroups, group({ members: [{ value: 'a' }, { value: 'a' }] })).members,
    ).toEqual([{ id: 'a' }]));

  it('may name members by URN, and by reference alone', () =>
    expect(
      parseGroup(fullGroups, {
        ...group(),
        [`${GROUP_URN}:members`]: [{ $ref: 'https://h/scim/v2/Users/a' }],
      }).members,
    ).toEqual([{ id: 'a' }]));

  it('takes the schema that Entra adds to the core one', () =>
    expect(
      parseGroup(fullGroups, {
        ...group(),
        schemas: [
          GROUP_URN,
          'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
        ],
      }).attributes,
    ).toEqual({ displayName: 'Engineering' }));

  it.each([
    ['no displayName', { schemas: [GROUP_URN] }, 'displayName'],
    ['an attribute of users', group({ userName: 'a' }), 'userName'],
    ['a member that is a text', group({ members: ['a'] }), 'members'],
    ['a member that is nothing', group({ members: [{}] }), 'value'],
    ['a member without an id', group({ members: [{ type: 'User' }] }), 'value'],
    ['a member of whom only the name is said', group({ members: [{ display: 'x' }] }), 'value'],
    ['a member of an unknown type', group({ members: [{ value: 'a', type: 'x' }] }), 'type'],
    [
      'a member of a type that JavaScript knows',
      group({ members: [{ value: 'a', type: 'constructor' }] }),
      'type',
    ],
    ['members twice', { ...group({ members: [] }), Members: [] }, 'members'],
    ['no object', [], 'object'],
  ])('is refused with %s', (_, body, named) => {
    const { status, detail } = refusal(() => parseGroup(fullGroups, body));
    expect([status, detail]).toEqual([400, expect.stringContaining(named)]);
  });
});

describe('a PATCH of members', () => {
  it.each([
    ['adds a list', { op: 'add', path: 'members', value: [{ value: 'c' }] }, ['a', 'b', 'c']],
    ['adds one object', { op: 'add', path: 'members', value: { value: 'c' } }, ['a', 'b', 'c']],
    ['adds who is there', { op: 'add', path: 'members', value: [{ value: 'a' }] }, ['a', 'b']],
    ['adds without a path', { op: 'add', value: { members: [{ value: 'c' }] } }, ['a', 'b', 'c']],
    ['adds by a filter', { op: 'add', path: 'members[value eq "c"]', value: {} }, ['a', 'b', 'c']],
    ['removes by a filter', { op: 'remove', path: 'members[value eq "a"]' }, ['b']],
    [
      'removes several by a filter',
      { op: 'remove', path: 'members[value eq "a" or value eq "b"]' },
      [],
    ],
    ['removes by type', { op: 'remove', path: 'members[type eq "group"]' }, ['a']],
    [
      'removes by value, as Entra does',
      { op: 'remove', path: 'members', value: [{ $ref: null, value: 'a' }] },
      ['b'],
    ],
    ['removes who is not there', { op: 'remove', path: 'members[value eq "x"]' }, ['a', 'b']],
    [
      'removes no member by an empty list',
      { op: 'remove', path: 'members', value: [] },
      ['a', 'b'],
    ],
    ['removes all', { op: 'remove', path: 'members' }, []],
    ['replaces all', { op: 'replace', path: 'members', value: [{ value: 'c' }] }, ['c']],
    ['replaces all with none', { op: 'replace', path: 'members', value: [] }, []],
  ])('%s', (_, operation, expected) => expect(after(operation)).toEqual(expected));

  it('keeps the order of operations', () =>
    expect(
      after(
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [{ value: 'c' }, { value: 'd' }] },
        { op: 'remove', path: 'members[value eq "c"]' },
      ),
    ).toEqual(['d']));

  it('names those whom it adds and removes, and asks for no others', () => {
    const { steps } = stepsOf(
      { op: 'add', path: 'members', value: [{ value: 'c' }] },
      { op: 'remove', path: 'members[value eq "a"]' },
    );
    expect([steps.flatMap(idsNamedBy), needsAllMembers(steps)]).toEqual([['c', 'a'], false]);
  });

  it('selects by type those too who were added by their id alone', () =>
    expect(
      after(
        { op: 'add', path: 'members', value: [{ value: 'a' }, { value: 'c' }] },
        { op: 'remove', path: 'members[type eq "User"]' },
      ),
    ).toEqual(['b']));

  it.each([
    ['a replacement', { op: 'replace', path: 'members', value: [{ value: 'c' }] }],
    ['a removal of all', { op: 'remove', path: 'members' }],
    ['a removal by type', { op: 'remove', path: 'members[type eq "User"]' }],
  ])('asks for all members by %s', (_, operation) =>
    expect(needsAllMembers(stepsOf(operation).steps)).toBe(true),
  );

  it('leaves the rest of the group to the engine, with the id that Okta puts in', () => {
    const { steps, others } = stepsOf({
      op: 'replace',
      value: { id: '1', displayName: 'Platform' },
    });
    expect([steps, applyPatch(fullGroups, { displayName: 'Engineering' }, others)]).toEqual([
      [],
      { displayName: 'Platform' },
    ]);
  });

  it.each([
    ['the part of a member', { op: 'replace', path: 'members.value', value: 'x' }, 'mutability'],
    [
      'the id of a member',
      { op: 'replace', path: 'members[value eq "a"]', value: { value: 'x' } },
      'mutability',
    ],
    [
      'a member that is not named',
      { op: 'replace', path: 'members[type eq "User"]', value: { value: 'x' } },
      'noTarget',
    ],
    ['members by their names', { op: 'remove', path: 'members[display eq "x"]' }, 'invalidFilter'],
    ['the name away', { op: 'remove', path: 'displayName' }, 'mutability'],
  ])('is refused when it changes %s', (_, operation, scimType) =>
    expect(refusal(() => stepsOf(operation)).scimType).toBe(scimType),
  );

  it('does not look at very many members again and again', () => {
    const everyone = Array.from({ length: 100_000 }, (_, i) => ({ id: String(i) }));
    const once = { op: 'remove', path: 'members[not (type pr) and value sw "9"]' };
    const { steps } = stepsOf(once);
    const untyped = () => undefined;
    expect(membersAfter(steps, everyone, untyped).size).toBe(88_889);
    const often = stepsOf(...Array.from({ length: 4 }, () => once));
    expect(refusal(() => membersAfter(often.steps, everyone, untyped)).status).toBe(413);
  });

  it('names at most 20,000 members', () => {
    const value = Array.from({ length: 20_001 }, (_, i) => ({ value: String(i) }));
    const { detail } = refusal(() => stepsOf({ op: 'add', path: 'members', value }));
    expect(detail).toContain('20000');
  });
});

import { ScimError } from '../errors';
import { memberSteps, parseGroup } from '../members';
import { full, fullGroups } from '../profiles/full';
import type { Profile } from '../profiles/profile';
import { strict } from '../profiles/strict';
import { applyQuirks } from '../quirks/index';
import type { Attribute } from '../schemas/attribute';
import { parseUser } from '../validate';
import type { Attributes, Json } from '../value';
import { applyPatch } from './apply';
import { parsePatch, PATCH_URN } from './operation';

const answer = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return `${error.status} ${error.scimType}`;
  }
};

const jo = { userName: 'jo@example.com', displayName: 'Jo', active: true };

const patched = (profile: Profile, operation: object, off?: ReadonlySet<string>): unknown => {
  const body = { schemas: [PATCH_URN], Operations: [operation] };
  const sent = applyQuirks({ method: 'PATCH', path: '/', body }, off).body;
  return applyPatch(profile, jo, memberSteps(parsePatch(profile, sent)).others);
};

const posted = (profile: Profile, more: Attributes): unknown =>
  (profile.resourceType === 'Group' ? parseGroup : parseUser)(profile, {
    schemas: [profile.core.id],
    ...more,
  });

/** A value of the attribute, and one that unsets it. */
const valuesOf = ({ type, multiValued, subAttributes }: Attribute): readonly Json[] => {
  if (multiValued) return [[{ value: 'AAAA' }], []];
  if (type === 'boolean') return [true, null];
  return type === 'complex' ? [{ [subAttributes?.[0]?.name ?? '']: 'a' }, null] : ['a', null];
};

const TWICE = '400 invalidSyntax';
const [ENTERPRISE = ''] = full.byUrn.keys();

const ATTRIBUTES = [strict, full, fullGroups].flatMap((profile) =>
  [...profile.attributes.values()]
    .filter(({ mutability, name }) => mutability === 'readWrite' && !profile.ignored.has(name))
    .map(
      (attribute) =>
        [profile.resourceType, profile.name, attribute.name, profile, attribute] as const,
    ),
);

describe('one attribute in two spellings', () => {
  it.each(ATTRIBUTES)('%s %s: %s', (_, __, name, profile, attribute) => {
    const others = [name.toUpperCase(), `${profile.core.id}:${name}`];
    const [set = null, unset = null] = valuesOf(attribute);
    for (const other of others)
      for (const [one, two] of [
        [set, set],
        [set, unset],
        [unset, set],
        [unset, unset],
      ]) {
        const value = { [name]: one, [other]: two } as Attributes;
        expect([other, answer(() => patched(profile, { op: 'replace', value }))]).toEqual([
          other,
          TWICE,
        ]);
        expect(answer(() => patched(profile, { op: 'add', value }))).toBe(TWICE);
        expect(answer(() => posted(profile, value))).toBe(TWICE);
      }
  });

  it.each<[string, Attributes]>([
    [
      'a URN of an extension',
      { [ENTERPRISE]: { department: 'a' }, [ENTERPRISE.toUpperCase()]: { division: 'b' } },
    ],
    [
      'a URN of an extension, one time unset',
      { [ENTERPRISE]: null, [ENTERPRISE.toUpperCase()]: { division: 'b' } },
    ],
    ['an attribute of an extension', { [ENTERPRISE]: { department: 'a', DEPARTMENT: null } }],
    ['a part of a name', { name: { givenName: 'a', GIVENNAME: '' } }],
    ['a part of a name, unset first', { name: { GIVENNAME: null, givenName: 'a' } }],
    ['a part of one of several', { emails: [{ value: 'a' }, { value: 'b', VALUE: null }] }],
    ['a part of a manager', { [ENTERPRISE]: { manager: { value: 'a', Value: '' } } }],
    ['a password', { password: 'a', PASSWORD: 'b' }],
  ])('%s', (what, value) => {
    if (what !== 'a password')
      expect(answer(() => patched(full, { op: 'replace', value }))).toBe(TWICE);
    expect(answer(() => posted(full, { ...jo, ...value }))).toBe(TWICE);
  });

  it.each<[string, string, Json]>([
    ['a part of a name', 'name', { givenName: 'a', GIVENNAME: null }],
    ['an attribute of an extension', ENTERPRISE, { department: 'a', Department: 'b' }],
    ['a part of one that a filter picks', 'emails[type eq "work"]', { value: 'a', VALUE: 'b' }],
    ['a part in a list', 'emails', [{ value: 'a', VALUE: '' }]],
    ['a manager', `${ENTERPRISE}:manager`, { value: 'a', VALUE: '' }],
  ])('%s, in the value of a path', (_, path, value) => {
    for (const op of ['add', 'replace'])
      expect(answer(() => patched(full, { op, path, value }))).toBe(TWICE);
  });

  it('of what is removed by value', () => {
    for (const [profile, path] of [
      [full, 'emails'],
      [fullGroups, 'members'],
    ] as const)
      expect(
        answer(() => patched(profile, { op: 'remove', path, value: [{ value: 'a', VALUE: 'b' }] })),
      ).toBe(TWICE);
  });

  it.each<[string, Attributes]>([
    ['a path and an object', { 'name.givenName': 'a', name: { givenName: 'b' } }],
    ['a path and an object in other capitals', { name: { GIVENNAME: 'b' }, 'name.givenName': 'a' }],
    ['a path and the whole', { 'name.givenName': 'a', name: null }],
    ['a path in two cases', { 'name.givenName': 'a', 'NAME.GivenName': 'b' }],
    ['a path and its URN', { 'name.givenName': 'a', [`${full.core.id}:name.givenName`]: 'b' }],
    [
      'a URN in two cases',
      { [`${ENTERPRISE}:department`]: 'a', [`${ENTERPRISE.toUpperCase()}:department`]: 'b' },
    ],
    [
      'a URN and an object',
      { [`${ENTERPRISE}:department`]: 'a', [ENTERPRISE]: { Department: 'b' } },
    ],
    ['a URN with a dot', { [`${ENTERPRISE}:department`]: 'a', [`${ENTERPRISE}.department`]: 'b' }],
    ['a URN and the whole', { [`${ENTERPRISE}:department`]: 'a', [ENTERPRISE]: null }],
    [
      'a filter in two spellings',
      { 'emails[type eq "work"].value': 'a', 'emails[TYPE EQ "Work"].value': 'b' },
    ],
    [
      'a filter and blanks',
      { 'emails[type eq "work"].value': 'a', 'emails[type  eq "work" ].value': 'b' },
    ],
    [
      'a filter by a truth value',
      { 'roles[primary eq "True"].value': 'a', 'roles[primary eq true].value': 'b' },
    ],
    [
      'a filter and an object',
      { 'emails[type eq "work"].value': 'a', 'emails[type eq "work"]': { value: 'b' } },
    ],
    ['a filter and the list', { 'emails[type eq "work"].value': 'a', emails: [{ value: 'b' }] }],
  ])('as keys that are paths: %s', (_, value) => {
    for (const op of ['add', 'replace', 'Replace'])
      expect(answer(() => patched(full, { op, value }))).toBe(TWICE);
  });

  it.each<[string, Attributes]>([
    [
      'parts of one name',
      { 'name.givenName': 'a', name: { familyName: 'b' }, 'name.middleName': 'c' },
    ],
    [
      'parts of one value',
      { 'emails[type eq "work"].value': 'a', 'emails[type eq "work"].primary': true },
    ],
    [
      'values of one list',
      { 'emails[type eq "work"].value': 'a', 'emails[type eq "home"].value': 'a' },
    ],
    [
      'attributes of one extension',
      { [`${ENTERPRISE}:department`]: 'a', [ENTERPRISE]: { division: 'b' } },
    ],
    [
      'a text and its namesake in an extension',
      { displayName: 'a', [`${ENTERPRISE}:manager`]: { value: '1' } },
    ],
  ])('are not %s', (_, value) =>
    expect(answer(() => patched(full, { op: 'replace', value }))).toBe('accepted'),
  );

  it.each<[string, object]>([
    ['op', { op: 'replace', OP: 'add', path: 'title', value: 'a' }],
    ['path', { op: 'replace', path: 'title', PATH: 'nickName', value: 'a' }],
    ['value', { op: 'replace', path: 'active', value: false, Value: true }],
  ])('of the message: %s', (_, operation) =>
    expect(answer(() => patched(full, operation))).toBe(TWICE),
  );

  it('of the message: Operations, schemas', () => {
    const body = { schemas: [PATCH_URN], Operations: [], operations: [] };
    expect(answer(() => parsePatch(full, body))).toBe(TWICE);
    expect(
      answer(() => parsePatch(full, { schemas: [PATCH_URN], SCHEMAS: [], Operations: [] })),
    ).toBe(TWICE);
    expect(answer(() => posted(full, { ...jo, Schemas: [full.core.id] }))).toBe(TWICE);
  });
});

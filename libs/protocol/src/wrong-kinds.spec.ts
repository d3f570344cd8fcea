/** Values of the wrong kind that hold nothing: refused for every attribute, by every verb. */
import { ScimError } from './errors';
import { parseGroup, memberSteps } from './members';
import { applyPatch } from './patch/apply';
import { parsePatch, PATCH_URN } from './patch/operation';
import { full, fullGroups } from './profiles/full';
import type { Profile } from './profiles/profile';
import { strict } from './profiles/strict';
import { applyQuirks } from './quirks/index';
import type { Attribute } from './schemas/attribute';
import { parseUser } from './validate';
import type { Attributes, Json } from './value';

const jo = { userName: 'jo@example.com', displayName: 'Jo' };

/** An attribute where a request names it: by its path, and inside the object that holds it. */
interface Place {
  readonly profile: Profile;
  readonly attribute: Attribute;
  readonly path: string;
  readonly within: (value: Json) => Attributes;
}

const below = (place: Place): readonly Place[] => {
  const { attribute, path, within } = place;
  if (attribute.type !== 'complex') return [place];
  const parts = (attribute.subAttributes ?? []).filter(
    ({ mutability }) => mutability !== 'readOnly',
  );
  const inside = parts.map((part): Place => {
    const one = (value: Json): Json => ({ [part.name]: value });
    return {
      ...place,
      attribute: part,
      path: attribute.multiValued ? `${path}[type eq "x"].${part.name}` : `${path}.${part.name}`,
      within: (value) => within(attribute.multiValued ? [one(value)] : one(value)),
    };
  });
  return [place, ...inside];
};

const placesOf = (profile: Profile): readonly Place[] =>
  [
    ...[...profile.attributes.values()]
      .filter(({ name, mutability }) => mutability === 'readWrite' && !profile.ignored.has(name))
      .map(
        (attribute): Place => ({
          profile,
          attribute,
          path: attribute.name,
          within: (value) => ({ [attribute.name]: value }),
        }),
      ),
    ...[...profile.byUrn.values()].flatMap(({ urn, attributes }) =>
      [...attributes.values()].map(
        (attribute): Place => ({
          profile,
          attribute,
          path: `${urn}:${attribute.name}`,
          within: (value) => ({ [urn]: { [attribute.name]: value } }),
        }),
      ),
    ),
  ].flatMap(below);

const USERS = [strict, full].flatMap(placesOf).filter(({ path }) => path !== 'members');
const GROUPS = placesOf(fullGroups).filter(({ path }) => !path.startsWith('members'));

/** What holds nothing and is of another kind than the attribute. */
const wrongFor = ({ type, multiValued }: Attribute): readonly Json[] => {
  const lists: readonly Json[] = [[null], [[]], [[null]], [{}], [{ value: [] }]];
  if (multiValued) return ['', {}, [null], [[]], [''], [{ value: [] }], [{ value: {} }], [{}]];
  if (type === 'complex') return ['', ...lists];
  return type === 'boolean' || type === 'integer' ? ['', {}, ...lists] : [{}, ...lists];
};

const SCHEMAS: Readonly<Record<string, (profile: Profile, body: object) => unknown>> = {
  User: (profile, body) => parseUser(profile, body),
  Group: (profile, body) => parseGroup(profile, body),
};

const read = (profile: Profile, more: Attributes): unknown => {
  const body = { schemas: [profile.core.id], ...jo, ...more };
  const sent = profile.resourceType === 'Group' ? { ...body, userName: null } : body;
  return SCHEMAS[profile.resourceType]?.(profile, sent);
};

const patched = (profile: Profile, operation: object, off = NO_MANAGER): unknown => {
  const body = { schemas: [PATCH_URN], Operations: [operation] };
  const sent = applyQuirks({ method: 'PATCH', path: '/', body }, off).body;
  const { others } = memberSteps(parsePatch(profile, sent));
  return applyPatch(profile, { ...jo, active: true }, others);
};

/** The quirk reads a list of one manager, and "", as an object: its own test is below. */
const NO_MANAGER: ReadonlySet<string> = new Set(['entra-manager']);
const ALL: ReadonlySet<string> = new Set();

/** The scimType and what was named; "accepted" otherwise. */
const answer = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    return `${error.status} ${error.scimType}`;
  }
};

const table = (places: readonly Place[], values: (of: Attribute) => readonly Json[]) =>
  places.flatMap((place) =>
    values(place.attribute).map(
      (value) => [place.profile.name, place.path, JSON.stringify(value), place, value] as const,
    ),
  );

describe('a value of the wrong kind that holds nothing', () => {
  it.each(table([...USERS, ...GROUPS], wrongFor))('%s %s: %s', (_, __, ___, place, value) => {
    const { profile, path, within } = place;
    const verbs = {
      body: answer(() => read(profile, within(value))),
      add: answer(() => patched(profile, { op: 'add', path, value })),
      replace: answer(() => patched(profile, { op: 'replace', path, value })),
      pathless: answer(() => patched(profile, { op: 'replace', value: within(value) })),
    };
    // Of a list in a PATCH one object stands for a list of one, and a quirk reads a text in a list.
    expect(verbs).toEqual({
      body: '400 invalidValue',
      add: '400 invalidValue',
      replace: '400 invalidValue',
      pathless: '400 invalidValue',
    });
  });

  it.each(
    table(USERS, ({ type, multiValued }) => [
      null,
      ...(type === 'complex' || multiValued
        ? []
        : ['string', 'reference'].includes(type)
          ? ['']
          : []),
    ]).filter(([, path]) => !/^(userName|displayName)$/.test(path)),
  )('%s %s: %s means that there is none', (_, path, ___, { profile, within }, value) => {
    expect(answer(() => read(profile, within(value)))).toBe('accepted');
    if (path === 'active') return;
    expect(answer(() => patched(profile, { op: 'replace', path, value }))).toBe('accepted');
    expect(answer(() => patched(profile, { op: 'replace', value: within(value) }))).toBe(
      'accepted',
    );
  });

  it.each(
    USERS.filter(({ path }) => !/[.[]|^(userName|displayName)$/.test(path)).map(
      (p) => [p.path, p] as const,
    ),
  )('%s: [] means that there is none', (_, { profile, within }) =>
    expect(answer(() => read(profile, within([])))).toBe('accepted'),
  );

  it('is not taken for a manager, and "" is none', () => {
    const path = 'manager';
    const replaced = (value: Json) =>
      answer(() => patched(full, { op: 'replace', path, value }, ALL));
    for (const value of [[null], [[]], [[[]]]]) expect(replaced(value)).toBe('400 invalidValue');
    for (const value of ['', null, [], { value: '' }, [{ value: '' }]])
      expect(replaced(value)).toBe('accepted');
  });

  it('is no extension', () => {
    for (const { urn } of full.byUrn.values())
      for (const value of ['', [null], [[]], [{}]]) {
        expect(answer(() => read(full, { [urn]: value }))).toBe('400 invalidValue');
        expect(answer(() => patched(full, { op: 'replace', path: urn, value }))).toBe(
          '400 invalidValue',
        );
      }
  });
});

const NO_IDS: readonly Json[] = [
  '',
  {},
  { value: '' },
  { value: null },
  [{ value: '' }],
  [{}],
  [null],
  [[]],
  [''],
  [{ value: null }],
  [{ value: [] }],
  [{ value: {} }],
  [{ value: 'a' }, {}],
  [{ value: 'a' }, null],
  [{ $ref: '' }],
  [{ display: 'Jo' }],
];

describe('a member without an id', () => {
  const steps = (operation: object) => {
    const body = { schemas: [PATCH_URN], Operations: [operation] };
    const sent = applyQuirks({ method: 'PATCH', path: '/Groups/1', body }).body;
    return memberSteps(parsePatch(fullGroups, sent)).steps;
  };

  it.each(NO_IDS.map((value) => [JSON.stringify(value), value] as const))('%s', (_, value) => {
    const urn = `${fullGroups.core.id}:members`;
    const answers = [
      answer(() => read(fullGroups, { members: value })),
      answer(() => read(fullGroups, { [urn]: value })),
      ...['add', 'replace', 'remove'].map((op) =>
        answer(() => steps({ op, path: 'members', value })),
      ),
      ...['add', 'replace'].map((op) => answer(() => steps({ op, value: { members: value } }))),
      ...['add', 'replace'].map((op) => answer(() => steps({ op, value: { [urn]: value } }))),
    ];
    expect(new Set(answers)).toEqual(new Set(['400 invalidValue']));
  });

  it.each([
    ['[]', []],
    ['null', null],
  ])('%s means no members', (_, value) => {
    expect(answer(() => read(fullGroups, { members: value }))).toBe('accepted');
    expect(steps({ op: 'replace', path: 'members', value })).toEqual([
      { kind: 'replace', members: [] },
    ]);
    expect(steps({ op: 'add', path: 'members', value })).toEqual([{ kind: 'add', members: [] }]);
    expect(steps({ op: 'replace', value: { members: value } })).toEqual([
      { kind: 'replace', members: [] },
    ]);
  });

  it.each([[''], [[null]], [[[]]], [['']], [{ value: '' }], [{ value: null }], [[{ value: '' }]]])(
    'is not filled in by the filter of a path: %j',
    (value) =>
      expect(answer(() => steps({ op: 'add', path: 'members[value eq "a"]', value }))).toBe(
        '400 invalidValue',
      ),
  );
});

// The table is made of the schemas: it has a row for each attribute of each profile.
it('the table has rows for all kinds', () =>
  expect(
    new Set(USERS.map(({ attribute }) => (attribute.multiValued ? 'list' : attribute.type))),
  ).toEqual(new Set(['string', 'boolean', 'reference', 'binary', 'complex', 'list'])));

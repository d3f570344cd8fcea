/** A PATCH that is answered with success has done what it says: its values are in the resource. */
import fc from 'fast-check';
import { ScimError } from '../errors';
import { full } from '../profiles/full';
import { strict } from '../profiles/strict';
import type { Profile } from '../profiles/profile';
import { applyQuirks } from '../quirks/index';
import type { Attribute } from '../schemas/attribute';
import type { Attributes, Json } from '../value';
import { applyPatch } from './apply';
import { parsePatch, PATCH_URN } from './operation';

/** A value that asks for an effect, with a text in it that is nowhere else. */
const valueOf = (attribute: Attribute, mark: string): Json => {
  switch (attribute.type) {
    case 'boolean':
      return true;
    case 'binary':
      return 'QUJD';
    case 'complex': {
      const parts = (attribute.subAttributes ?? []).filter(
        ({ mutability }) => mutability !== 'readOnly',
      );
      return Object.fromEntries(parts.map((part) => [part.name, valueOf(part, mark)]));
    }
    case 'dateTime':
    case 'decimal':
    case 'integer':
    case 'reference':
    case 'string':
      return mark;
  }
};

interface Case {
  readonly profile: Profile;
  readonly path: string;
  readonly attribute: Attribute;
}

const FILTERS = [
  'type eq "work"',
  'primary eq true',
  'value eq "a"',
  'type eq "x" and primary eq true',
];

const casesOf = (profile: Profile): readonly Case[] =>
  [
    ...[...profile.attributes.values()].map((attribute) => ({ attribute, path: attribute.name })),
    ...[...profile.byUrn.values()].flatMap(({ urn, attributes }) =>
      [...attributes.values()].map((attribute) => ({
        attribute,
        path: `${urn}:${attribute.name}`,
      })),
    ),
  ]
    .filter(({ attribute }) => attribute.mutability === 'readWrite')
    .flatMap(({ attribute, path }) => {
      const parts = (attribute.subAttributes ?? []).filter(
        ({ mutability }) => mutability !== 'readOnly',
      );
      const below = parts.map((part) => ({
        profile,
        path: `${path}.${part.name}`,
        attribute: part,
      }));
      const has = (name: string) => parts.some((part) => part.name === name);
      const picked = FILTERS.filter((one) =>
        ['type', 'primary', 'value'].every((name) => !one.includes(`${name} eq`) || has(name)),
      ).flatMap((filter) => [
        { profile, path: `${path}[${filter}]`, attribute: { ...attribute, multiValued: false } },
        ...parts.map((part) => ({
          profile,
          path: `${path}[${filter}].${part.name}`,
          attribute: part,
        })),
      ]);
      return [{ profile, path, attribute }, ...below, ...(attribute.multiValued ? picked : [])];
    });

const CASES = [full, strict].flatMap(casesOf);

const resources: readonly Attributes[] = [
  { userName: 'a@example.com', displayName: 'A', active: false },
  {
    userName: 'a@example.com',
    displayName: 'A',
    active: false,
    emails: [{ value: 'a', type: 'work', primary: false }, { type: 'x' }],
    roles: [{ type: 'x', primary: true }],
    addresses: [{ locality: 'L', type: 'work' }],
    name: { givenName: 'G' },
  },
];

const applied = (profile: Profile, from: Attributes, operations: readonly object[]) => {
  const sent = { schemas: [PATCH_URN], Operations: operations };
  const { body } = applyQuirks({ method: 'PATCH', path: '/Users/1', body: sent });
  return applyPatch(profile, from, parsePatch(profile, body));
};

/** All texts and truth values of a resource below its attributes. */
const leaves = (value: Json): readonly Json[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

const MARK = 'mark@example.org';

describe('a PATCH that was accepted', () => {
  it.each(CASES.map((one) => [one.profile.name, one.path, one] as const))(
    '%s %s: shows the value that it set',
    (_, __, { profile, path, attribute }) => {
      const one = valueOf(attribute, MARK);
      const value = attribute.multiValued ? [one] : one;
      for (const from of resources)
        for (const op of ['add', 'replace', 'Replace']) {
          const name = /^[^.[]*/.exec(path.replace(/^urn:.*:/, ''))?.[0] ?? '';
          let after: Attributes;
          try {
            after = applied(profile, from, [{ op, path, value }]);
          } catch (error) {
            expect(error).toBeInstanceOf(ScimError);
            expect(error).toMatchObject({ status: 400 });
            continue;
          }
          const wanted = leaves(value);
          const found = JSON.stringify(after);
          expect([
            path,
            op,
            name,
            wanted.every((leaf) => found.includes(JSON.stringify(leaf))),
          ]).toEqual([path, op, name, true]);
          // It did something, or all of it was there.
          if (found === JSON.stringify(from))
            expect(JSON.stringify(from)).toContain(JSON.stringify(one));
        }
    },
  );

  it('shows the values of all its operations that no later one touched', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...CASES.filter(({ profile }) => profile === full)), {
          minLength: 1,
          maxLength: 4,
          selector: ({ path }) => path.replace(/[.[].*$/, ''),
        }),
        fc.constantFrom(...resources),
        fc.constantFrom('add', 'replace'),
        (some, from, op) => {
          const operations = some.map(({ path, attribute }, i) => {
            const one = valueOf(attribute, `mark${i}@example.org`);
            return { op, path, value: attribute.multiValued ? [one] : one };
          });
          let after: Attributes;
          try {
            after = applied(full, from, operations);
          } catch (error) {
            expect(error).toBeInstanceOf(ScimError);
            return;
          }
          const found = JSON.stringify(after);
          for (const { path, value } of operations)
            for (const leaf of leaves(value))
              expect([path, found.includes(JSON.stringify(leaf))]).toEqual([path, true]);
        },
      ),
      { numRuns: 1_000 },
    ));

  it.each<[string, object]>([
    ['a removal of what is not there', { op: 'remove', path: 'emails[type eq "home"]' }],
    [
      'a removal by a value that is not there',
      { op: 'remove', path: 'emails', value: [{ value: 'x' }] },
    ],
    ['null for what is not there', { op: 'replace', path: 'title', value: null }],
    ['an object without members', { op: 'replace', value: {} }],
    ['the name of a schema', { op: 'add', path: 'schemas', value: [full.core.id] }],
    ['a read-only attribute next to others', { op: 'replace', value: { id: '1', meta: {} } }],
    ['an unknown attribute without a value', { op: 'replace', path: 'nothing', value: null }],
    ['a password', { op: 'replace', path: 'password', value: 'secret' }],
  ])('does nothing for %s, as documented', (_, operation) => {
    const [from] = resources as [Attributes];
    expect(applied(full, from, [operation])).toEqual(from);
  });

  it.each<[string, Json]>([
    ['nothing at all', [null]],
    ['an empty text', ''],
    ['a list of nothing', [[]]],
    ['a number', 7],
    ['a truth value', true],
  ])('is not a removal by %s', (_, value) => {
    for (const path of ['emails', 'roles'])
      expect(() =>
        applied(full, resources[1] as Attributes, [{ op: 'remove', path, value }]),
      ).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidValue' }));
  });
});

import { expectGolden } from '@rollcall/testing';
import Ajv from 'ajv';
import fc from 'fast-check';
import { join } from 'node:path';
import { propertiesOf, sourceOf } from './event-attributes.fixture';
import { ScimError } from './errors';
import { applyPatch } from './patch/apply';
import { parsePatch, PATCH_URN } from './patch/operation';
import type { Profile } from './profiles/profile';
import { profiles } from './profiles/profiles';
import { parseUser } from './validate';
import type { Attributes } from './value';

const source = join(__dirname, '../../contracts/src/user-attributes.ts');
const jo: Attributes = { userName: 'jo@example.com', displayName: 'Jo', active: true };

it('the attributes in the schemas of events are golden', () =>
  expectGolden(source, sourceOf(profiles)));

it('are exactly four of the strict profile', () =>
  expect(Object.keys(propertiesOf(profiles.strict)).sort()).toEqual([
    'active',
    'displayName',
    'externalId',
    'userName',
  ]));

/** Undefined: it was refused. */
const accepted = (parse: () => Attributes): Attributes | undefined => {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
};

// A reader holds the tenant of an event that does not satisfy its schema: there must be none.
describe.each(Object.values(profiles))('whatever the profile $name accepts', (profile: Profile) => {
  const properties = propertiesOf(profile);
  const takes = new Ajv().compile({ type: 'object', properties });
  const faultsOf = (attributes: Attributes | undefined): unknown =>
    attributes === undefined || takes(attributes) ? [] : takes.errors;

  const part = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.constant([]),
    fc.dictionary(
      fc.constantFrom('value', 'display', 'type', 'primary', 'formatted', 'givenName', '$ref'),
      fc.oneof(fc.constantFrom('work', 'QQ=='), fc.boolean(), fc.integer(), fc.constant(null)),
    ),
  );
  const some = fc.oneof(part, fc.array(part, { maxLength: 3 }));
  const names = Object.keys(properties);

  it('is what its schema takes: a body', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...names), some, (name, value) => {
        const attributes = accepted(() =>
          parseUser(profile, { schemas: [profile.core.id], ...jo, [name]: value }),
        );
        if (attributes !== undefined) taken += 1;
        expect(faultsOf(attributes)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('is what its schema takes: a PATCH, also with a filter', () => {
    const literal = fc.constantFrom('"work"', 'true', 'null', '5', '"true"');
    const filter = fc
      .tuple(fc.constantFrom('type', 'primary', 'value', 'display'), literal)
      .map(([by, text]) => `[${by} eq ${text}]`);
    const path = fc
      .tuple(
        fc.constantFrom(...names),
        fc.oneof(fc.constant(''), filter),
        fc.constantFrom('', '.value', '.type', '.primary', '.givenName', ':manager'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom('add', 'replace', 'remove'), path, some, (op, to, value) => {
        const Operations = [{ op, path: to, value }];
        const attributes = accepted(() =>
          applyPatch(profile, jo, parsePatch(profile, { schemas: [PATCH_URN], Operations })),
        );
        expect(faultsOf(attributes)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused by its schema when a value is of another type', () => {
    expect(takes({ userName: 7 })).toBe(false);
    expect(takes({ active: 'true' })).toBe(false);
    expect(takes({ later: { anything: 1 } })).toBe(true);
  });
});

/** Differential tests against two other libraries. Each known difference is explained. */
import fc from 'fast-check';
import { scimPatch, type ScimPatchOperation, type ScimResource } from 'scim-patch';
import { filter as compile, parse, type Filter as Theirs } from 'scim2-parse-filter';
import type { Filter } from './filter/ast';
import { matches } from './filter/matches';
import { parseFilter } from './filter/parse';
import { printFilter } from './filter/print';
import { splitPath } from './path';
import { applyPatch } from './patch/apply';
import { parsePatch, PATCH_URN } from './patch/operation';
import { full } from './profiles/full';
import type { Attributes } from './value';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Their tree in our words. */
const ours = (theirs: Theirs): Filter => {
  const path = 'attrPath' in theirs ? splitPath(theirs.attrPath) : undefined;
  if ('compValue' in theirs)
    return {
      kind: 'compare',
      path: path ?? { attribute: '' },
      operator: theirs.op,
      value: theirs.compValue as string,
    };
  switch (theirs.op) {
    case 'and':
    case 'or':
      return { kind: theirs.op, terms: theirs.filters.map(ours) };
    case 'not':
      return { kind: 'not', term: ours(theirs.filter) };
    case 'pr':
      return { kind: 'present', path: path ?? { attribute: '' } };
    case '[]':
      return { kind: 'valuePath', path: path ?? { attribute: '' }, filter: ours(theirs.valFilter) };
  }
};

const path = fc.constantFrom(
  { attribute: 'userName' },
  { attribute: 'name', subAttribute: 'familyName' },
  { attribute: 'department', schema: ENTERPRISE },
);
// Difference: it reads `\\` and other escapes of JSON on its own; plain texts only.
const text = fc.stringMatching(/^[a-zA-Z0-9@. -]{0,6}$/);
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ kind: fc.constant('present' as const), path }),
  fc.record({
    kind: fc.constant('compare' as const),
    path,
    operator: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'),
    value: text,
  }),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    leaf,
    // Difference: it keeps `(a and b) and c` as two nodes; ours are alike only when kinds alternate.
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      terms: fc.array(leaf, { minLength: 2, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('not' as const), term: tie('filter') }),
    fc.record({
      kind: fc.constant('valuePath' as const),
      path: fc.constant({ attribute: 'emails' }),
      filter: fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constantFrom({ attribute: 'type' }, { attribute: 'value' }),
        operator: fc.constantFrom('eq', 'ne', 'co'),
        value: text,
      }),
    }),
  ),
}));

describe('scim2-parse-filter', () => {
  it('reads the same tree from what printFilter writes', () =>
    fc.assert(
      fc.property(filter, (tree) => {
        const printed = printFilter(tree);
        expect(ours(parse(printed))).toEqual(parseFilter(printed));
      }),
    ));

  // Differences: it has no schema and compares every text exactly, so all is in lower case here; an
  // attribute without a value never meets its `ne`, so no test sends one.
  it('finds the same people by equality, beginning, part and presence', () => {
    const people: Attributes[] = [
      { userName: 'ada', name: { familyName: 'lovelace' }, emails: [{ type: 'work', value: 'a' }] },
      {
        userName: 'bob',
        emails: [
          { type: 'home', value: 'b' },
          { type: 'work', value: 'c' },
        ],
      },
      { userName: 'cy', name: { familyName: 'ada' } },
    ];
    const word = fc.constantFrom('ada', 'bob', 'a', 'b', 'lovelace', 'zzz');
    const simple: fc.Arbitrary<Filter> = fc.oneof(
      fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constantFrom(
          { attribute: 'userName' },
          { attribute: 'name', subAttribute: 'familyName' },
        ),
        operator: fc.constantFrom('eq', 'co', 'sw', 'ew'),
        value: word,
      }),
      fc.constantFrom<Filter>(
        { kind: 'present', path: { attribute: 'name' } },
        { kind: 'present', path: { attribute: 'emails' } },
        parseFilter('emails[type eq "work"]'),
      ),
    );
    const joined = fc.record({
      kind: fc.constantFrom('and', 'or'),
      terms: fc.array(simple, { minLength: 2, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.oneof(simple, joined), (tree) => {
        const theirs = compile(parse(printFilter(tree)));
        const found = people.map((person) => matches(tree, person, full));
        expect(people.map((person) => theirs(person as Record<string, unknown>))).toEqual(found);
      }),
    );
  });

  it('joins two values of a list in one value path, where ours ask that one value meets it', () => {
    const filter = 'emails[type eq "home" and value eq "c"]';
    const person = {
      emails: [
        { type: 'home', value: 'b' },
        { type: 'work', value: 'c' },
      ],
    };
    expect(compile(parse(filter))(person)).toBe(true);
    expect(matches(parseFilter(filter), person, full)).toBe(false);
  });

  it('overflows where ours refuses', () => {
    const deep = `${'('.repeat(10_000)}userName pr${')'.repeat(10_000)}`;
    expect(() => parse(deep)).toThrow(RangeError);
    expect(() => parseFilter(deep)).toThrow(/levels deep|longer than/);
  });
});

describe('scim-patch', () => {
  const jo: Attributes = {
    userName: 'jo',
    active: true,
    title: 'Auditor',
    name: { givenName: 'Jo', familyName: 'Doe' },
    emails: [
      { value: 'jo@work.test', type: 'work', primary: true },
      { value: 'jo@home.test', type: 'home' },
    ],
  };
  // Differences, for which nothing is generated: it mutates its input by default; keeps
  // "" and null as values; has no demotion of `primary`; knows no schema, so wrong types, unknown
  // and read-only attributes pass; takes paths to `__proto__`; and adds equal values twice.
  const word = fc.stringMatching(/^[a-z]{1,5}$/);
  const GONE = 'emails[value eq "jo@home.test"].display';
  const at = (to: string, value: fc.Arbitrary<unknown>) =>
    fc.record({ op: fc.constantFrom('add', 'replace'), path: fc.constant(to), value });
  const operation = fc.oneof(
    at('title', word),
    at('active', fc.boolean()),
    at('name.givenName', word),
    at('nickName', word),
    at('emails[type eq "work"].value', word),
    at(GONE, word),
    at('name', fc.record({ givenName: word }, { requiredKeys: ['givenName'] })).filter(
      ({ op }) => op === 'add',
    ),
    fc.record({
      op: fc.constant('add'),
      path: fc.constant('emails'),
      value: word.map((value) => [{ value, type: 'other' }]),
    }),
    fc.constantFrom(
      { op: 'remove', path: 'title' },
      { op: 'remove', path: 'name.familyName' },
      { op: 'remove', path: 'emails[type eq "home"]' },
      { op: 'replace', path: 'emails', value: [{ value: 'x', type: 'work' }] },
    ),
    fc.record({
      op: fc.constant('replace'),
      value: fc.record({ title: word, active: fc.boolean() }),
    }),
  );

  const normal = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
          : part,
      ),
    );

  it('comes to the same resource', () =>
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), (operations) => {
        let theirs: unknown;
        try {
          const copy = structuredClone(jo) as unknown as ScimResource;
          // As text: it changes the values that it is given, and a value may stand in two operations.
          const sent = JSON.parse(JSON.stringify(operations)) as ScimPatchOperation[];
          theirs = scimPatch(copy, sent);
        } catch {
          // Difference: it throws when a remove or a filter finds nothing any more; ours go on.
          return;
        }
        const steps = parsePatch(full, { schemas: [PATCH_URN], Operations: operations });
        let own: unknown;
        try {
          own = applyPatch(full, jo, steps);
        } catch (error) {
          // Difference: a replace of a missing address creates it; ours is noTarget.
          expect(error).toMatchObject({ scimType: 'noTarget' });
          expect(operations).toContainEqual(expect.objectContaining({ op: 'replace', path: GONE }));
          return;
        }
        const seen = new Set<string>();
        const emails = (theirs as { emails?: object[] }).emails?.filter((one) => {
          const text = JSON.stringify(normal(one));
          return seen.has(text) ? false : Boolean(seen.add(text));
        });
        const once = { ...(theirs as object), ...(emails ? { emails } : {}) };
        expect(normal(own)).toEqual(normal(once));
      }),
      { numRuns: 500 },
    ));

  it('would take a path into the prototype; ours does not', () => {
    const path = { op: 'replace', path: '__proto__.polluted', value: 'x' };
    expect(() => parsePatch(full, { schemas: [PATCH_URN], Operations: [path] })).toThrow(
      /not an attribute path/,
    );
  });
});

import {
  parseFilter,
  printFilter,
  profiles,
  ScimError,
  type Attribute,
  type Filter,
  type Profile,
} from '@rollcall/protocol';
import fc from 'fast-check';

/** Any resource and any filter, for the specs that compare the two interpreters of filters. */
export const BASE = 'http://scim.test/scim/v2';
const { full } = profiles;

// Few, so that filters find something; and such as are folded, ordered or escaped in odd ways.
export const texts = [
  'a',
  'A',
  'ab',
  'b',
  'Straße',
  'STRASSE',
  'ς',
  'Σ',
  'σ',
  'é',
  'e\u0301',
  'İ',
  'i',
  'ı',
  '😀',
  '\uffff',
  '\u{10000}',
  '%',
  '_',
  '\\',
  '"',
  "'",
  'a b',
  'work',
  'home',
  ' ',
  '10',
];
export const dates = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T01:30:00.5+01:00',
  '2025-12-31T23:59:59.999-12:00',
  '0000-02-29T00:00:00+23:59',
  '9999-12-31T23:59:59Z',
];
/** Finer than what is stored, around what is: no digit of them may be lost. */
const finer = [
  '2026-01-01T00:00:00.0000000001Z',
  '2025-12-31T23:59:59.9999999Z',
  '2026-01-01T00:30:00.5000004Z',
  '2026-01-01T00:30:00.4999996Z',
  '2025-12-31T24:00:00Z',
];
export const text = fc.constantFrom(...texts);
const base64 = fc.constantFrom('work', 'home', 'AAAA', 'aaaa');
/** Without a zone it is UTC, whatever the zone of the one who reads it. */
const zoneless = '2026-01-01T00:00:00';

/** Any value that the attribute may have; now and then none. */
export const valueOf = (attribute: Attribute): fc.Arbitrary<unknown> => {
  const one: fc.Arbitrary<unknown> =
    attribute.type === 'complex'
      ? fc.record(
          Object.fromEntries(
            (attribute.subAttributes ?? []).map((sub) => [sub.name, valueOf(sub)]),
          ),
          { requiredKeys: [] },
        )
      : attribute.type === 'boolean'
        ? fc.boolean()
        : fc.oneof(attribute.type === 'binary' ? base64 : text, fc.constant(''));
  return attribute.multiValued ? fc.array(one, { maxLength: 3 }) : one;
};

export const partsOf = (attributes: readonly Attribute[]): fc.Arbitrary<object> =>
  fc.record(Object.fromEntries(attributes.map((one) => [one.name, valueOf(one)])), {
    requiredKeys: [],
  });

export const pathsOf = (attributes: Iterable<Attribute>, schema?: string): Filter[] =>
  [...attributes].flatMap((one) =>
    [undefined, ...(one.subAttributes ?? [])].map(
      (sub): Filter => ({
        kind: 'present',
        path: {
          attribute: one.name,
          ...(schema === undefined ? {} : { schema }),
          ...(sub ? { subAttribute: sub.name } : {}),
        },
      }),
    ),
  );

const leafOf = (presences: readonly Filter[]): fc.Arbitrary<Filter> => {
  const path = fc.constantFrom(...presences).map((one) => (one.kind === 'present' ? one.path : NO));
  return fc.oneof(
    path.map((one): Filter => ({ kind: 'present', path: one })),
    fc.record({
      kind: fc.constant('compare' as const),
      path,
      operator: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'),
      value: fc.oneof(
        { weight: 6, arbitrary: fc.oneof(text, fc.constant('')) },
        { weight: 2, arbitrary: fc.constantFrom(...dates, ...finer, zoneless) },
        fc.boolean(),
        fc.constant(null),
        fc.constantFrom('User', 'W/"3"', full.core.id, `${BASE}/Users/`),
      ),
    }),
  );
};
export const NO = { attribute: 'none' };

export const filtersOf = (profile: Profile): fc.Arbitrary<Filter> => {
  const whole = [
    ...pathsOf(profile.attributes.values()),
    ...profile.extensions.flatMap(({ id, attributes }) => pathsOf(attributes, id)),
  ];
  const inside = profile.core.attributes.filter(({ type }) => type === 'complex');
  const valuePaths = inside.map((attribute): fc.Arbitrary<Filter> => {
    const leaf = leafOf(pathsOf(attribute.subAttributes ?? []));
    return fc.record({
      kind: fc.constant('valuePath' as const),
      path: fc.constant({ attribute: attribute.name }),
      filter: fc.oneof(leaf, joined(leaf), negated(leaf)),
    });
  });
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leafOf(whole),
      ...(valuePaths.length === 0 ? [] : [fc.oneof(...valuePaths)]),
      joined(tie('filter')),
      negated(tie('filter')),
    ),
  }));
  return filter.filter((one) => isAccepted(one, profile));
};
const joined = (of: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.record({
    kind: fc.constantFrom('and', 'or'),
    terms: fc.array(of, { minLength: 2, maxLength: 3 }),
  });
const negated = (of: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.record({ kind: fc.constant('not' as const), term: of });

export const isAccepted = (filter: Filter, profile: Profile): boolean => {
  try {
    parseFilter(printFilter(filter), profile);
    return true;
  } catch (error) {
    if (error instanceof ScimError) return false;
    throw error;
  }
};

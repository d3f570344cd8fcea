import { full, fullGroups, type Attribute } from '@rollcall/protocol';

/**
 * The words of the protocol, in lower case. Any other word in an address may be a person's name,
 * and the request log shows none.
 */

const namesIn = (attributes: Iterable<Attribute>): readonly string[] =>
  [...attributes].flatMap(({ name, subAttributes = [] }) => [name, ...namesIn(subAttributes)]);

const PROFILES = [full, fullGroups];
const URNS = PROFILES.flatMap(({ core, extensions }) => [core, ...extensions]).map(({ id }) =>
  id.toLowerCase(),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  PROFILES.flatMap(({ attributes, extensions }) => [
    ...namesIn(attributes.values()),
    ...extensions.flatMap((one) => namesIn(one.attributes)),
  ]).map((name) => name.toLowerCase()),
);

const attributeOf = (lower: string): string => {
  const urn = URNS.find((one) => lower.startsWith(`${one}:`));
  return urn === undefined ? lower : lower.slice(urn.length + 1);
};

/** Whether a schema has such an attribute: `name.familyName`, a URN before it or alone. */
export const isKnownAttribute = (text: string): boolean => {
  const lower = text.toLowerCase();
  if (ATTRIBUTES.has(lower) || URNS.includes(lower)) return true;
  const [name = '', sub, ...more] = attributeOf(lower).split('.');
  return more.length === 0 && ATTRIBUTES.has(name) && (sub === undefined || ATTRIBUTES.has(sub));
};

/** RFC 7644 §3.2, and what is sent where the base URL was pasted twice. */
const PARTS: ReadonlySet<string> = new Set([
  'users',
  'groups',
  'bulk',
  'me',
  'schemas',
  'resourcetypes',
  'serviceproviderconfig',
  '.search',
  'user',
  'group',
  'scim',
  'v2',
  ...URNS,
]);

/** Whether a part of a path is an endpoint, a resource type or a schema. */
export const isKnownPart = (text: string): boolean => PARTS.has(text.toLowerCase());

const NUMBER = /^[+-]?\d{0,9}$/;
const ORDER = /^(?:a|de)scending$/i;

/** RFC 7644 §3.4.2, RFC 9865: the values of each parameter except `filter` that may be shown. */
const PARAMETERS: Readonly<Record<string, (value: string) => boolean>> = {
  startindex: (value) => NUMBER.test(value),
  count: (value) => NUMBER.test(value),
  sortorder: (value) => ORDER.test(value),
  sortby: isKnownAttribute,
  attributes: isKnownAttribute,
  excludedattributes: isKnownAttribute,
  // A valid one is sealed; an invalid one may be any text.
  cursor: (value) => value === '',
  filter: () => false,
};

/** The check of a list parameter's values; undefined for an unknown parameter. */
export const parameterOf = (name: string): ((value: string) => boolean) | undefined =>
  Object.hasOwn(PARAMETERS, name.toLowerCase()) ? PARAMETERS[name.toLowerCase()] : undefined;

const KEYWORDS: ReadonlySet<string> = new Set([
  'eq',
  'ne',
  'co',
  'sw',
  'ew',
  'gt',
  'ge',
  'lt',
  'le',
  'pr',
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
]);

/** Whether a word of a filter is an operator or an attribute; a sub-attribute may follow a bracket. */
export const isKnownInFilter = (word: string): boolean =>
  KEYWORDS.has(word.toLowerCase()) || isKnownAttribute(word.startsWith('.') ? word.slice(1) : word);

/** What an operation does to the list of a multi-valued attribute. */
import { noTarget, quoted, type ScimError } from '../errors';
import type { Filter } from '../filter/ast';
import { valueTest } from '../filter/matches';
import type { Attribute } from '../schemas/attribute';
import { mergeValues } from '../multi-valued';
import { coerce, isEmpty, isObject, single, type Json, type JsonObject } from '../value';
import { subAttributesOf } from '../profiles/profile';
import type { Op } from './operation';
import { withParts } from './parts';
import { demote, onePrimary } from './primary';
import { without } from './removal';

type Values = readonly Json[];

/** Values after an operation on the whole list. */
export const wholeList = (
  op: Op,
  attribute: Attribute,
  values: Values,
  value: Json | undefined,
): Values => {
  if (op === 'remove')
    return value === undefined || value === null ? [] : without(attribute, values, value);
  const list = value === undefined || value === null || Array.isArray(value) ? value : [value];
  const given = coerce(attribute, list ?? null);
  const wanted = (given ?? []) as Values;
  if (op === 'replace') return wanted;
  onePrimary(attribute.name, wanted);
  const { next, changed } = mergeValues(values, wanted);
  return demote(attribute.name, next, changed);
};

/** Values after an operation on one part of every value: `emails.type`. */
export const partOfAll = (
  op: Op,
  attribute: Attribute,
  sub: Attribute,
  values: Values,
  value: Json | undefined,
): Values => {
  const touched = values.length === 0 && op !== 'remove' ? [{}] : values;
  return touched.map((one) => withPart(op, attribute, sub, one, value));
};

/** Values after an operation on those that match a filter. */
export const applyToMatching = (
  op: Op,
  attribute: Attribute,
  sub: Attribute | undefined,
  filter: Filter,
  values: Values,
  value: Json | undefined,
): Values => {
  const hits = values.map(valueTest(filter, attribute));
  if (op === 'remove' && !sub) return values.filter((_, i) => !hits[i]);
  if (op !== 'remove' && !hits.includes(true)) {
    const made = created(op, attribute, sub, filter, value);
    return demote(attribute.name, [...values, ...made], made.filter(isWorth));
  }
  const fields = equalities(filter, attribute) ?? {};
  const changed: Json[] = [];
  const next = values.map((one, i) => {
    if (!hits[i]) return one;
    const now = sub
      ? withPart(op, attribute, sub, one, value)
      : merged(op, attribute, one, value, fields);
    changed.push(now);
    return now;
  });
  return demote(attribute.name, next, changed.filter(isWorth));
};

/** One value, also when it comes as a list of one object. */
const unwrapSingle = (value: Json | undefined): Json => {
  if (!Array.isArray(value)) return value ?? null;
  const [one, ...more] = value as Values;
  if (one === undefined) return null;
  return more.length === 0 && isObject(one) ? one : value;
};

/** A replaced value keeps what the filter found it by: a second replace finds it again. */
const merged = (
  op: Op,
  attribute: Attribute,
  one: Json,
  value: Json | undefined,
  fields: JsonObject,
): Json => {
  const sent = unwrapSingle(value);
  const given = single(attribute, sent);
  if (op === 'replace') return isObject(given) ? asSent(sent, { ...fields, ...given }) : {};
  if (!isObject(sent)) return one;
  return markEmptied(one, withParts(one, sent, given, subAttributesOf(attribute)) ?? {});
};

const withPart = (
  op: Op,
  attribute: Attribute,
  sub: Attribute,
  one: Json,
  value: Json | undefined,
): Json => {
  if (!isObject(one)) return one;
  const path = `${attribute.name}.${sub.name}`;
  const part = op === 'remove' ? undefined : coerce(sub, value ?? null, path);
  const next: JsonObject = { ...one };
  if (part === undefined) delete next[sub.name];
  else next[sub.name] = part;
  return markEmptied(one, next);
};

/** On a value that an operation left without anything that counts; a later one may still fill it. */
const EMPTIED = Symbol('emptied');
type Marked = JsonObject & { [EMPTIED]?: true };

/** A type, or being the primary, of nothing is nothing. */
const isBlank = (one: JsonObject): boolean => {
  for (const name in one) if (name !== 'type' && name !== 'primary') return false;
  return true;
};

const markEmptied = (before: Json, now: JsonObject): JsonObject => {
  if (isObject(before) && !isBlank(before) && isBlank(now)) (now as Marked)[EMPTIED] = true;
  return now;
};

/** Of a whole value that was sent: what it unsets and does not set leaves nothing. */
const asSent = (sent: Json, now: JsonObject): JsonObject => {
  if (isObject(sent) && isBlank(now) && Object.values(sent).some(isEmpty))
    (now as Marked)[EMPTIED] = true;
  return now;
};

const isWorth = (one: Json): boolean =>
  !isEmpty(one) && !(isObject(one) && (one as Marked)[EMPTIED] === true && isBlank(one));

/**
 * The values after all operations: without those that operations emptied. What a request says of a
 * value that has no more than that stays, as it does in a POST: 200 means that it was done.
 */
export const dropEmptyValues = (values: Values): Values =>
  values.filter(isWorth).map((one) => {
    if (!isObject(one) || (one as Marked)[EMPTIED] === undefined) return one;
    const plain: Marked = { ...one };
    delete plain[EMPTIED];
    return plain;
  });

/**
 * A value that a filter describes and that is not there yet: `emails[type eq "work"].value` makes a
 * work e-mail, as Entra's administrators expect. RFC 7644 §3.5.2.3 has noTarget for the rest.
 */
const created = (
  op: Op,
  attribute: Attribute,
  sub: Attribute | undefined,
  filter: Filter,
  value: Json | undefined,
): Values => {
  const given = sub ? coerce(sub, value ?? null) : single(attribute, unwrapSingle(value));
  if (given === undefined) return [];
  const fields = equalities(filter, attribute);
  if (!fields || (op === 'replace' && !isKind(attribute, fields))) throw unsatisfied(attribute);
  if (!sub) return [asSent(unwrapSingle(value), { ...fields, ...(given as JsonObject) })];
  const made = { ...fields, [sub.name]: given };
  // `emails[type eq "work"].type` of "home": the filter describes another one than the value.
  if (!valueTest(filter, attribute)(made)) throw unsatisfied(attribute);
  return [made];
};

const unsatisfied = (attribute: Attribute): ScimError =>
  noTarget(`No value of ${quoted(attribute.name)} satisfies the filter of the path.`);

/** A replaced value is described by what kind it is, not by which one: that one is not there. */
const isKind = (attribute: Attribute, { value, type }: JsonObject): boolean => {
  const kinds = subAttributesOf(attribute).get('type')?.canonicalValues;
  const known = type === undefined || !kinds || kinds.includes(String(type).toLowerCase());
  return value === undefined && known;
};

/** The fields that a filter of `eq` and `and` asks for; undefined for any other filter. */
const equalities = (filter: Filter, attribute: Attribute): JsonObject | undefined => {
  if (filter.kind === 'compare' && filter.operator === 'eq' && filter.value !== null) {
    const sub = subAttributesOf(attribute).get(filter.path.attribute.toLowerCase());
    return sub && { [sub.name]: filter.value };
  }
  if (filter.kind !== 'and') return undefined;
  const parts = filter.terms.map((term) => equalities(term, attribute));
  return parts.includes(undefined) ? undefined : (Object.assign({}, ...parts) as JsonObject);
};

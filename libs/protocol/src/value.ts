import { quoted, twice, unknownAttribute, wrongValue, type ScimError } from './errors';
import { isStreamSafe } from './case-fold';
import { Faults } from './faults';
import { isDateTime } from './instant';
import { LIMITS } from './limits';
import { subAttributesOf } from './profiles/profile';
import type { Attribute } from './schemas/attribute';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };
export type Attributes = { readonly [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether JSON is empty at every depth. */
export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.every(isEmpty)) ||
  (isObject(value) && Object.values(value).every(isEmpty));

/** Equality of JSON values; the order of object keys does not matter, that of lists does. */
export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Attributes, b as Attributes];
  // Plain loops: PATCH compares each added value with all that are there.
  let names = 0;
  for (const name in left) {
    if (!sameJson(left[name], right[name])) return false;
    names++;
  }
  return names === Object.keys(right).length;
};

const wrong = (path: string, wanted: string): never => {
  throw wrongValue(path, `${quoted(path)} must be ${wanted}.`);
};

/** What a value of a complex attribute looks like, where it has one part that matters most. */
const shapeOf = ({ subAttributes }: Attribute, form: (one: string) => string): string =>
  subAttributes?.some(({ name }) => name === 'value') ? `, such as ${form('{"value": "…"}')}` : '';

const text = (path: string, value: Json): string => {
  if (typeof value !== 'string') return wrong(path, 'a string');
  if (value.length > LIMITS.text) return wrong(path, `at most ${LIMITS.text} characters long`);
  if (!isStreamSafe(value)) return wrong(path, 'without more than 30 combining marks in a row');
  return value;
};

// RFC 7643 §2.3.6: base 64 of RFC 4648 §4, with or without its padding; PEM's lines are not minded.
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** Of these, "" means that there is none: providers send it for what a person does not have. */
const TEXTS: ReadonlySet<Attribute['type']> = new Set([
  'string',
  'reference',
  'binary',
  'dateTime',
]);

const SCALARS: Readonly<
  Record<Exclude<Attribute['type'], 'complex'>, (path: string, value: Json) => Json>
> = {
  string: text,
  reference: text,
  binary: (path, value) =>
    BASE64.test(text(path, value).replace(/\s+/g, '')) ? value : wrong(path, 'base 64'),
  boolean: (path, value) => (typeof value === 'boolean' ? value : wrong(path, 'true or false')),
  integer: (path, value) => (Number.isSafeInteger(value) ? value : wrong(path, 'a whole number')),
  decimal: (path, value) => (typeof value === 'number' ? value : wrong(path, 'a number')),
  dateTime: (path, value) =>
    isDateTime(text(path, value))
      ? value
      : wrong(path, 'a date and time such as 2026-01-31T12:00:00Z'),
};

const hasNoMember = (value: Json): boolean => Array.isArray(value) && value.length === 0;

/**
 * A value as the attribute's record wants it; undefined when it means "no value": null and [] do
 * (RFC 7643 §2.5), and "" of a text. Throws invalidValue for whatever else holds nothing: it is of
 * another kind than the attribute, and a mistake of the sender.
 */
export const coerce = (
  attribute: Attribute,
  value: Json,
  path = attribute.name,
): Json | undefined => {
  if (value === null || hasNoMember(value)) return undefined;
  if (!attribute.multiValued) return single(attribute, value, path);
  if (!Array.isArray(value))
    return attribute.type === 'complex'
      ? wrong(path, `a list of objects${shapeOf(attribute, (one) => `[${one}]`)}`)
      : wrong(path, 'a list');
  if (value.length > LIMITS.values) return wrong(path, `a list of at most ${LIMITS.values} values`);
  const values: Json[] = [];
  eachOf(value as readonly Json[], (one) => {
    const read = oneOf(attribute, one, path);
    if (read !== undefined) values.push(read);
  });
  return values.length === 0 ? undefined : values;
};

/** Reads each part of a value. Throws all that is refused of them together. */
export const eachOf = <T>(parts: readonly T[], read: (part: T) => void): void => {
  // Made for the first refusal: hardly any value has one.
  let faults: Faults | undefined;
  for (const part of parts)
    try {
      read(part);
    } catch (error) {
      (faults ??= new Faults()).keep(error);
    }
  faults?.settle();
};

/** One value of a list: what is none, or has no part at all, is an error and not an empty list. */
const oneOf = (attribute: Attribute, value: Json, path: string): Json | undefined => {
  if (attribute.type !== 'complex' || (isObject(value) && Object.keys(value).length > 0))
    return single(attribute, value, path);
  throw notAnObject(attribute, path);
};

/** One value of an attribute that may hold several; undefined for null, and for "" of a text. */
export const single = (
  attribute: Attribute,
  value: Json,
  path = attribute.name,
): Json | undefined => {
  if (value === null) return undefined;
  if (attribute.type === 'complex') return structured(attribute, value, path);
  if (value === '' && TEXTS.has(attribute.type)) return undefined;
  return SCALARS[attribute.type](path, value);
};

const notAnObject = (attribute: Attribute, path: string): ScimError =>
  wrongValue(
    path,
    `${attribute.multiValued ? 'Each of ' : ''}${quoted(path)} must be an object${shapeOf(attribute, (one) => one)}.`,
  );

const structured = (attribute: Attribute, value: Json, path: string): Json | undefined => {
  if (!isObject(value)) throw notAnObject(attribute, path);
  const known = subAttributesOf(attribute);
  const result: JsonObject = {};
  const read = attribute.multiValued ? single : coerce;
  eachOf(Object.entries(value), ([name, part]) => {
    const sub = known.get(name.toLowerCase());
    if (!sub) {
      if (!isEmpty(part)) throw unknownAttribute(`${path}.${name}`);
      if (attribute.multiValued && typeof part === 'object' && part !== null)
        throw notAnObject(attribute, path);
    } else if (sub.mutability !== 'readOnly')
      put(result, sub.name, read(sub, part, `${path}.${sub.name}`), path);
  });
  return settled(result);
};

/**
 * Sets a name once; the same attribute in two spellings is refused, also when one of them unsets it.
 * What is unset keeps its place until `settled`.
 */
export const put = (
  object: JsonObject,
  name: string,
  value: Json | undefined,
  path: string,
): void => {
  if (Object.hasOwn(object, name)) throw twice(name, path);
  object[name] = value as Json;
};

/** The object without what was put as unset; undefined when nothing is left. */
export const settled = (object: JsonObject): JsonObject | undefined => {
  let left = 0;
  for (const name in object)
    if (object[name] === undefined) delete object[name];
    else left++;
  return left === 0 ? undefined : object;
};

import { invalidSyntax, quoted, unknownAttribute, wrongValue } from './errors';
import { isStreamSafe } from './fold';
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

/** null, "", [] and {} mean: no value (RFC 7643 §2.5, and providers' empty strings). */
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

const DATE_TIME = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/i;
const ZONE = /(Z|[+-]\d\d:\d\d)$/i;

/** Milliseconds since 1970 of an xsd:dateTime, which may have no zone: it is UTC then. */
export const instantOf = (text: string): number => Date.parse(ZONE.test(text) ? text : `${text}Z`);

/** xsd:dateTime of a day that there is: Date.parse makes 2 March of 30 February. */
export const isDateTime = (text: string): boolean => {
  const [, day] = DATE_TIME.exec(text) ?? [];
  if (day === undefined || Number.isNaN(instantOf(text))) return false;
  return new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(day);
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

/** A value as the attribute's record wants it; undefined when it means "no value". */
export const coerce = (
  attribute: Attribute,
  value: Json,
  path = attribute.name,
): Json | undefined => {
  if (isEmpty(value)) return undefined;
  if (!attribute.multiValued) return single(attribute, value, path);
  if (!Array.isArray(value))
    return attribute.type === 'complex'
      ? wrong(path, `a list of objects${shapeOf(attribute, (one) => `[${one}]`)}`)
      : wrong(path, 'a list');
  if (value.length > LIMITS.values) return wrong(path, `a list of at most ${LIMITS.values} values`);
  const values = (value as readonly Json[])
    .filter((one) => !isEmpty(one))
    .map((one) => single(attribute, one, path))
    .filter((one): one is Json => one !== undefined);
  return values.length === 0 ? undefined : values;
};

/** One value of an attribute that may hold several. */
export const single = (
  attribute: Attribute,
  value: Json,
  path = attribute.name,
): Json | undefined => {
  if (isEmpty(value)) return undefined;
  return attribute.type === 'complex'
    ? structured(attribute, value, path)
    : SCALARS[attribute.type](path, value);
};

const structured = (attribute: Attribute, value: Json, path: string): Json | undefined => {
  if (!isObject(value))
    throw wrongValue(
      path,
      `${attribute.multiValued ? 'Each of ' : ''}${quoted(path)} must be an object${shapeOf(attribute, (one) => one)}.`,
    );
  const known = subAttributesOf(attribute);
  const result: JsonObject = {};
  for (const [name, part] of Object.entries(value)) {
    const sub = known.get(name.toLowerCase());
    if (!sub) {
      if (isEmpty(part)) continue;
      throw unknownAttribute(`${path}.${name}`);
    }
    if (sub.mutability === 'readOnly') continue;
    put(result, sub.name, coerce(sub, part, `${path}.${sub.name}`), path);
  }
  return isEmpty(result) ? undefined : result;
};

/** Sets a name once; the same attribute in two spellings is refused. */
export const put = (
  object: JsonObject,
  name: string,
  value: Json | undefined,
  path: string,
): void => {
  if (value === undefined) return;
  if (Object.hasOwn(object, name))
    throw invalidSyntax(
      `${quoted(name)} appears twice in ${quoted(path)}, in different spellings.`,
    );
  object[name] = value;
};

import { quoted, wrongValue } from '../errors';
import { foldCase } from '../case-fold';
import { subAttributesOf } from '../profiles/profile';
import type { Attribute } from '../schemas/attribute';
import { isEmpty, isObject, type Json } from '../value';
import { checkSpellings } from './spellings';

type Values = readonly Json[];
type Parts = ReadonlyMap<string, Json>;

const listOf = (named: Json): Values => (Array.isArray(named) ? (named as Values) : [named]);

/**
 * Removal by value, as some providers send it: what has the same `value` goes, and of the same
 * `type` where one is said; of what has no `value`, such as addresses, that which has all that is
 * said. An object that says nothing removes nothing. Throws invalidValue for what is no value.
 */
export const without = (attribute: Attribute, values: Values, named: Json): Values => {
  const known = subAttributesOf(attribute);
  const types = new Map<Json, Set<Json | undefined>>();
  const others: Parts[] = [];
  for (const one of listOf(named)) {
    if (!isObject(one) && (typeof one !== 'string' || one === ''))
      throw wrongValue(
        attribute.name,
        `A value to remove from ${quoted(attribute.name)} must be an object that describes it, such as {"value": "…"}.`,
      );
    const parts = partsOf(known, one);
    const value = parts.get('value');
    if (value === undefined) others.push(parts);
    else types.set(value, (types.get(value) ?? new Set()).add(parts.get('type')));
  }
  return values.filter((one) => {
    const [value, type] = [partOf(known, one, 'value'), partOf(known, one, 'type')];
    const wanted = value === undefined ? undefined : types.get(value);
    if (wanted?.has(undefined) === true || wanted?.has(type) === true) return false;
    return !others.some((parts) => parts.size > 0 && hasAll(known, one, parts));
  });
};

/** How much `without` has to look at each value. */
export const weightOfRemoval = (named: Json): number =>
  12 + 8 * listOf(named).filter((one) => isObject(one) && isEmpty(one['value'])).length;

const hasAll = (known: ReadonlyMap<string, Attribute>, one: Json, parts: Parts): boolean => {
  for (const [name, part] of parts) if (partOf(known, one, name) !== part) return false;
  return true;
};

/** The parts that say something, by their names. Throws invalidSyntax for one in two spellings. */
const partsOf = (known: ReadonlyMap<string, Attribute>, value: Json): Parts => {
  const parts = new Map<string, Json>();
  if (isObject(value)) checkSpellings(value);
  for (const [name, part] of Object.entries(isObject(value) ? value : { value })) {
    const sub = known.get(name.toLowerCase());
    if (sub && !isEmpty(part)) parts.set(sub.name, comparable(sub, part));
  }
  return parts;
};

const partOf = (
  known: ReadonlyMap<string, Attribute>,
  value: Json,
  name: string,
): Json | undefined => {
  const part = isObject(value) ? value[name] : undefined;
  const sub = known.get(name.toLowerCase());
  return part === undefined || !sub ? undefined : comparable(sub, part);
};

const comparable = ({ caseExact }: Attribute, part: Json): Json =>
  typeof part === 'string' && !caseExact ? foldCase(part) : part;

import { foldCase } from '../fold';
import { resolvePath, type AttributePath, type Resolved } from '../path';
import { subAttributesOf, type Profile } from '../profiles/profile';
import type { Attribute } from '../schemas/attribute';
import { isEmpty, isObject, type Attributes, type Json } from '../value';
import type { Comparison, Filter, Operator } from './ast';
import { compared } from './check';
import { compareText } from './order';

/**
 * The interpreter of filters over a resource. Its rules, which the one to SQL shares:
 * a multi-valued attribute meets a comparison when one of its values does; an attribute without a
 * value meets only `ne` and `eq null`; `ne` is the negation of `eq`; texts with caseExact=false are
 * compared folded, and ordered by code point; dates are compared as points in time.
 */
type Find = (path: AttributePath) => Resolved | undefined;

/** Whether a whole resource (with id and meta, where the filter asks for them) meets a filter. */
export const matches = (filter: Filter, resource: Attributes, profile: Profile): boolean =>
  test(filter, resource, (path) => resolvePath(profile, path));

/** Whether one value of a complex attribute meets the filter between its brackets. */
export const matchesValue = (filter: Filter, value: Json, of: Attribute): boolean =>
  isObject(value) &&
  test(filter, value, (path) => {
    const attribute = subAttributesOf(of).get(path.attribute.toLowerCase());
    return attribute && { attribute };
  });

const test = (filter: Filter, resource: Attributes, find: Find): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.terms.every((term) => test(term, resource, find));
    case 'or':
      return filter.terms.some((term) => test(term, resource, find));
    case 'not':
      return !test(filter.term, resource, find);
    case 'present': {
      const found = find(filter.path);
      return found !== undefined && valuesAt(resource, keysOf(found)).some((one) => !isEmpty(one));
    }
    case 'valuePath': {
      const found = find(filter.path);
      if (!found) return false;
      return valuesAt(resource, keysOf(found)).some((one) =>
        matchesValue(filter.filter, one, found.attribute),
      );
    }
    case 'compare': {
      const found = find(filter.path);
      if (!found) return filter.operator === 'ne';
      const named = found.subAttribute ?? found.attribute;
      const leaf = compared(named);
      const keys = leaf === named ? keysOf(found) : [...keysOf(found), leaf.name];
      return compare(valuesAt(resource, keys), filter, leaf);
    }
  }
};

const keysOf = ({ extension, attribute, subAttribute }: Resolved): readonly string[] => [
  ...(extension === undefined ? [] : [extension]),
  attribute.name,
  ...(subAttribute ? [subAttribute.name] : []),
];

/** All values under the keys: lists on the way are opened. */
const valuesAt = (resource: Json, keys: readonly string[]): readonly Json[] => {
  let values: readonly Json[] = [resource];
  for (const key of keys)
    values = values.flatMap((value) =>
      isObject(value) && Object.hasOwn(value, key) ? ((value[key] ?? []) as Json | Json[]) : [],
    );
  return values;
};

const compare = (
  values: readonly Json[],
  { operator, value }: Pick<Comparison, 'operator' | 'value'>,
  leaf: Attribute,
): boolean => {
  if (operator === 'ne') return !compare(values, { operator: 'eq', value }, leaf);
  if (value === null) return values.every(isEmpty);
  const wanted = comparable(value, leaf);
  return values.some((one) => holds(operator, comparable(one, leaf), wanted));
};

const comparable = (value: Json, leaf: Attribute): Json => {
  if (typeof value !== 'string') return value;
  if (leaf.type === 'dateTime') return Date.parse(value);
  return leaf.caseExact ? value : foldCase(value);
};

const holds = (operator: Operator, value: Json, wanted: Json): boolean => {
  if (typeof value !== typeof wanted || typeof value === 'object') return false;
  switch (operator) {
    case 'eq':
      return value === wanted;
    case 'ne':
      return value !== wanted;
    case 'gt':
      return order(value, wanted) > 0;
    case 'ge':
      return order(value, wanted) >= 0;
    case 'lt':
      return order(value, wanted) < 0;
    case 'le':
      return order(value, wanted) <= 0;
    default:
      return (
        typeof value === 'string' && typeof wanted === 'string' && partly(operator, value, wanted)
      );
  }
};

const partly = (operator: 'co' | 'sw' | 'ew', value: string, wanted: string): boolean => {
  if (operator === 'co') return value.includes(wanted);
  return operator === 'sw' ? value.startsWith(wanted) : value.endsWith(wanted);
};

const order = (a: Json, b: Json): number =>
  typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b);

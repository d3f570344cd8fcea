import { foldCase } from '../case-fold';
import { resolvePath, type AttributePath, type Resolved } from '../path';
import { subAttributesOf, type Profile } from '../profiles/profile';
import type { Attribute } from '../schemas/attribute';
import { instantKey } from '../instant';
import { isEmpty, isObject, type Attributes, type Json } from '../value';
import type { Comparison, Filter, Operator } from './ast';
import { compared } from './check';
import { compareText } from './order';

/**
 * The interpreter of filters over a resource. Its rules, which the one to SQL shares:
 * a multi-valued attribute meets a comparison when one of its values does (RFC 7644 §3.4.2.2), `ne`
 * too: one that is another, or has no such part; an attribute without a value meets only `ne` and
 * `eq null`; of a single value, and with null, `ne` is the negation of `eq`; texts with caseExact=false are
 * compared folded, and ordered by code point; dates are compared as points in time.
 */
type Find = (path: AttributePath) => Resolved | undefined;
type Test = (resource: Json) => boolean;

/** Whether a whole resource (with id and meta, where the filter asks for them) meets a filter. */
export const matches = (filter: Filter, resource: Attributes, profile: Profile): boolean =>
  compiled(filter, (path) => resolvePath(profile, path))(resource);

/** Tells whether one value of a complex attribute meets the filter between its brackets. */
export const valueTest = (filter: Filter, of: Attribute): Test => {
  const test = compiled(filter, (path) => {
    const attribute = subAttributesOf(of).get(path.attribute.toLowerCase());
    return attribute && { attribute };
  });
  return (value) => isObject(value) && test(value);
};

/** Paths are resolved and literals folded once; then the test runs over any number of values. */
const compiled = (filter: Filter, find: Find): Test => {
  switch (filter.kind) {
    case 'and': {
      const terms = filter.terms.map((term) => compiled(term, find));
      return (resource) => terms.every((term) => term(resource));
    }
    case 'or': {
      const terms = filter.terms.map((term) => compiled(term, find));
      return (resource) => terms.some((term) => term(resource));
    }
    case 'not': {
      const term = compiled(filter.term, find);
      return (resource) => !term(resource);
    }
    case 'present':
      return present(find(filter.path));
    case 'valuePath': {
      const found = find(filter.path);
      if (!found) return () => false;
      const keys = keysOf(found);
      const test = valueTest(filter.filter, found.attribute);
      return (resource) => valuesAt(resource, keys).some(test);
    }
    case 'compare':
      return comparison(filter, find(filter.path));
  }
};

const present = (found: Resolved | undefined): Test => {
  if (!found) return () => false;
  const keys = keysOf(found);
  return (resource) => valuesAt(resource, keys).some((one) => !isEmpty(one));
};

const keysOf = ({ extension, attribute, subAttribute }: Resolved): readonly string[] => [
  ...(extension === undefined ? [] : [extension]),
  attribute.name,
  ...(subAttribute ? [subAttribute.name] : []),
];

const NOTHING: readonly Json[] = [];

const partOf = (value: Json, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** All values under the keys: lists on the way are opened. */
const valuesAt = (resource: Json, keys: readonly string[]): readonly Json[] => {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) {
    const part = partOf(resource, only);
    return Array.isArray(part) ? part : part === undefined ? NOTHING : [part];
  }
  let values: readonly Json[] = [resource];
  for (const key of keys) {
    const next: Json[] = [];
    for (const value of values) {
      const part = partOf(value, key);
      if (Array.isArray(part)) next.push(...(part as readonly Json[]));
      else if (part !== undefined) next.push(part);
    }
    values = next;
  }
  return values;
};

const comparison = ({ operator, value }: Comparison, found: Resolved | undefined): Test => {
  if (!found) return () => operator === 'ne';
  if (operator === 'ne') {
    if (found.attribute.multiValued && value !== null) return another(value, found);
    const equal = comparison({ kind: 'compare', operator: 'eq', value, path: NONE }, found);
    return (resource) => !equal(resource);
  }
  const named = found.subAttribute ?? found.attribute;
  const leaf = compared(named);
  const keys = leaf === named ? keysOf(found) : [...keysOf(found), leaf.name];
  if (value === null) return (resource) => valuesAt(resource, keys).every(isEmpty);
  const wanted = comparable(value, leaf);
  return (resource) =>
    valuesAt(resource, keys).some((one) => holds(operator, comparable(one, leaf), wanted));
};

/** Whether a list has a value that is not this one, or none at all. */
const another = (value: Json, { subAttribute, ...whole }: Resolved): Test => {
  const leaf = subAttribute ?? compared(whole.attribute);
  const keys = leaf === whole.attribute ? [] : [leaf.name];
  const wanted = comparable(value, leaf);
  const isIt: Test = (one) =>
    valuesAt(one, keys).some((part) => holds('eq', comparable(part, leaf), wanted));
  return (resource) => {
    const values = valuesAt(resource, keysOf(whole));
    return values.length === 0 || values.some((one) => !isIt(one));
  };
};

const NONE: AttributePath = { attribute: '' };

const comparable = (value: Json, leaf: Attribute): Json => {
  if (typeof value !== 'string') return value;
  if (leaf.type === 'dateTime') return instantKey(value) ?? null;
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
    case 'co':
    case 'sw':
    case 'ew':
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

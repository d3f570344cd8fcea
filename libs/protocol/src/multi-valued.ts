/** Lists of a multi-valued attribute: RFC 7643 §2.4 wants one value of one type once. */
import { isObject, sameJson, type Json } from './value';

type Values = readonly Json[];

/** From so many on it is cheaper to compare by texts. */
export const FEW = 8;

/**
 * The list with `wanted` in it: a value that is there already is merged with the one that is wanted.
 * `changed` are those that are new or not as they were.
 */
export const mergeValues = (values: Values, wanted: Values): { next: Values; changed: Values } => {
  const next = [...values];
  const touched = new Set<number>();
  const placeOf = wanted.length < FEW ? linearLookup(next) : indexedLookup(next);
  for (const one of wanted) {
    const place = placeOf(one);
    const had = next[place];
    const now = isObject(had) && isObject(one) ? { ...had, ...one } : one;
    if (had !== undefined && sameJson(had, now)) continue;
    next[place] = now;
    touched.add(place);
  }
  return { next, changed: [...touched].map((place) => next[place] as Json) };
};

/** The list with each value once: the same list when no two were the same. */
export const distinct = (values: Values): Values => {
  if (values.length < 2) return values;
  const { next } = mergeValues([], values);
  return next.length === values.length ? values : next;
};

/** Where a value stands among `values`, or shall stand. */
type PlaceOf = (one: Json) => number;

const linearLookup =
  (values: Values): PlaceOf =>
  (one) => {
    const key = keyOf(one);
    const place = values.findIndex((had) => keyOf(had) === key && isSameValue(had, one));
    return place < 0 ? values.length : place;
  };

/** Many are compared by their text. */
const indexedLookup = (values: Values): PlaceOf => {
  const places = new Map<string, number>();
  const placeOf: PlaceOf = (one) => {
    const text = textOf(one);
    const place = places.get(text) ?? values.length;
    places.set(text, place);
    return place;
  };
  values.forEach((one, i) => {
    const text = textOf(one);
    if (!places.has(text)) places.set(text, i);
  });
  return placeOf;
};

const isSameValue = (a: Json, b: Json): boolean =>
  isObject(a) && isObject(b) && a['value'] !== undefined ? a['type'] === b['type'] : sameJson(a, b);

const textOf = (value: Json): string => {
  if (!isObject(value)) return JSON.stringify(value);
  const { value: key, type } = value;
  return JSON.stringify(
    key === undefined ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : { key, type },
  );
};

/** What a value is known by: its `value`, or itself. */
const keyOf = (value: Json): Json | undefined => (isObject(value) ? value['value'] : value);

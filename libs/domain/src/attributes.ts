import type { Attributes, Json } from '@rollcall/contracts';

/** Equality of JSON values; the order of object keys does not matter, that of lists does. */
export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameJson(item as Json, b[i] as Json))
    );
  const left = a as Attributes;
  const right = b as Attributes;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
  );
};

export interface Difference {
  readonly set: Attributes;
  readonly unset: readonly string[];
}

/** What has to be set and unset to come from `before` to `after`; `leave` names what is not compared. */
export const difference = (before: Attributes, after: Attributes, leave: string): Difference => {
  const set = Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => name !== leave && !sameJson(before[name], value),
    ),
  );
  const unset = Object.keys(before).filter((name) => name !== leave && !Object.hasOwn(after, name));
  return { set, unset };
};

/** Attributes after a difference was applied. */
export const changed = (before: Attributes, { set, unset }: Difference): Attributes => {
  const kept = Object.entries(before).filter(([name]) => !unset.includes(name));
  return { ...Object.fromEntries(kept), ...set };
};

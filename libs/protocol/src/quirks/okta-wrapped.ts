import { isObject, type Json, type JsonObject } from '../value';
import { inPatch } from './operations';
import type { Quirk } from './quirk';

/** `[true]` for `true`: of an attribute with one value. Lists of members hold their ids so. */
const unwrapped = (name: string, value: Json): Json => {
  if (!Array.isArray(value) || value.length !== 1 || /members$/i.test(name)) return value;
  const [one] = value as readonly Json[];
  return typeof one === 'boolean' || typeof one === 'string' ? one : value;
};

const inside = (value: JsonObject): JsonObject => {
  const parts = Object.entries(value).map(([name, part]) => [name, unwrapped(name, part)] as const);
  return parts.some(([name, part]) => part !== value[name]) ? Object.fromEntries(parts) : value;
};

/** Some applications of Okta's catalogue wrap a single value of a PATCH in a list. */
export const oktaWrapped: Quirk = {
  name: 'okta-wrapped-values',
  provider: 'okta',
  summary: 'A text or a truth value in a list of one is read as itself, in a PATCH.',
  rewrite: inPatch((operation) => {
    const { path, value } = operation;
    if (value === undefined) return operation;
    const next =
      typeof path === 'string' ? unwrapped(path, value) : isObject(value) ? inside(value) : value;
    return next === value ? operation : { ...operation, value: next };
  }),
};

import { isObject, type Json } from '../value';
import { inPatch } from './operations';
import type { Quirk } from './quirk';

/** `[{"$ref":null,"value":"x"}]` for `"x"`; members, groups and a manager are references indeed. */
const referred = (name: string, value: Json): Json => {
  if (!Array.isArray(value) || value.length !== 1 || /(members|groups|manager)$/i.test(name))
    return value;
  const [one] = value as readonly Json[];
  if (!isObject(one) || !('$ref' in one)) return value;
  const { $ref, value: inner, ...more } = one;
  return $ref === null && typeof inner === 'string' && Object.keys(more).length === 0
    ? inner
    : value;
};

/** Entra's oldest shape. */
export const entraWrapped: Quirk = {
  name: 'entra-wrapped-values',
  provider: 'entra',
  summary: 'A text in a list of one reference to nothing is read as itself, in a PATCH.',
  rewrite: inPatch((operation) => {
    const { path, value } = operation;
    if (typeof path !== 'string' || value === undefined) return operation;
    const next = referred(path, value);
    return next === value ? operation : { ...operation, value: next };
  }),
};

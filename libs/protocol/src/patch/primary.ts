import { isObject, type Json } from '../value';

const isPrimary = (value: Json): boolean => isObject(value) && value['primary'] === true;

/**
 * A value made primary takes it from the others (RFC 7644 §3.5.2): the last of the changed ones
 * that claims it keeps it.
 */
export const demote = (values: readonly Json[], changed: readonly Json[]): readonly Json[] => {
  const keeper = changed.filter(isPrimary).at(-1);
  if (keeper === undefined) return values;
  return values.map((one) =>
    one !== keeper && isObject(one) && isPrimary(one) ? { ...one, primary: false } : one,
  );
};
